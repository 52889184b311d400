help-note = 메모 남기기: 논문에, 제목 아래에, 또는 따로
help-note-show = 메모를 입력한 그대로 보기
help-note-edit = 메모 내용 바꾸기
help-note-delete = 메모 지우기 (하루 동안 되돌릴 수 있어요)
help-note-undo = 지운 메모 되돌리기
help-cancel = 질문 취소 (입력한 내용은 돌려받기)
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
note-reopened-todo = 할 일 { $number }번을 다시 할 일로 돌려놓았어요.
note-edit-hint = 내용을 바꾸려면 `/note edit { $number } …`(이)라고 입력해 주세요.
note-paper-unknown = arXiv에 { $paper } 논문이 없어요. 번호를 확인해 주세요. 메모는 그대로 저장했어요.
note-paper-unreachable = arXiv에 연결되지 않아 { $paper } 논문을 찾지 못했어요. 메모는 저장했어요. 다시 찾으려면 `/note show { $number }`을(를) 입력해 주세요.
note-kept-before = 이미 **{ $number }**번 메모로 저장된 글이에요.

note-ask-subject = 무엇에 대한 메모인가요? arXiv 링크나 번호, 또는 제목을 보내 주세요. (그만두려면 `/cancel`)
note-ask-body = 무엇을 메모할까요? (그만두려면 `/cancel`)
note-ask-body-about = { $title } — 무엇을 메모할까요? (그만두려면 `/cancel`)
cancel-nothing = 지금은 취소할 것이 없어요. `/help`을(를) 입력하면 할 수 있는 일을 보여 드려요.
cancel-done = 취소했어요.
cancel-done-typed = 취소했어요. 입력하셨던 내용이에요.

note-heading = 메모 { $number }
note-heading-about = 메모 { $number } · { $title }
note-written = { $date }
note-written-by = { $date } · { $author }
note-edit-how = `/note edit { $number }` 뒤에 새 내용을 붙여 보내 주세요. 지금 내용:
note-edit-elsewhere = 그룹에서 `/note edit { $number }` 뒤에 새 글을 적어 주세요.
note-edited = **{ $number }**번 메모를 바꿨어요: { $title }
note-deleted = **{ $number }**번 메모를 지웠어요: { $title }. 하루 안에는 `/note undo { $number }` 또는 버튼으로 되돌릴 수 있어요.
note-restored = **{ $number }**번 메모를 되돌렸어요: { $title }
note-unknown = { $number }번 메모는 없어요. `/notes`을(를) 입력하면 최근 메모를 보여 드려요.
note-is-deleted = { $number }번 메모는 지워졌어요. `/note undo { $number }`(이)라고 입력하면 되돌릴 수 있어요.
note-not-deleted = { $number }번 메모는 지워지지 않았어요. `/note show { $number }`(으)로 볼 수 있어요.
note-gone = { $number }번 메모는 지운 지 하루가 넘어서 되돌릴 수 없어요. `/notes`(으)로 남아 있는 메모를 볼 수 있어요.
note-number-missing = 어느 메모인가요? 번호를 붙여 주세요. 목록은 `/notes`에 있어요.

notes-heading = 메모 { $count }개
notes-heading-of = 메모 { $count }개: { $words }
notes-open = `/note show { $number }`(이)라고 입력하면 전체를 볼 수 있어요.
notes-none = 아직 메모가 없어요. `/note …`(으)로 시작해 보세요.
notes-none-of = { $words }에 맞는 메모가 없어요. 최근 메모는 `/notes`, 모든 태그는 `/notes tags`에 있어요.
notes-filter-unknown = “{ $text }”(으)로는 목록을 만들 수 없어요. `#태그`, arXiv 번호, 월을 써 주세요. 단어는 `/search`(으)로 찾아요.
notes-filter-twice = “{ $text }”은(는) 하나 더 많아요. 태그, 논문, 월은 하나씩만 써 주세요.
tags-heading = 태그 { $count }개
tags-more = … 그 밖에 { $count }개가 더 있어요.
tags-open = `/notes #{ $tag }`(이)라고 입력하면 그 태그가 달린 메모를 볼 수 있어요.
tags-none = 아직 태그가 달린 메모가 없어요. 메모에 `#확산모델` 같은 말을 써 보세요.

button-undo = 되돌리기
button-delete = 삭제
button-no-paper = 논문 없음

note-files = { $count ->
    [1] 함께 저장한 파일: { $names }
   *[other] 함께 저장한 파일 { $count }개: { $names }
}
note-file-not-copied = “{ $name }” 파일을 복사하지 못했어요. { $number }번 메모에는 보내신 파일의 링크가 남아 있어요.

reply-which = 어느 논문에 대한 메모인가요? 버튼을 눌러 주세요. 다음에는 `2 …`처럼 번호로 시작해 답장해 주세요.

form-note-title = 메모 남기기
form-note-edit-title = { $number }번 메모 고치기
form-note-about = 무엇에 대한 메모인가요
form-note-about-hint = arXiv 번호나 링크, 또는 제목
form-note-text = 메모
form-note-about-unclear = “{ $text }”에는 논문이나 제목이 둘 이상 있어요. arXiv 번호나 링크 하나, 또는 더 짧은 제목을 써 주세요.
form-note-text-missing = 메모 내용을 써 주세요.

button-edit = 고치기
note-number-meant = 이미 있는 메모를 말씀하신 거라면 번호를 써 주세요: `{ $example }`

note-ask-next = 다음 메시지가 메모가 돼요.
ask-in-group = 이 메시지에 답장하거나 저를 멘션해서 답해 주세요.
