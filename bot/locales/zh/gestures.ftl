welcome-group = 大家好，我是 Paperboy。我帮这个群记下对论文的想法和想读的论文，每天早上再送上几篇值得读的。先试试这三个：
welcome-help = 直接回复我发的论文，您写的话就会成为它的笔记。输入 `/help` 查看其他功能。
welcome-back = 我回来了。{ $count ->
    [1] 每天的论文精选会继续发送。
   *[other] { $count } 个论文精选会继续发送。
}
file-needs-words = 想保存文件，请在发送时加上以 `note` 开头的说明，例如 `note 第一次实验的损失曲线`。
