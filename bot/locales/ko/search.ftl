help-search = 예전 메모와 할 일 찾기: 단어, 뜻, 태그, 작성자, 날짜, 논문으로, 한·중·영 어느 말로든
help-similar = 메모, 할 일, 논문과 비슷한 메모와 할 일

search-what = 무엇을 찾을까요? 단어나 "구절", 또는 `#태그`, `by:이름`, `after:2023-06`, `paper:번호`, `in:todo` 같은 조건을 입력해 주세요.
# 1001 says that there are more than are counted.
search-found = { $count ->
    [1001] 1,000개 넘게 찾았어요: { $words }
   *[other] { $count }개를 찾았어요: { $words }
}
search-none = 찾은 것이 없어요: { $words }. 단어를 줄이거나 바꿔 보세요. `in:all` 을 붙이면 할 일도 함께 찾아요.
search-perhaps = 혹시 이것을 찾으시나요?
search-corrected = “{ $typed }” 은(는) 어디에도 없어서 **{ $words }** 의 결과를 보여 드려요.
search-exactly = “{ $words }” 그대로 찾기
hit-by-meaning = 뜻이 비슷함
similar-what = 무엇과 비슷한 것을 찾을까요? 메모 번호, `todo` 와 할 일 번호, 또는 arXiv 번호를 입력해 주세요.
similar-heading = 비슷한 것: { $what }
similar-none = 아직 비슷한 것이 없어요: { $what }. 메모가 쌓일수록 더 많이 찾을 수 있어요.
search-open-note = `/note show { $number }` 라고 입력하면 메모 전체를 볼 수 있어요.
search-open-todo = `/todo { $number }` 라고 입력하면 할 일을 볼 수 있어요.
search-range-empty = { $after } 이후이면서 { $before } 이전인 것은 없어요. 더 이른 날짜를 `after:` 뒤에 써 주세요.
search-paper-expected = “{ $text }” 은(는) arXiv 논문 번호가 아니에요. `paper:2312.13286` 처럼 써 주세요.
search-scope-unknown = “{ $text }” 에서는 찾을 수 없어요. `in:notes`, `in:todo`, `in:all` 중에서 입력해 주세요.
search-exclusion-of-filter = 단어만 뺄 수 있고 “{ $text }” 같은 조건은 뺄 수 없어요. 빼려는 단어를 `-단어` 처럼 입력해 주세요.
find-none = 찾은 것이 없어요. 단어를 줄이거나 바꿔 보세요.
