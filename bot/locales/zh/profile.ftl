help-profile = 我觉得您喜欢什么，以及怎么修改
help-profile-forget = 排序时不再考虑某个词、作者、分类或例子
help-profile-more = 让某一项更受重视
help-profile-less = 让某一项少受重视
help-profile-keep = 让某一项恢复原样
help-profile-reset = 撤回在这里做过的所有修改
help-profile-surprises = 精选里要不要有一篇换换口味

profile-heading = 我觉得您喜欢这些
profile-empty = 我还不太了解您。输入 `/subscribe cs.CL "diffusion"` 就能告诉我；每条笔记、每项待办、每次按“多来点这样的”，我也会学到一点。
profile-words = 词
profile-authors = 作者
profile-categories = 分类
profile-asked = 您指定的
profile-how = 按其中一项可以修改它的分量，也可以输入，例如 `/profile less { $example }`。
profile-from = 学自{ $what }。
profile-notes = { $count } 条笔记
profile-liked = { $count } 篇喜欢的
profile-done = { $count } 篇读完的
profile-listed = { $count } 篇待读的
profile-opened = { $count } 篇打开过的
profile-disliked = { $count } 篇不喜欢的
profile-ignored = { $count } 篇跳过的
profile-examples = 最近教会我最多的：
profile-forgotten = 已忘记：{ $names }。按按钮可以找回来。
profile-note = 笔记 { $number }

profile-usual = 它的分量来自您做过的和指定的事。
profile-counts-more = 从下一份精选起，它比我自己判断的更受重视。
profile-counts-less = 从下一份精选起，它比我自己判断的少受重视。
profile-is-forgotten = 忘记了。从下一份精选起不再考虑它；您的笔记都还在。

profile-button-more = 多一点
profile-button-less = 少一点
profile-button-forget = 忘记它
profile-button-keep = 恢复原样
profile-button-all = 全部
profile-button-reset = 全部撤回

profile-what = 请写上是什么：一个词、`by:"作者"`、分类、`note 12` 或一篇论文。
profile-unknown = 您记过、喜欢过、指定过的内容里没有“{ $text }”。`/profile` 可以看到我知道的，`/subscribe cs.CL "diffusion"` 可以加上您自己的词。
profile-full = 您已经修改了 { $most } 项，不能再多了。输入 `/profile reset` 可以腾出地方。
profile-reset-nothing = 您在这里没有修改过什么，不用撤回。
profile-reset-ask = 您修改过 { $count } 项的分量。全部撤回吗？笔记、待办和订阅都会保留。
profile-reset-done = 好了，一切都按我学到的来。
profile-surprises-on = 三篇以上的精选里会有一篇换换口味。输入 `/profile surprises off` 可以关闭。
profile-surprises-off = 不再换口味：精选里都是我觉得您会喜欢的。输入 `/profile surprises on` 可以恢复。
profile-surprises-unclear = 这里不认识“{ $text }”。请输入 `/profile surprises on` 或 `/profile surprises off`。
