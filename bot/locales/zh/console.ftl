console-greeting = 粘贴 arXiv 链接，或输入 `/note`、`/todo`、`/search`、`/digest`、`/help`。要点按钮，输入它的编号即可。
console-toolbar = Enter 发送 · Alt+Enter 换行 · Tab 补全 · Ctrl+C 清空 · Ctrl+D 离开
console-quit = 离开对话
console-working = 正在处理……
console-storage-unavailable = 数据库没有响应，这条没有保存：“{ $text }”。请稍后再发送一次。
console-answer-later = 你的消息已保存，但数据库暂时没有响应。恢复后马上回答。
