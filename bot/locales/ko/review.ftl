help-review = 주간 리뷰: 새 논문, 메모, 끝낸 일, 다음 읽을거리

review-heading = 주간 리뷰: { $first }부터 { $last }까지
review-empty = { $first }부터 { $last }까지 조용한 한 주였어요. 언제든 arXiv 링크를 보내 주세요.
review-nothing-done = 이번에는 새 메모나 끝낸 일이 없어요. 모두 그대로 있어요.
review-future = { $on }은 아직 오지 않았어요. `/review`을(를) 입력하면 지난 7일을 돌아봐요.
review-too-early = arXiv는 { $first }에 시작했어요. `/review 2025-06-09`처럼 그 뒤의 날짜를 쓰거나 `/review 지난주`(이)라고 입력해 주세요.

review-streak-days = **{ $days }일 연속**으로 메모를 남기거나 할 일을 끝내셨어요. 멋져요!
review-streak-weeks = **{ $weeks }주 연속**으로 메모를 남기거나 할 일을 끝내셨어요. 멋져요!

review-announced = arXiv 새 논문
review-category = { $category }: 새 논문 { $new }편, 교차 등재 { $cross }편
review-shown = 그중 { $count }편을 골라 드렸어요.
review-asking = arXiv에서 { $categories } 발표를 확인하고 있어요…
review-late = 아직 발표되지 않아 빠진 것: { $categories } ({ $days })

review-noted = 메모 { $count }개
review-more-notes = … 그 밖에 { $count }개: `/notes { $month }`
review-done = 끝낸 일 { $count }개
review-added = 읽을거리에 넣은 것 { $count }개
review-more-todos = … 그 밖에 { $count }개: `/todo all`

review-pending = 남은 읽을거리 { $count }개
review-overdue = { $overdue ->
    [0] 기한이 지난 일은 없어요.
   *[other] 그중 { $overdue }개는 기한이 지났어요.
} 전체 목록은 `/todo`(으)로 볼 수 있어요.
review-worth = 지금 읽기 좋은 것
review-since = { $since }부터 읽을거리에 있어요
review-button-done = 완료 { $number }
review-button-note = 메모 { $number }
