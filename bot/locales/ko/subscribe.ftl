help-subscribe = 매일 다이제스트 또는 주간 리뷰 받기
help-subscriptions = 구독 목록: 내용, 시각, 일시 중지, 재개
help-unsubscribe = 구독 해지

subscribe-done = 구독했어요 ({ $number }번): { $what }
subscribe-first = { $weekly ->
    [1] 첫 주간 리뷰는
   *[other] 첫 다이제스트는
} { $on } { $time }에 보내 드릴게요 ({ $zone }).
subscribe-already = 똑같은 구독이 이미 있어요 ({ $number }번): { $what }
subscribe-undo = 되돌리기
subscribe-now = 지금 보기
subscribe-review-now = 지금 리뷰 보기
subscribe-pause = { $number }번 일시 중지
subscribe-resume = { $number }번 다시 받기
subscribe-is-paused = { $weekly ->
    [1] 주간 리뷰
   *[other] 다이제스트
}({ $number }번)를 일시 중지했어요. 다시 받기 전까지는 보내지 않을게요.
subscribe-is-resumed = { $weekly ->
    [1] 주간 리뷰
   *[other] 다이제스트
}({ $number }번)를 다시 시작했어요. 다음은 { $on } { $time }에 보내 드릴게요 ({ $zone }).

subscriptions-heading = 매일 다이제스트
subscriptions-weekly = 주간 리뷰
subscriptions-none = 아직 구독이 없어요. `/subscribe cs.CL`(으)로 매일 받아 보세요.
subscriptions-next = { $what } · 다음: { $on } { $time } ({ $zone })
subscriptions-paused = { $what } · 일시 중지
subscriptions-unreachable = { $what } · 보류: 지난 메시지가 전달되지 않았어요
subscriptions-how = 해지하려면 `/unsubscribe`과(와) 번호를 입력해 주세요.

unsubscribe-done = { $weekly ->
    [1] 주간 리뷰
   *[other] 다이제스트
}({ $number }번) 구독을 해지했어요: { $what }
unsubscribe-which = 어느 구독인가요? `/unsubscribe`과(와) 번호를 입력해 주세요: { $numbers }
subscription-unknown = { $number }번 구독은 없어요. `/subscriptions`에서 확인해 주세요.

subscribe-no-category = arXiv 분류를 하나 이상 써 주세요. 예: `cs.CL`, `stat.ML`
subscribe-too-much = 너무 많아요. 분류, 키워드, 저자를 합해 { $most }개까지, 하나에 { $longest }자까지 쓸 수 있어요.
subscribe-zone-similar = “{ $text }” 시간대는 없어요. { $similar } 중 하나인가요? 키워드라면 따옴표로 묶어 주세요.
subscribe-zone-unknown = “{ $text }” 시간대는 없어요. `서울` 같은 도시를 써 주세요. 키워드라면 따옴표로 묶어 주세요.
category-unknown = arXiv에 “{ $text }” 분류는 없어요. { $similar } 중 하나인가요? 키워드라면 따옴표로 묶어 주세요.
category-archive = “{ $text }” 전체는 너무 넓어요. { $similar }처럼 그 안의 분류를 써 주세요. 키워드라면 따옴표로 묶어 주세요.
time-expected = “{ $text }”에서 시각을 읽지 못했어요. `09:00`, `9`, `오후9시`처럼 써 주세요.
time-impossible = “{ $text }”은(는) 없는 시각이에요. `09:00` 또는 `21:30`처럼 써 주세요.
days-expected = “{ $text }”에서 요일을 읽지 못했어요. `on mon,wed`, `on mon-fri`, `평일`처럼 써 주세요.
top-impossible = “{ $text }”편은 보낼 수 없어요. `top 5`처럼 1부터 { $most }까지의 숫자를 써 주세요.
author-expected = 어떤 저자를 팔로우할까요? 이름을 따옴표로 묶어 주세요: `by:"Kaiming He"`
layout-expected = “{ $text }” 레이아웃은 없어요. `as compact`, `카드`, `스레드` 중에서 써 주세요. 키워드라면 따옴표로 묶어 주세요.
weekly-one-day = 주간 리뷰는 하루에만 와요. `매주 금요일`처럼 써 주세요. 여러 요일에 다이제스트를 받으려면 `매주`을(를) 빼 주세요.
weekly-one-form = 주간 리뷰는 언제나 메시지 하나예요. `top`과(와) `as`은(는) 빼 주세요.
subscriptions-only-lists = `/subscriptions`에는 단어를 쓰지 않아요. 구독하려면 `/subscribe { $text }`을(를) 입력해 주세요.
