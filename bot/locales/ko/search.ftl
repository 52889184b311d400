help-search = 메모와 할 일 찾기: 단어, 뜻, 태그, 작성자, 날짜, 논문
help-similar = 메모, 할 일, 논문과 비슷한 메모와 할 일

search-what = 무엇을 찾을까요? 단어, "구절", 또는 `#태그`, `by:이름`, `after:2023-06`, `in:todo` 같은 조건을 입력해 주세요.
# 1001 says that there are more than are counted.
search-found = { $count ->
    [1001] 1,000개 넘게 찾았어요: { $words }
   *[other] { $count }개를 찾았어요: { $words }
}
search-none = { $words }에 딱 맞는 것이 없어요. 단어를 줄이거나 바꿔 보세요. `in:all`을(를) 붙이면 할 일도 찾아요.
search-only-words = 이번에는 단어로만 찾았어요. 지금은 뜻을 비교할 수 없으니 잠시 뒤에 다시 찾아보세요.
search-perhaps = 덜 정확한 결과:
search-corrected = “{ $typed }” 결과가 없어서 **{ $words }** 결과를 보여 드려요.
search-exactly = “{ $words }” 그대로 찾기
hit-by-meaning = 의미 일치
similar-what = 무엇과 비슷한 것을 찾을까요? 메모 번호, `todo`과(와) 할 일 번호, 또는 arXiv 번호를 입력해 주세요.
similar-heading = 비슷한 것: { $what }
similar-none = 아직 비슷한 것이 없어요: { $what }
search-open-note = 메모를 열려면 `/note show { $number }`을(를) 입력해 주세요.
search-open-todo = 할 일을 열려면 `/todo { $number }`을(를) 입력해 주세요.
search-range-empty = { $after } 이후이면서 { $before } 이전인 것은 없어요. `after:`에 더 이른 날짜를 써 주세요.
search-paper-expected = “{ $text }”은(는) arXiv 논문 번호가 아니에요. `paper:2312.13286`처럼 써 주세요.
search-scope-unknown = “{ $text }”에서는 찾을 수 없어요. `in:notes`, `in:todo`, `in:all` 중에서 써 주세요.
search-exclusion-of-filter = 단어만 뺄 수 있고 “{ $text }” 같은 조건은 뺄 수 없어요. `-단어`처럼 입력해 주세요.
find-none = 찾은 것이 없어요. 단어를 줄이거나 바꿔 보세요.
