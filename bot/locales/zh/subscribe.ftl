help-subscribe = 每天收到一份精选，或每周收到一份回顾
help-subscriptions = 查看订阅：内容、时间，暂停或恢复
help-unsubscribe = 取消一个订阅

subscribe-done = 订阅成功（编号 { $number }）：{ $what }
subscribe-first = 第一份{ $weekly ->
    [1] 每周回顾
   *[other] 每日精选
}将于 { $on } { $time }（{ $zone }）送达。
subscribe-already = 你已经有这个订阅了，编号 { $number }：{ $what }
subscribe-undo = 撤销
subscribe-now = 现在就看
subscribe-review-now = 现在就回顾
subscribe-pause = 暂停 { $number }
subscribe-resume = 恢复 { $number }
subscribe-is-paused = { $weekly ->
    [1] 每周回顾
   *[other] 每日精选
} { $number } 已暂停，恢复之前不会再发送。
subscribe-is-resumed = { $weekly ->
    [1] 每周回顾
   *[other] 每日精选
} { $number } 已恢复，下一份将于 { $on } { $time }（{ $zone }）送达。

subscriptions-heading = 你的订阅
subscriptions-weekly = 你的每周回顾
subscriptions-none = 还没有订阅。输入 `/subscribe cs.CL` 就能每天收到每日精选。
subscriptions-next = { $what } · 下一份：{ $on } { $time }（{ $zone }）
subscriptions-paused = { $what } · 已暂停
subscriptions-unreachable = { $what } · 暂停中：上一条消息没能送达
subscriptions-how = 输入 `/unsubscribe` 加编号可以取消订阅。

unsubscribe-done = 已取消{ $weekly ->
    [1] 每周回顾
   *[other] 订阅
} { $number }：{ $what }
unsubscribe-which = 取消哪一个？请输入 `/unsubscribe` 加上编号：{ $numbers }。
subscription-unknown = 没有编号为 { $number } 的订阅。输入 `/subscriptions` 查看。

subscribe-no-category = 请至少写上一个 arXiv 分类，例如 `cs.CL` 或 `stat.ML`。
subscribe-too-much = 太多了：分类、关键词和作者合计最多 { $most } 个，每个最多 { $longest } 个字符。
subscribe-zone-similar = 没有“{ $text }”这个时区。你是指 { $similar } 吗？关键词请加引号。
subscribe-zone-unknown = 没有“{ $text }”这个时区。请写城市，例如 `上海`；关键词请加引号。
category-unknown = arXiv 没有“{ $text }”这个分类。你是指 { $similar } 吗？关键词请加引号。
category-archive = “{ $text }”是一整个大类，请写其中的分类，例如 { $similar }；关键词请加引号。
time-expected = 看不懂时间“{ $text }”。请写成 `09:00`、`9` 或 `21:30`。
time-impossible = “{ $text }”不是有效时间。请写成 `09:00` 或 `21:30`。
days-expected = 看不懂“{ $text }”是哪一天。请写成 `on mon,wed`、`on mon-fri` 或 `工作日`。
top-impossible = 不能发送“{ $text }”篇论文。请写 1 到 { $most } 之间的数字，例如 `top 5`。
author-expected = 想关注哪位作者？请把名字放进引号：`by:"Kaiming He"`。
layout-expected = 不认识排版“{ $text }”。可写 `as compact`、`卡片` 或 `话题`；关键词请加引号。
weekly-one-day = 每周回顾只在一天送达，例如 `每周五`。想在几天里收到每日精选，请去掉“每周”。
weekly-one-form = 每周回顾总是一条消息；请去掉 `top` 和 `as`。
subscriptions-only-lists = `/subscriptions` 后面不用写别的。想订阅，请输入 `/subscribe { $text }`。
