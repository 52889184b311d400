# 把 Paperboy 安装到 Slack 工作区之后显示的页面。
install-done = Paperboy 已加入 { $team }。
install-next = 请在 Slack 中打开它，写 `help`；想和大家一起读，就在频道里写 `/invite @Paperboy`。
install-open = 在 Slack 中打开 Paperboy
install-again = 重新开始
install-denied = Paperboy 没有加入，什么都没有改变。随时可以重新开始。
install-expired = 什么都没有改变：已超过十分钟，或者是在另一个浏览器里开始的。请重新开始。
install-refused = Slack 没有确认，什么都没有改变。请重新开始。
install-one-workspace = Paperboy 每次只加入一个工作区，不能加入整个组织。请重新开始并选择一个工作区。
install-later = 现在暂时连不上所需的服务。请过一分钟再重新开始。
install-removed = Paperboy 已不在这个工作区。重新添加：{ $page }
