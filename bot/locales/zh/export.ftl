help-export = 把保存在这里的一切导出为 Markdown 和 JSON 文件

export-ready = 这是您保存在这里的全部内容：{ $notes } 条笔记、{ $todos } 项待办、{ $subscriptions } 个订阅，以及设置。
export-format-unknown = 我不会写“{ $text }”格式。请输入 `/export markdown`、`/export json`，或用 `/export` 导出两种。
export-title = Paperboy：全部内容
export-settings = 设置
export-subscriptions = 订阅
export-opinions = 想多看和想少看的
export-liked = 多看
export-disliked = 少看
export-opened = 打开过
export-preferences = 多看重和少看重的
export-todos = 待办
export-notes = 笔记
