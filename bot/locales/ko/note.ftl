help-note = 메모 남기기: 논문에, 제목 아래에, 또는 따로
help-note-show = 메모 하나를 입력한 그대로 전부 보기
help-note-edit = 메모 내용 바꾸기
help-note-delete = 메모 지우기 (하루 동안 되돌릴 수 있어요)
help-note-undo = 지운 메모 되돌리기
help-cancel = 제가 드린 질문을 끝내고, 입력하신 내용을 돌려 드려요
help-notes = 메모 목록: 최근 것, 태그별, 논문별, 월별
help-notes-tags = 모든 태그와 메모 수

note-saved = **{ $number }**번 메모를 저장했어요.
note-saved-about = **{ $number }**번 메모를 저장했어요: { $title }
note-tags = 태그: { $tags }
note-earlier = 이 논문에는 전에 남기신 메모가 있어요: { $count ->
    [1] { $numbers }번({ $date })
   *[other] { $numbers }번, 마지막은 { $date }
}
note-nearly-the-same = { $number }번 메모({ $date })와 거의 같은 내용이에요.
note-finished-todo = 할 일 { $number }번을 끝냈어요: { $text }
note-reopened-todo = 할 일 { $number }번을 다시 열었어요.
note-edit-hint = 내용을 바꾸려면 `/note edit { $number } …` 라고 입력해 주세요.
note-paper-unknown = arXiv에 { $paper } 논문이 없어요. 번호를 확인해 주세요. 메모는 그대로 남아 있어요.
note-paper-unreachable = 지금은 arXiv에 연결되지 않아 { $paper } 정보를 찾지 못했어요. 메모는 그대로 있고, `/note show { $number }` 라고 입력하면 다시 찾아볼게요.
note-kept-before = 이미 **{ $number }**번 메모로 저장된 글이에요.

note-ask-subject = 무엇에 대한 메모인가요? arXiv 링크나 번호, 또는 제목을 보내 주세요. (그만두려면 `/cancel`)
note-ask-body = 무엇을 남길까요? 다음에 보내시는 메시지가 메모가 돼요. (그만두려면 `/cancel`)
note-ask-body-about = { $title } — 무엇을 남길까요? 다음에 보내시는 메시지가 메모가 돼요. (그만두려면 `/cancel`)
cancel-nothing = 지금은 취소할 질문이 없어요. `/help` 를 입력하면 할 수 있는 일을 보여 드려요.
cancel-done = 취소했어요.
cancel-done-typed = 취소했어요. 입력하셨던 내용이에요.

note-heading = 메모 { $number }
note-heading-about = 메모 { $number } · { $title }
note-written = { $date }
note-written-by = { $date } · { $author }
note-edit-how = `/note edit { $number }` 뒤에 새 내용을 붙여 보내 주세요. 지금 내용은 이래요.
note-edited = **{ $number }**번 메모를 바꿨어요: { $title }
note-deleted = **{ $number }**번 메모를 지웠어요: { $title }. 하루 안에는 `/note undo { $number }` 또는 버튼으로 되돌릴 수 있어요.
note-restored = **{ $number }**번 메모를 되돌렸어요: { $title }
note-unknown = { $number }번 메모는 없어요. `/notes` 를 입력하면 최근 메모를 보여 드려요.
note-is-deleted = { $number }번 메모는 지워졌어요. `/note undo { $number }` 라고 입력하면 되돌릴 수 있어요.
note-not-deleted = { $number }번 메모는 지워지지 않았어요. `/note show { $number }` 로 볼 수 있어요.
note-gone = { $number }번 메모는 지운 지 하루가 넘어서 되돌릴 수 없어요. `/notes` 로 남아 있는 메모를 볼 수 있어요.
note-number-missing = 어느 메모인가요? 번호도 함께 입력해 주세요. `/notes` 로 목록을 볼 수 있어요.

notes-heading = 메모 { $count }개
notes-heading-of = 메모 { $count }개: { $words }
notes-open = `/note show { $number }` 라고 입력하면 전체를 볼 수 있어요.
notes-none = 아직 메모가 없어요. `/note …` 로 첫 메모를 남겨 보세요.
notes-none-of = { $words } 에 맞는 메모가 없어요. `/notes` 는 최근 메모를, `/notes tags` 는 모든 태그를 보여 드려요.
notes-filter-unknown = “{ $text }” 로는 목록을 만들 수 없어요. `#태그`, arXiv 번호나 월을 써 주세요. 단어를 찾으려면 `/search` 를 쓰세요.
notes-filter-twice = “{ $text }” 은(는) 하나 더 많아요. 태그, 논문, 월은 하나씩만 써 주세요.
tags-heading = 태그 { $count }개
tags-more = … 그 밖에 { $count }개가 더 있어요.
tags-open = `/notes #{ $tag }` 라고 입력하면 그 태그가 달린 메모를 볼 수 있어요.
tags-none = 아직 태그가 달린 메모가 없어요. 메모에 `#확산모델` 같은 말을 써 보세요.

button-undo = 되돌리기
button-delete = 삭제
button-no-paper = 논문 없음

note-files = { $count ->
    [1] 함께 저장한 파일: { $names }
   *[other] 함께 저장한 파일 { $count }개: { $names }
}
note-file-not-copied = “{ $name }” 파일의 사본을 만들지 못했어요. { $number }번 메모에는 보내신 파일로 가는 연결이 그대로 남아 있어요.

reply-which = 어느 논문에 대한 메모인가요? 버튼을 눌러 주세요. 다음에는 `2 …` 처럼 논문 번호로 답장을 시작하셔도 돼요.

form-note-title = 메모 남기기
form-note-edit-title = { $number }번 메모 고치기
form-note-about = 무엇에 대한 메모인가요
form-note-about-hint = arXiv 번호나 링크, 또는 제목
form-note-text = 메모
form-note-about-unclear = “{ $text }” 은(는) 논문 하나나 제목 하나로 읽히지 않아요. arXiv 번호나 링크 하나만, 또는 더 짧은 제목을 써 주세요.
form-note-text-missing = 남기고 싶은 내용을 써 주세요.

button-edit = 고치기
note-number-meant = 이미 있는 노트를 말씀하신 거라면 번호를 적어 주세요: `{ $example }`
