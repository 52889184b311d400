help-review = 回顾一周：来了什么、记了什么、完成了什么，接下来读什么

review-heading = 您的一周：{ $first } 至 { $last }
review-empty = { $first } 至 { $last }，平静的一周：没有新内容，也没有待办。随时发一个论文链接，或输入 `/todo add` 开始吧。
review-no-deeds = 这段时间没有新的笔记和完成的条目，一切都还在原处等您。
review-future = { $on } 还没到呢。输入 `/review` 可以回顾最近七天。
review-too-early = arXiv 始于 { $first }。请换一个更晚的日期，例如 `/review 2025-06-09`，或者输入 `/review 上周`。

review-streak-days = 已经**连续 { $days } 天**有笔记或完成的条目。
review-streak-weeks = 已经**连续 { $weeks } 周**有笔记或完成的条目。

review-announced = arXiv 新论文
review-category = { $category }：新论文 { $new } 篇，交叉列表 { $cross } 篇
review-shown = 其中为您选出过 { $count } 篇。
review-asking = 正在向 arXiv 询问 { $categories } 公布了什么……
review-late = 还没有计入（arXiv 尚未给出）：{ $categories }（{ $days }）。

review-noted = 记了 { $count } 条笔记
review-more-notes = ……还有 { $count } 条，输入 `/notes { $month }` 可以列出。
review-done = 完成了 { $count } 项
review-added = 新加入清单 { $count } 项
review-more-todos = ……还有 { $count } 项，输入 `/todo all` 可以列出。

review-pending = 清单上还有 { $count } 项
review-overdue = { $overdue ->
    [0] 没有过期的。
   *[other] 其中 { $overdue } 项已过期。
}输入 `/todo` 查看整个清单。
review-worth = 现在最值得读
review-since = { $since } 起就在清单里
review-button-done = 完成 { $number }
review-button-note = 笔记 { $number }
