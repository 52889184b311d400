console-greeting = 输入 `/note`、`/todo`、`/search` 或 `/digest`，也可以直接粘贴 arXiv 链接；`/help` 列出其余命令。输入按钮的编号就是按下它。
console-toolbar = Enter 发送 · Alt+Enter 换行 · Tab 补全 · Ctrl+C 清空 · Ctrl+D 离开
console-quit = 离开对话
console-working = 正在处理……
console-storage-unavailable = 数据库没有响应，这条没有保存：“{ $text }”。请稍后再发送一次。
console-answer-later = 您说的已经保存，但数据库暂时没有响应。恢复之后会马上回答。
