help-todo = 읽을거리: 읽을 논문과 하려는 모든 일
help-todo-add = 추가하기 (여러 줄이나 Markdown 목록은 여러 항목)
help-todo-done = 완료 표시
help-todo-undo = 다시 할 일로 돌리기
help-todo-drop = 하지 않고 목록에서 제외
help-todo-move = 다른 항목 아래로, 섹션으로, 또는 맨 위로 옮기기
help-todo-next = 지금 무엇을, 왜 읽을지
help-todo-all = 완료·제외 항목까지 전체 목록
help-todo-section = 섹션 하나만 보기

todo-empty = 읽을거리가 비어 있어요. `/todo add` 뒤에 논문 링크나 글을 써 보세요.
todo-counts = 남은 할 일 **{ $open }**개{ $overdue ->
    [0] {""}
   *[other] , 기한이 지난 일 **{ $overdue }**개
}
todo-due = { $due }까지
todo-due-today = **오늘까지**
todo-due-tomorrow = 내일까지
todo-overdue = **기한 지남** ({ $due })

todo-one = 할 일 { $number }
todo-row-state = 상태
todo-row-due = 기한
todo-row-priority = 우선순위
todo-row-paper = 논문
todo-row-added = 추가한 날
todo-state-open = 할 일
todo-state-done = 완료
todo-state-dropped = 제외

todo-button-done = 완료
todo-button-drop = 제외
todo-button-reopen = 다시 할 일로
todo-button-those-too = 하위 항목도
todo-button-next = 다음 읽을거리
todo-button-another = 다른 것

todo-added = { $count ->
    [1] 읽을거리에 추가했어요:
   *[other] 읽을거리에 { $count }개를 추가했어요:
}
todo-added-under = { $count ->
    [1] “{ $place }” 아래에 추가했어요:
   *[other] “{ $place }” 아래에 { $count }개를 추가했어요:
}
todo-and-more = … 그리고 { $count }개 더 있어요.
todo-already-listed = { $count ->
    [1] { $since }부터 읽을거리에 있어요:
   *[other] 이미 읽을거리에 있어요({ $count }개):
}
todo-known-open = { $date }부터 읽을거리에 있어요: 할 일 { $number }번
todo-known-done = { $date }에 끝내셨어요: 할 일 { $number }번

todo-done = { $count ->
    [1] 완료했어요:
   *[other] { $count }개를 완료했어요:
}
todo-dropped = { $count ->
    [1] 목록에서 제외했어요:
   *[other] 목록에서 { $count }개를 제외했어요:
}
todo-reopened = { $count ->
    [1] 다시 할 일로 돌려놓았어요:
   *[other] { $count }개를 다시 할 일로 돌려놓았어요:
}
todo-nested-open-done = 그 아래 { $count }개는 아직 남아 있어요.
todo-nested-open-dropped = 그 아래 { $count }개는 아직 목록에 있어요.
todo-already-done = { $count ->
    [1] { $number }번은 이미 완료했어요.
   *[other] 모두 이미 완료했어요.
}
todo-already-dropped = { $count ->
    [1] { $number }번은 이미 제외했어요.
   *[other] 모두 이미 제외했어요.
}
todo-already-open = { $count ->
    [1] { $number }번은 이미 할 일이에요.
   *[other] 모두 이미 할 일이에요.
}
todo-moved = { $count ->
    [1] 옮겼어요:
   *[other] { $count }개를 옮겼어요:
}
todo-moved-under = { $count ->
    [1] “{ $place }” 아래로 옮겼어요:
   *[other] “{ $place }” 아래로 { $count }개를 옮겼어요:
}

