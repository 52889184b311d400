help-review = 한 주 돌아보기: 새로 온 것, 메모한 것, 끝낸 것, 그리고 다음에 읽을 것

review-heading = 한 주 돌아보기: { $first }부터 { $last }까지
review-empty = { $first }부터 { $last }까지 조용한 한 주였어요. 새로 온 것도, 기다리는 일도 없어요. 언제든 논문 링크를 보내거나 `/todo add` 로 시작해 보세요.
review-no-deeds = 이번에는 새 메모나 끝낸 일이 없어요. 모두 그 자리에서 기다리고 있어요.
review-future = { $on }은 아직 오지 않았어요. `/review` 를 입력하면 지난 7일을 돌아봐요.
review-too-early = arXiv는 { $first }에 시작했어요. `/review 2025-06-09` 처럼 그 뒤의 날짜를 쓰거나 `/review 지난주` 라고 입력해 주세요.

review-streak-days = **{ $days }일 연속**으로 메모하거나 끝낸 일이 있어요.
review-streak-weeks = **{ $weeks }주 연속**으로 메모하거나 끝낸 일이 있어요.

review-announced = arXiv 새 논문
review-category = { $category }: 새 논문 { $new }편, 교차 등록 { $cross }편
review-shown = 그중 { $count }편을 골라 드렸어요.
review-asking = arXiv에 { $categories } 발표 목록을 물어보고 있어요 …
review-late = 아직 세지 못한 목록(arXiv에서 아직 받지 못했어요): { $categories } ({ $days })

review-noted = 메모 { $count }개
review-more-notes = … 그 밖에 { $count }개가 더 있어요. `/notes { $month }` 로 볼 수 있어요.
review-done = 끝낸 일 { $count }개
review-added = 목록에 넣은 일 { $count }개
review-more-todos = … 그 밖에 { $count }개가 더 있어요. `/todo all` 로 볼 수 있어요.

review-pending = 남은 할 일 { $count }개
review-overdue = { $overdue ->
    [0] 기한이 지난 일은 없어요.
   *[other] 그중 { $overdue }개는 기한이 지났어요.
} 전체 목록은 `/todo` 로 볼 수 있어요.
review-worth = 지금 읽기 좋은 것
review-since = { $since }부터 목록에 있어요
review-button-done = 완료 { $number }
review-button-note = 메모 { $number }
