help-search = Find old notes and to-dos by words, by meaning, by tag, author, date or paper, in any of three languages
help-similar = Notes and to-dos close to a note, a to-do or a paper

search-what = What shall I look for? Type a word, a "phrase", or a filter such as `#tag`, `by:NAME`, `after:2023-06`, `paper:ID` or `in:todo`.
# 1001 says that there are more than are counted.
search-found = { $count ->
    [1001] More than 1,000 found: { $words }
    [one] One found: { $words }
   *[other] { $count } found: { $words }
}
search-none = Nothing found: { $words }. Try fewer or other words; `in:all` looks through the to-dos as well.
search-perhaps = Perhaps one of these is meant:
search-corrected = Showing results for **{ $words }**, because “{ $typed }” is nowhere here.
search-exactly = exactly “{ $words }”
hit-by-meaning = by meaning
similar-what = Close to what? Type a note's number, `todo` and a to-do's number, or an arXiv id.
similar-heading = Close to { $what }
similar-none = Nothing else here is close to { $what } yet. The more you note, the more there is to find.
search-open-note = `/note show { $number }` opens a note.
search-open-todo = `/todo { $number }` opens a to-do.
search-range-empty = Nothing is both after { $after } and before { $before }. Give `after:` the earlier date.
search-paper-expected = “{ $text }” is not an arXiv paper. Write it as `paper:2312.13286`.
search-scope-unknown = I can't look in “{ $text }”. Type `in:notes`, `in:todo` or `in:all`.
search-exclusion-of-filter = I can leave out words, not filters such as “{ $text }”. Type `-word` for a word that must not be there.
find-none = Nothing found. Try fewer or other words.
