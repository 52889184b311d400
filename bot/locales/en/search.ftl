help-search = Find notes and to-dos by words, meaning, tag, author, date or paper
help-similar = Notes and to-dos close to a note, a to-do or a paper

search-what = What are you looking for? Type words, a "phrase", or filters such as `#tag`, `by:NAME`, `after:2023-06`, `in:todo`.
# 1001 says that there are more than are counted.
search-found = { $count ->
    [1001] More than 1,000 found: { $words }
    [one] One found: { $words }
   *[other] { $count } found: { $words }
}
search-none = No exact match for { $words }. Try fewer or other words, or add `in:all` to include to-dos.
search-only-words = I searched by words only: meanings cannot be compared right now. Try again in a moment.
search-perhaps = Weaker matches:
search-corrected = No match for “{ $typed }”; showing results for **{ $words }**.
search-exactly = exactly “{ $words }”
hit-by-meaning = by meaning
similar-what = Similar to what? Type a note's number, `todo` and a to-do's number, or an arXiv id.
similar-heading = Close to { $what }
similar-none = Nothing else here is close to { $what } yet.
search-open-note = Type `/note show { $number }` to open a note.
search-open-todo = Type `/todo { $number }` to open a to-do.
search-range-empty = Nothing is both after { $after } and before { $before }. Give `after:` the earlier date.
search-paper-expected = “{ $text }” isn't an arXiv paper. Write it as `paper:2312.13286`.
search-scope-unknown = I can't search in “{ $text }”. Type `in:notes`, `in:todo` or `in:all`.
search-exclusion-of-filter = I can exclude words, not filters such as “{ $text }”. Type `-word`.
find-none = Nothing found. Try fewer or other words.
