help-subscribe = 每天收到一份新论文精选，或每周收到一份回顾
help-subscriptions = 查看您的订阅：内容、时间，暂停或恢复
help-unsubscribe = 取消一个订阅

subscribe-done = 订阅成功（编号 { $number }）：{ $what }
subscribe-first = 第一份{ $weekly ->
    [1] 每周回顾
   *[other] 论文精选
}将于 { $on } { $time }（{ $zone }）送达。
subscribe-already = 您已经有一模一样的订阅了，编号 { $number }：{ $what }
subscribe-undo = 撤销
subscribe-now = 现在就看
subscribe-review-now = 现在就回顾
subscribe-pause = 暂停 { $number }
subscribe-resume = 恢复 { $number }
subscribe-is-paused = { $weekly ->
    [1] 每周回顾
   *[other] 订阅
} { $number } 已暂停，恢复之前不会再发送。
subscribe-is-resumed = { $weekly ->
    [1] 每周回顾
   *[other] 订阅
} { $number } 已恢复，下一份将于 { $on } { $time }（{ $zone }）送达。

subscriptions-heading = 您的订阅
subscriptions-weekly = 您的每周回顾
subscriptions-none = 这里还没有订阅。输入 `/subscribe cs.CL` 就能每天收到论文精选。
subscriptions-next = { $what } · 下一份：{ $on } { $time }（{ $zone }）
subscriptions-paused = { $what } · 已暂停
subscriptions-unreachable = { $what } · 已停：之前发到这里的消息没能送达
subscriptions-how = 输入 `/unsubscribe` 加编号可以取消订阅。

unsubscribe-done = 已取消{ $weekly ->
    [1] 每周回顾
   *[other] 订阅
} { $number }：{ $what }
unsubscribe-which = 要取消哪一个呢？请输入 `/unsubscribe` 加上其中一个编号：{ $numbers }。`/subscriptions` 可以查看全部。
subscription-unknown = 这里没有编号为 { $number } 的订阅。`/subscriptions` 可以查看现有的订阅。

subscribe-no-category = 请至少写上一个 arXiv 分类，例如 `cs.CL` 或 `stat.ML`，这样我才知道该看哪些新论文。
subscribe-too-much = 这么多我跟不过来：分类、关键词和作者合计最多 { $most } 个，每个最多 { $longest } 个字符。
subscribe-zone-similar = 没有“{ $text }”这个时区。您是指 { $similar } 吗？如果它是关键词，请加上引号。
subscribe-zone-unknown = 没有“{ $text }”这个时区。请在时间后面写城市，例如 `上海` 或 `Asia/Shanghai`；如果它是关键词，请加上引号。
category-unknown = arXiv 没有“{ $text }”这个分类。您是指 { $similar } 吗？如果它是关键词，请加上引号。
category-archive = “{ $text }”是一整个大类，请写其中的具体分类，例如 { $similar }。如果它是关键词，请加上引号。
time-expected = 我看不懂“{ $text }”这个时间。请写成 `09:00`、`9` 或 `21:30`。
time-impossible = 钟表上没有“{ $text }”这个时间。请写成 `09:00` 或 `21:30` 这样。
days-expected = 我看不懂“{ $text }”是哪一天。请写成 `on mon,wed`、`on mon-fri` 或 `工作日`。
top-impossible = 没法发送“{ $text }”篇论文。请写 1 到 { $most } 之间的数字，例如 `top 5`。
author-expected = 您想关注哪位作者呢？请这样写：`by:"Kaiming He"`。
layout-expected = 我没法把精选排成“{ $text }”的样子。请写 `as compact`（一条消息）、`as cards`（每篇一条，也可以写 `卡片`）或 `as thread`（论文放进话题，也可以写 `话题`）；如果是关键词，请加上引号。
weekly-one-day = 每周回顾只在一天送达，例如 `每周五`。想在几天里都收到论文精选，请去掉“每周”。
weekly-one-form = 每周回顾总是一条消息，带上最值得读的三项待办；请去掉 `top` 和 `as`。
subscriptions-only-lists = `/subscriptions` 只列出现有的订阅。想订阅，请输入 `/subscribe { $text }`。
