help-export = 把全部内容下载为 Markdown 和 JSON

export-ready = 这是你保存在这里的全部内容：{ $notes } 条笔记、{ $todos } 项待读、{ $subscriptions } 个订阅，以及设置。
export-format-unknown = 不支持“{ $text }”格式。可用 `/export markdown` 或 `/export json`；都要就用 `/export`。
export-title = Paperboy：全部内容
export-settings = 设置
export-subscriptions = 订阅
export-opinions = 推荐反馈
export-liked = 多看
export-disliked = 少看
export-opened = 打开过
export-preferences = 权重调整
export-todos = 待读
export-notes = 笔记
