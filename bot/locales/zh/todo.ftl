help-todo = 您的待办清单：要读的论文，以及任何想做的事
help-todo-add = 加入清单；多行文字或粘贴的 Markdown 列表会变成多个条目
help-todo-done = 把条目标为完成
help-todo-undo = 重新打开条目
help-todo-drop = 不做了，从清单里拿掉
help-todo-move = 把条目移到另一条下面、某个分组里，或最上面
help-todo-next = 现在读什么，为什么
help-todo-all = 完整的清单，包括已完成和已放弃的
help-todo-section = 只看一个分组

todo-empty = 这里没有待办。输入 `/todo add` 加上论文链接或任何文字，就能加入清单。
todo-counts = **{ $open }** 项待办{ $overdue ->
    [0] {""}
   *[other] ，其中 **{ $overdue }** 项已过期
}
todo-due = { $due }截止
todo-due-today = **今天截止**
todo-due-tomorrow = 明天截止
todo-overdue = **已过期**，{ $due }截止

todo-one = 待办 { $number }
todo-row-state = 状态
todo-row-due = 截止
todo-row-priority = 优先级
todo-row-paper = 论文
todo-row-added = 加入于
todo-state-open = 待办
todo-state-done = 已完成
todo-state-dropped = 已放弃

todo-button-done = 完成
todo-button-drop = 放弃
todo-button-reopen = 重新打开
todo-button-those-too = 这些也一起
todo-button-next = 接下来读什么？
todo-button-another = 换一个

todo-added = 已加入清单（{ $count } 项）：
todo-added-under = 已加到“{ $place }”下面（{ $count } 项）：
todo-and-more = ……还有 { $count } 项。
todo-already-listed = { $count ->
    [1] { $since } 起就在清单里了：
   *[other] 清单里已经有了（{ $count } 项）：
}
todo-known-open = { $date } 起就在清单里：待办 { $number }。
todo-known-done = 您在 { $date } 已经完成过：待办 { $number }。

todo-done = 完成了 { $count } 项：
todo-dropped = 放弃了 { $count } 项：
todo-reopened = 重新打开了 { $count } 项：
todo-nested-open-done = 它下面还有 { $count } 项没完成，我先留着没动。
todo-nested-open-dropped = 它下面还有 { $count } 项仍在清单上。
todo-already-done = { $count ->
    [1] { $number } 早就完成了。
   *[other] 这些都早就完成了。
}
todo-already-dropped = { $count ->
    [1] { $number } 之前已经放弃了。
   *[other] 这些之前都已经放弃了。
}
todo-already-open = { $count ->
    [1] { $number } 本来就是待办。
   *[other] 这些本来就是待办。
}
todo-moved = 移动了 { $count } 项：
todo-moved-under = 已移到“{ $place }”下面（{ $count } 项）：

todo-next = 接下来：
todo-next-under = 接下来，来自“{ $place }”：
todo-why-overdue = 已经过期 { $days } 天了。
todo-why-due-soon = { $days ->
    [0] 今天就要截止。
    [1] 明天就要截止。
   *[other] 还有 { $days } 天截止。
}
todo-why-priority = { $priority ->
    [3] 这周没有到期的，而您给它标了最高优先级。
   *[other] 这周没有到期的，其他条目的优先级也不比它高。
}
todo-why-oldest = 这周没有到期的，也没有标为重要的；它等得最久，从{ $since }到现在。

todo-sections = 您的分组：{ $names }。想看其中一个，请输入 `/todo section { $example }`。
todo-no-sections = 清单里还没有分组。输入 `/todo add CLIP in "多模态"` 就会建一个。
todo-section-unknown = 没有叫“{ $name }”的分组。现有的分组：{ $names }。
todo-section-nameless = 分组需要一个名字，例如 `in "多模态"`。
todo-is-section = { $number } 是分组“{ $name }”。请写里面条目的编号，`/todo` 会显示。
todo-unknown = 没有编号为 { $number } 的待办。`/todo all` 会显示所有编号。
todo-verb-unknown = 我不明白“{ $text }”是要做什么。想加入清单，请输入 `/todo add { $text }`。
todo-nothing = 还没有要加入的内容。请在 `/todo add` 后面写上想记住的事。
todo-too-many = 一共有 { $count } 行；请一次最多加 { $most } 行。
todo-move-unclear = 请写明移动哪一条、移到哪里：`3 under 7`、`3 before 5`、`3 to 多模态` 或 `3 top`。
todo-move-inside-itself = { $number } 不能移到那里，那个位置就在它自己里面。请换一个位置。
todo-paper-unknown = arXiv 上没有 { $paper } 这篇论文。条目按您输入的原样保留。
todo-paper-unreachable = 暂时连不上 arXiv，还不知道 { $paper } 的标题。条目已保留；输入 `/todo` 加编号会再查一次。
todo-verb-similar = 没有 `/todo { $name }` 这种用法。您是想输入 `/todo { $similar }` 吗？

todo-ask = 要把什么加入清单？您的下一条消息就会加进去，多行会变成多个条目。（`/cancel` 取消）
todo-button-add = 添加
form-todo-title = 加入清单
form-todo-text = 内容
form-todo-text-hint = 论文编号或链接，或任何文字
form-todo-text-missing = 请写上要加入清单的内容。
form-todo-section = 分组
form-todo-sections = 已有：{ $names }
form-todo-due = 截止日期
form-todo-due-hint = 2025-07-01、周五 或 明天
form-todo-priority = 优先级
form-todo-priority-none = 无
todo-due-unread = 我看不懂“{ $text }”是哪一天，所以把它留在了文字里。设定日期可以这样写：`/todo add 读 CLIP due 周五` 或 `due 2025-07-01`。
