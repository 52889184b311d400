help-help = 我能做什么；加上命令名，看那个命令的用法
help-start = 我是谁，先试试什么

help-intro = 我帮你记论文笔记、管理待读清单，随时找回来，每天送来新论文。
help-group-reading = 阅读
help-group-digest = 每天的新论文
help-group-rest = 其他
help-more = 输入 `/help note` 看一个命令的用法，也可以直接粘贴 arXiv 链接。
help-verbs = 相关用法（详情见 `/help { $example }`）：
help-examples = 例如：
help-unknown = 没有 `/{ $name }` 这个命令。输入 `/help` 查看全部命令。
help-did-you-mean = 没有 `/{ $name }` 这个命令。你是想输入 `/help { $similar }` 吗？

start-heading = 你好，我是 Paperboy
start-what = 我帮你记下读过的，记住想读的，随时找回来，每天早上再送上几篇论文。
start-steps = 先试试这三个：

help-in-group = 我为这个群保存笔记和待读清单，并送来每日精选。可以这样开始：
help-in-group-more = 然后试试 `/todo`、`/search …`、`/digest`。在私聊里输入 `/help` 看全部命令，输入 `/help note` 看某一个。