todo-next = 다음으로 읽어 보세요:
todo-next-under = 다음으로 읽어 보세요 (“{ $place }”):
todo-why-overdue = 기한이 { $days }일 지났어요.
todo-why-due-soon = { $days ->
    [0] 기한이 오늘이에요.
    [1] 기한이 내일이에요.
   *[other] 기한이 { $days }일 남았어요.
}
todo-why-priority = { $priority ->
    [3] 우선순위가 가장 높고, 이번 주에 기한인 일이 없어요.
   *[other] 이보다 우선순위가 높은 것이 없고, 이번 주에 기한인 일도 없어요.
}
todo-why-oldest = { $since }부터 가장 오래 기다렸어요. 이번 주에 기한이거나 중요 표시된 것은 없어요.

todo-sections = 섹션: { $names }. 하나를 보려면 `/todo section { $example }`을(를) 입력해 주세요.
todo-no-sections = 아직 섹션이 없어요. `/todo add CLIP in "멀티모달"`처럼 쓰면 생겨요.
todo-section-unknown = “{ $name }” 섹션은 없어요. 지금 있는 섹션: { $names }.
todo-section-nameless = 섹션에는 이름이 필요해요. 예: `in "멀티모달"`
todo-is-section = { $number }번은 “{ $name }” 섹션이에요. 그 안의 번호를 써 주세요. 번호는 `/todo`에서 볼 수 있어요.
todo-unknown = { $number }번 할 일은 없어요. 모든 번호는 `/todo all`에서 볼 수 있어요.
todo-verb-unknown = “{ $text }”을(를) 어떻게 할지 모르겠어요. 목록에 넣으려면 `/todo add { $text }`을(를) 입력해 주세요.
todo-nothing = 무엇을 넣을까요? `/todo add` 뒤에 논문 링크나 글을 써 주세요.
todo-too-many = { $count }줄이에요. 한 번에 { $most }줄까지 넣을 수 있어요.
todo-move-unclear = 무엇을 어디로 옮길지 써 주세요: `3 under 7`, `3 before 5`, `3 to 멀티모달`, `3 top`.
todo-move-inside-itself = { $number }번은 자기 안쪽으로 옮길 수 없어요.
todo-paper-unknown = arXiv에 { $paper } 논문이 없어요. 항목은 입력하신 그대로예요.
todo-paper-unreachable = arXiv에 연결되지 않아 { $paper } 논문을 찾지 못했어요. 항목은 저장했어요. `/todo`과(와) 번호로 다시 찾을 수 있어요.
todo-verb-similar = `/todo { $name }`은(는) 없어요. 혹시 `/todo { $similar }`인가요?

todo-ask = 읽을거리에 무엇을 넣을까요? 다음 메시지로 보내 주세요. 여러 줄은 여러 항목이 돼요. (그만두려면 `/cancel`)
todo-button-add = 추가
form-todo-title = 목록에 넣기
form-todo-text = 할 일
form-todo-text-hint = 논문 번호나 링크, 또는 아무 글
form-todo-text-missing = 넣을 것을 써 주세요.
form-todo-section = 섹션
form-todo-sections = 지금 있는 섹션: { $names }
form-todo-due = 기한
form-todo-due-hint = 2025-07-01, 금요일, 내일
form-todo-priority = 우선순위
form-todo-priority-none = 없음
todo-due-unread = “{ $text }”에서 날짜를 읽지 못해 글에 그대로 두었어요. `/todo add CLIP 읽기 due 금요일`처럼 써 주세요.

button-on-list = ✓ 목록에 있음
button-on-list-by = ✓ 목록에 있음 · { $name }
todo-put-on-list = 읽을거리 { $number }번으로 넣었어요.
todo-on-list-again = 읽을거리 { $number }번으로 다시 넣었어요. { $date }에 다 읽은 논문이에요.
todo-listed-since = { $since }부터 읽을거리 { $number }번에 있어요.
todo-off-list = 읽을거리에서 뺐어요.
todo-ticked = 완료: { $text }
todo-unticked = 다시 열었어요: { $text }
todo-tick-dropped = “{ $text }”은(는) 목록에서 빠졌어요. 지금 목록은 `/todo`(으)로 볼 수 있어요.
