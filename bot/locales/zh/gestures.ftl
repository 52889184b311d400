welcome-group = 大家好，我是 Paperboy。我保存这个群的笔记和待读清单，每天早上发几篇值得读的论文。先试试这三个：
welcome-help = 回复我发的论文，你写的话就成为它的笔记。输入 `/help` 查看其他功能。
welcome-back = 我回来了。{ $count ->
    [1] 每日精选会继续发送。
   *[other] { $count } 份每日精选会继续发送。
}
file-needs-words = 想保存文件，请在发送时加上以 `note` 开头的说明，例如 `note 第一次实验的损失曲线`。
