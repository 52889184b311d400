help-todo = 待读清单：要读的论文，以及任何想做的事
help-todo-add = 加入清单；多行文字或 Markdown 列表会变成多个条目
help-todo-done = 把条目标为完成
help-todo-undo = 恢复为未完成
help-todo-drop = 不做了，移出清单
help-todo-move = 把条目移到另一条下面、某个分组里，或最上面
help-todo-next = 现在读什么，为什么
help-todo-all = 完整的清单，包括已完成和已移除的
help-todo-section = 只看一个分组

todo-empty = 待读清单是空的。输入 `/todo add` 加上论文链接或任何文字。
todo-counts = **{ $open }** 项待读{ $overdue ->
    [0] {""}
   *[other] ，其中 **{ $overdue }** 项已过期
}
todo-due = { $due }截止
todo-due-today = **今天截止**
todo-due-tomorrow = 明天截止
todo-overdue = **已过期**，{ $due }截止

todo-one = 待读 { $number }
todo-row-state = 状态
todo-row-due = 截止
todo-row-priority = 优先级
todo-row-paper = 论文
todo-row-added = 加入于
todo-state-open = 待读
todo-state-done = 已完成
todo-state-dropped = 已移除

todo-button-done = 完成
todo-button-drop = 移除
todo-button-reopen = 恢复
todo-button-those-too = 子项也处理
todo-button-next = 接下来读什么？
todo-button-another = 换一个

todo-added = 已加入待读清单（{ $count } 项）：
todo-added-under = 已加到“{ $place }”下面（{ $count } 项）：
todo-and-more = ……还有 { $count } 项。
todo-already-listed = { $count ->
    [1] { $since }起就在清单里了：
   *[other] 清单里已经有了（{ $count } 项）：
}
todo-known-open = { $date }起就在清单里：待读 { $number }。
todo-known-done = 你在{ $date }完成过：待读 { $number }。

todo-done = 完成了 { $count } 项：
todo-dropped = 已移出清单（{ $count } 项）：
todo-reopened = 已恢复（{ $count } 项）：
todo-nested-open-done = 它下面还有 { $count } 项没完成。
todo-nested-open-dropped = 它下面还有 { $count } 项仍在清单上。
todo-already-done = { $count ->
    [1] { $number } 已经完成了。
   *[other] 这些都已经完成了。
}
todo-already-dropped = { $count ->
    [1] { $number } 已经移除了。
   *[other] 这些都已经移除了。
}
todo-already-open = { $count ->
    [1] { $number } 本来就在清单上。
   *[other] 这些本来就在清单上。
}
todo-moved = 移动了 { $count } 项：
todo-moved-under = 已移到“{ $place }”下面（{ $count } 项）：

todo-next = 接下来：
todo-next-under = 接下来，来自“{ $place }”：
todo-why-overdue = 已经过期 { $days } 天了。
todo-why-due-soon = { $days ->
    [0] 今天到期。
    [1] 明天到期。
   *[other] { $days } 天后到期。
}
todo-why-priority = { $priority ->
    [3] 这周没有到期的，它的优先级最高。
   *[other] 这周没有到期的，其他条目的优先级也不比它高。
}
todo-why-oldest = 它在清单里最久了，{ $since }就加入了；这周没有到期的，也没有标为重要的。

todo-sections = 分组：{ $names }。想看其中一个，请输入 `/todo section { $example }`。
todo-no-sections = 清单里还没有分组。输入 `/todo add CLIP in "多模态"` 就会建一个。
todo-section-unknown = 没有叫“{ $name }”的分组。现有的分组：{ $names }。
todo-section-nameless = 分组需要一个名字，例如 `in "多模态"`。
todo-is-section = { $number } 是分组“{ $name }”。请写里面条目的编号，输入 `/todo` 可以看到。
todo-unknown = 没有编号为 { $number } 的待读。输入 `/todo all` 查看所有编号。
todo-verb-unknown = 看不懂“{ $text }”。想加入清单，请输入 `/todo add { $text }`。
todo-nothing = 加入什么？请在 `/todo add` 后面写论文链接或任何文字。
todo-too-many = 一共有 { $count } 行；请一次最多加 { $most } 行。
todo-move-unclear = 请写明移动哪一条、移到哪里：`3 under 7`、`3 before 5`、`3 to 多模态` 或 `3 top`。
todo-move-inside-itself = { $number } 不能移到那里，那个位置就在它自己里面。
todo-paper-unknown = arXiv 上找不到 { $paper }。条目按原样保留。
todo-paper-unreachable = 连不上 arXiv，没能查到 { $paper }。条目已保存；输入 `/todo` 加编号再查一次。
todo-verb-similar = 没有 `/todo { $name }` 这种用法。你是想输入 `/todo { $similar }` 吗？

todo-ask = 要把什么加入待读清单？请在下一条消息里写，多行会变成多个条目。（`/cancel` 取消）
todo-button-add = 添加
form-todo-title = 加入清单
form-todo-text = 内容
form-todo-text-hint = 论文编号或链接，或任何文字
form-todo-text-missing = 请写上要加入的内容。
form-todo-section = 分组
form-todo-sections = 已有：{ $names }
form-todo-due = 截止日期
form-todo-due-hint = 2025-07-01、周五或明天
form-todo-priority = 优先级
form-todo-priority-none = 无
todo-due-unread = “{ $text }”不像日期，所以留在了文字里。可写 `/todo add 读 CLIP due 周五`。

button-on-list = ✓ 已在清单
button-on-list-by = ✓ 已在清单 · { $name }
todo-put-on-list = 已加入待读清单，编号 { $number }。
todo-on-list-again = 又加入了待读清单，编号 { $number }；{ $date }你读完过这篇。
todo-listed-since = { $since }起就在待读清单上，编号 { $number }。
todo-off-list = 已从待读清单移除。
todo-ticked = 已完成：{ $text }
todo-unticked = 重新待读：{ $text }
todo-tick-dropped = “{ $text }”已从清单移除。输入 `/todo` 看最新清单。
