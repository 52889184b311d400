went-wrong = 我这边出了点问题，什么都没有改动。请再试一次；如果还是这样，请把代码 `{ $id }` 告诉维护我的人。
command-unknown = 我不认识 `/{ $name }`。输入 `/help` 看看我会做什么。
command-similar = 我不认识 `/{ $name }`。您是想输入 `/{ $similar }` 吗？
button-stale = 这个按钮属于以前的对话，已经不能用了。输入 `/help` 看看现在能做什么。
for-example = 例如：`{ $example }`
number-expected = “{ $text }”不是我给出的编号。请输入条目前面的数字，例如 `12`。
date-expected = 我看不懂日期“{ $text }”。请写成 `2025-06-11` 这样。
date-impossible = 日历上没有 { $text } 这一天。请写一个日期，例如 `2025-06-11`。
