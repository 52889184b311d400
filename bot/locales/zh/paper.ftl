help-paper = 查看一篇论文：标题、作者，以及可以做什么

authors-more = { $names } 等 { $count } 位作者
paper-expected = 哪篇论文？请写上 arXiv 编号或链接。
paper-looking-up = 正在 arXiv 上查找 { $paper }……
paper-unknown = arXiv 上找不到 { $paper }，请核对编号。
paper-unreachable = 连不上 arXiv，没能查到 { $paper }，请稍后再发一次。
papers-bounded = 你发了 { $count } 篇论文，这里是前 { $shown } 篇。其余的请再发一次。
text-hint = 不太明白。请发 arXiv 链接，或输入 `/note …`、`/search …` 或 `/help`。

paper-authors = 作者
paper-categories = 分类
paper-published = 发表日期
paper-updated = 最新版本
paper-comment = 备注
paper-journal = 期刊
paper-withdrawn = **这篇论文已被撤回。**

button-note = 记笔记
button-todo = 待读
button-abstract = 摘要
button-similar = 相似
button-pdf = PDF
button-code = 代码
button-project = 项目
button-model = 模型
button-data = 数据
button-keep = 保存为笔记
button-previous = 上一页
button-next = 下一页
paper-not-an-id = “{ $text }”不是 arXiv 编号。请写成 `2312.13286`，或粘贴链接；找词语请用 `/search`。
