help-review = 回顾一周：来了什么、记了什么、完成了什么，接下来读什么

review-heading = 你的一周：{ $first }至{ $last }
review-empty = { $first }至{ $last }，平静的一周。随时发一个 arXiv 链接给我。
review-nothing-done = 这段时间没有新的笔记和完成的条目，一切都还在原处。
review-future = { $on }还没到。输入 `/review` 回顾最近七天。
review-too-early = arXiv 始于 { $first }。请换一个更晚的日期，例如 `/review 2025-06-09`，或者输入 `/review 上周`。

review-streak-days = **连续 { $days } 天**都有笔记或完成的条目，真棒！
review-streak-weeks = **连续 { $weeks } 周**都有笔记或完成的条目，真棒！

review-announced = arXiv 新论文
review-category = { $category }：新论文 { $new } 篇，交叉列表 { $cross } 篇
review-shown = 其中向你推荐过 { $count } 篇。
review-asking = 正在向 arXiv 询问 { $categories } 公布了什么……
review-late = 未计入，因为 arXiv 还没有公布：{ $categories }（{ $days }）。

review-noted = 记了 { $count } 条笔记
review-more-notes = ……还有 { $count } 条：`/notes { $month }`。
review-done = 完成了 { $count } 项
review-added = 新加入待读 { $count } 项
review-more-todos = ……还有 { $count } 项：`/todo all`。

review-pending = 待读清单上还有 { $count } 项
review-overdue = { $overdue ->
    [0] 没有过期的。
   *[other] 其中 { $overdue } 项已过期。
}输入 `/todo` 查看清单。
review-worth = 现在最值得读
review-since = { $since }加入清单
review-button-done = 完成 { $number }
review-button-note = 笔记 { $number }
