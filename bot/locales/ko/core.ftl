went-wrong = 제 쪽에 문제가 생겼고, 바뀐 것은 없어요. 다시 해 보시고, 또 그러면 관리자에게 코드 `{ $id }` 를 알려 주세요.
command-unknown = `/{ $name }` 은(는) 모르는 명령이에요. `/help` 를 입력하면 할 수 있는 일을 보여 드려요.
command-similar = `/{ $name }` 은(는) 모르는 명령이에요. 혹시 `/{ $similar }` 인가요?
button-stale = 예전 대화의 버튼이라 이제 쓸 수 없어요. `/help` 를 입력해 보세요.
for-example = 예: `{ $example }`
number-expected = “{ $text }” 은(는) 제가 드린 번호가 아니에요. 항목 앞의 숫자를 입력해 주세요. 예: `12`
date-expected = “{ $text }” 날짜를 읽을 수 없어요. `2025-06-11` 처럼 써 주세요.
date-impossible = { $text } 은(는) 달력에 없는 날이에요. `2025-06-11` 처럼 써 주세요.
