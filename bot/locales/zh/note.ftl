help-note = 记笔记：记在论文下、标题下，或单独记一条
help-note-show = 按原样显示一条笔记
help-note-edit = 修改一条笔记
help-note-delete = 删除一条笔记，一天之内可以恢复
help-note-undo = 恢复已删除的笔记
help-cancel = 取消当前提问，并返回已输入的内容
help-notes = 列出笔记：最新的，或按标签、论文、月份
help-notes-tags = 所有标签，以及各有多少条笔记

note-saved = 已保存为笔记 **{ $number }**。
note-saved-about = 笔记 **{ $number }** 已记在 { $title } 下。
note-tags = 标签：{ $tags }
note-earlier = 这篇论文你记过：{ $count ->
    [1] 笔记 { $numbers }（{ $date }）。
   *[other] 笔记 { $numbers }，最近一次是{ $date }。
}
note-nearly-the-same = 笔记 { $number }（{ $date }）写的几乎一样。
note-finished-todo = 待读 { $number } 已完成：{ $text }
note-reopened-todo = 待读 { $number } 已恢复。
note-edit-hint = 想改内容，请输入 `/note edit { $number } …`。
note-paper-unknown = arXiv 上找不到 { $paper }，请核对编号。你的笔记已原样保存。
note-paper-unreachable = 连不上 arXiv，没能查到 { $paper }。笔记已保存，输入 `/note show { $number }` 再查一次。
note-kept-before = 这段文字已经保存过，是笔记 **{ $number }**。

note-ask-subject = 这条笔记是关于什么的？请发 arXiv 链接或编号，或一个标题。（`/cancel` 取消）
note-ask-body = 想记下什么？（`/cancel` 取消）
note-ask-body-about = 关于 { $title }，想记下什么？（`/cancel` 取消）
cancel-nothing = 现在没有可以取消的操作。输入 `/help` 看看能做什么。
cancel-done = 已取消。
cancel-done-typed = 已取消。这是你输入的内容：

note-heading = 笔记 { $number }
note-heading-about = 笔记 { $number } · { $title }
note-written = { $date }
note-written-by = { $date } · { $author }
note-edit-how = 请发送 `/note edit { $number }`，后面接上新的内容。现在的内容是：
note-edit-elsewhere = 请在群里输入 `/note edit { $number }` 和新内容。
note-edited = 笔记 **{ $number }** 已修改：{ $title }
note-deleted = 笔记 **{ $number }** 已删除：{ $title }。一天之内可以用 `/note undo { $number }` 或按钮恢复。
note-restored = 笔记 **{ $number }** 已恢复：{ $title }
note-unknown = 没有编号为 { $number } 的笔记。输入 `/notes` 查看最近的笔记。
note-is-deleted = 笔记 { $number } 已删除。输入 `/note undo { $number }` 可以恢复。
note-not-deleted = 笔记 { $number } 没有被删除。输入 `/note show { $number }` 查看。
note-gone = 笔记 { $number } 已删除超过一天，无法恢复了。输入 `/notes` 查看现有的笔记。
note-number-missing = 哪条笔记？请写上编号，输入 `/notes` 可以查看。

notes-heading = 共 { $count } 条笔记
notes-heading-of = { $words }：共 { $count } 条笔记
notes-open = 输入 `/note show { $number }` 查看全文。
notes-none = 还没有笔记。用 `/note …` 记第一条吧。
notes-none-of = 没有符合 { $words } 的笔记。`/notes` 列出最近的，`/notes tags` 列出所有标签。
notes-filter-unknown = 无法按“{ $text }”列出笔记。请用 `#标签`、arXiv 编号或月份；找词语请用 `/search`。
notes-filter-twice = “{ $text }”多了：标签、论文、月份最多各给一个。
tags-heading = 共 { $count } 个标签
tags-more = ……还有 { $count } 个。
tags-open = 输入 `/notes #{ $tag }` 列出带有某个标签的笔记。
tags-none = 还没有带标签的笔记。在笔记里写上 `#扩散模型` 这样的词即可。

button-undo = 撤销
button-delete = 删除
button-no-paper = 没有论文

note-files = { $count ->
    [1] 一起保存的文件：{ $names }
   *[other] 一起保存的 { $count } 个文件：{ $names }
}
note-file-not-copied = 没能复制“{ $name }”。笔记 { $number } 仍指向你发送它的地方。

reply-which = 这是关于哪篇论文的？请点对应的按钮。下次可以在回复开头写上编号：`2 …`。

form-note-title = 记笔记
form-note-edit-title = 修改笔记 { $number }
form-note-about = 关于
form-note-about-hint = arXiv 编号或链接，或者一个标题
form-note-text = 笔记
form-note-about-unclear = “{ $text }”不止一篇论文或一个标题。请只写一个 arXiv 编号或链接，或短一些的标题。
form-note-text-missing = 请写下笔记内容。

button-edit = 修改
note-number-meant = 如果指的是已有的笔记，请写上编号：`{ $example }`

note-ask-next = 你的下一条消息就是笔记内容。
ask-in-group = 请回复这条消息，或 @ 我来回答。
