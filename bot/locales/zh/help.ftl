help-help = 我会做什么；后面加命令名，就能看到那个命令的全部用法
help-start = 我是谁，先试试什么

help-intro = 我帮您记论文笔记、管理阅读清单，随时找回来，还会每天送来新论文。
help-group-reading = 阅读
help-group-digest = 每天的新论文
help-group-rest = 其他
help-more = 输入 `/help note` 可以看一个命令的详细用法。直接粘贴 arXiv 链接也可以开始。
help-verbs = 还可以做这些；`/help { $example }` 会说明怎么写：
help-examples = 例如：
help-unknown = 没有 `/{ $name }` 这个命令。输入 `/help` 查看全部命令。
help-did-you-mean = 没有 `/{ $name }` 这个命令。您是想输入 `/help { $similar }` 吗？

start-heading = 您好，我是 Paperboy
start-what = 我帮您记下读过的内容，记住还想读的论文，需要时都能找回来，每天早上再送上几篇值得读的论文。
start-steps = 先试试这三个：
