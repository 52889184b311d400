help-subscribe = 매일 새 논문 소식, 또는 매주 한 주 돌아보기 받기
help-subscriptions = 구독 목록: 내용, 시각, 일시 중지와 재개
help-unsubscribe = 구독 끝내기

subscribe-done = 구독했어요 ({ $number }번): { $what }
subscribe-first = { $weekly ->
    [1] 첫 한 주 돌아보기는
   *[other] 첫 소식은
} { $on } { $time }에 보내 드릴게요 ({ $zone }).
subscribe-already = 똑같은 구독이 이미 있어요. { $number }번이에요: { $what }
subscribe-undo = 되돌리기
subscribe-now = 지금 보기
subscribe-review-now = 지금 돌아보기
subscribe-pause = { $number }번 멈추기
subscribe-resume = { $number }번 다시 받기
subscribe-is-paused = { $number }번 { $weekly ->
    [1] 한 주 돌아보기를
   *[other] 구독을
} 멈췄어요. 다시 받기 전까지는 보내지 않을게요.
subscribe-is-resumed = { $number }번 { $weekly ->
    [1] 한 주 돌아보기를 다시 시작했어요. 다음은
   *[other] 구독을 다시 시작했어요. 다음 소식은
} { $on } { $time }에 보내 드릴게요 ({ $zone }).

subscriptions-heading = 구독 목록
subscriptions-weekly = 한 주 돌아보기
subscriptions-none = 아직 구독이 없어요. `/subscribe cs.CL` 을 입력하시면 매일 새 논문을 보내 드려요.
subscriptions-next = { $what } · 다음: { $on } { $time } ({ $zone })
subscriptions-paused = { $what } · 멈춤
subscriptions-unreachable = { $what } · 쉬는 중: 여기로 보낸 메시지가 전달되지 않았어요
subscriptions-how = `/unsubscribe` 뒤에 번호를 쓰면 구독을 끝낼 수 있어요.

unsubscribe-done = { $number }번 { $weekly ->
    [1] 한 주 돌아보기를
   *[other] 구독을
} 끝냈어요: { $what }
unsubscribe-which = 어느 구독을 끝낼까요? `/unsubscribe` 뒤에 다음 번호 가운데 하나를 써 주세요: { $numbers }. `/subscriptions` 로 모두 볼 수 있어요.
subscription-unknown = { $number }번 구독은 없어요. `/subscriptions` 로 지금 있는 구독을 볼 수 있어요.

subscribe-no-category = arXiv 분류를 하나 이상 함께 써 주세요. `cs.CL` 이나 `stat.ML` 처럼 쓰시면 어떤 새 논문을 살펴볼지 알 수 있어요.
subscribe-too-much = 그렇게 많이는 살펴볼 수 없어요. 분류, 키워드, 저자를 모두 합해 { $most }개까지, 하나에 { $longest }자까지 쓸 수 있어요.
subscribe-zone-similar = “{ $text }” 시간대는 없어요. { $similar } 가운데 하나인가요? 키워드라면 따옴표로 묶어 주세요.
subscribe-zone-unknown = “{ $text }” 시간대는 없어요. 시각 뒤에 `서울` 이나 `Asia/Seoul` 처럼 도시를 써 주세요. 키워드라면 따옴표로 묶어 주세요.
category-unknown = arXiv에 “{ $text }” 분류는 없어요. { $similar } 가운데 하나인가요? 키워드라면 따옴표로 묶어 주세요.
category-archive = “{ $text }” 전체는 너무 넓어요. { $similar } 처럼 그 안의 분류를 써 주세요. 키워드라면 따옴표로 묶어 주세요.
time-expected = “{ $text }” 시각을 이해하지 못했어요. `09:00`, `9`, `오후9시` 처럼 써 주세요.
time-impossible = “{ $text }” 시각은 없어요. `09:00` 이나 `21:30` 처럼 써 주세요.
days-expected = “{ $text }” 요일을 이해하지 못했어요. `on mon,wed`, `on mon-fri`, `평일` 처럼 써 주세요.
top-impossible = 논문을 “{ $text }”편 보내 드릴 수는 없어요. `top 5` 처럼 1부터 { $most }까지의 숫자를 써 주세요.
author-expected = 어느 저자를 따라갈까요? `by:"Kaiming He"` 처럼 이름을 써 주세요.
layout-expected = “{ $text }” 모양으로는 보내 드릴 수 없어요. `as compact`(메시지 하나), `as cards`(논문마다 하나, `카드` 라고 써도 돼요), `as thread`(스레드에, `스레드` 라고 써도 돼요) 중에서 써 주세요. 키워드라면 따옴표로 묶어 주세요.
weekly-one-day = 한 주 돌아보기는 하루에만 와요. `매주 금요일` 처럼 써 주세요. 여러 요일에 소식을 받으려면 `매주` 를 빼 주세요.
weekly-one-form = 한 주 돌아보기는 언제나 메시지 하나이고, 읽기 좋은 할 일 세 가지가 함께 와요. `top` 과 `as` 는 빼 주세요.
subscriptions-only-lists = `/subscriptions` 는 지금 있는 구독만 보여 드려요. 구독하려면 `/subscribe { $text }` 라고 입력해 주세요.
