help-search = 查找笔记和待读：按词语、语义、标签、作者、日期、论文
help-similar = 与某条笔记、待读或论文相近的笔记和待读

search-what = 想找什么？请输入词语、带引号的"短语"，或条件，例如 `#标签`、`by:姓名`、`after:2023-06`、`in:todo`。
# 1001 says that there are more than are counted.
search-found = { $count ->
    [1001] 找到 1,000 多条：{ $words }
   *[other] 找到 { $count } 条：{ $words }
}
search-none = 没有与 { $words } 完全匹配的。试试减少词语或换个说法；加上 `in:all` 会连待读一起找。
search-only-words = 这次只按词语搜索：暂时无法比较含义。请稍后再试。
search-perhaps = 不太确定的结果：
search-corrected = 没有找到“{ $typed }”，以下是 **{ $words }** 的结果。
search-exactly = 只找“{ $words }”
hit-by-meaning = 语义匹配
similar-what = 找与什么相近的？请输入笔记编号、`todo` 加待读编号，或 arXiv 编号。
similar-heading = 与 { $what } 相近
similar-none = 这里还没有与 { $what } 相近的内容。
search-open-note = 输入 `/note show { $number }` 查看笔记。
search-open-todo = 输入 `/todo { $number }` 查看待读。
search-range-empty = 没有既在{ $after }之后又在{ $before }之前的内容。请把较早的日期写在 `after:` 后面。
search-paper-expected = “{ $text }”不是 arXiv 论文编号。请写成 `paper:2312.13286`。
search-scope-unknown = 不能在“{ $text }”里搜索，可用 `in:notes`、`in:todo` 或 `in:all`。
search-exclusion-of-filter = 只能排除词语，不能排除“{ $text }”这样的条件。请写成 `-词语`。
find-none = 没有找到。试试减少词语或换个说法。
