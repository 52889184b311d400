help-digest = 值得一读的论文：最新一期，或某一天的
help-digest-why = 逐项说明为什么选了这篇论文
help-digest-preview = 预览下一份每日精选

digest-collecting = 正在收集 { $on }的 { $categories } 新论文……
digest-heading = { $on }公布的论文
digest-heading-days = { $first }至{ $last }公布的论文
digest-heading-none = { $on }没有新公布的论文
digest-heading-late = 还没有 { $on }的论文
digest-counts = { $shown ->
    [0] { $categories }：
   *[other] {""}
}新论文 { $new } 篇，交叉列表 { $cross } 篇。{ $shown ->
    [0] {""}
   *[other] 为你选出 { $shown } 篇：
}
digest-all-shown = 这些你都看过了。想再看一次，请输入 `/digest --again { $again }`。
digest-quiet = { $on }，arXiv 在 { $categories } 没有公布新论文。
digest-waiting = arXiv { $on }的 { $categories } 还没有公布。请稍后输入 `/digest { $again }`。
digest-failed = 没能读取 arXiv { $on }的 { $categories }。请过一会儿输入 `/digest { $again }` 再试。
digest-stalled = arXiv 的 { $categories } 迟了：现在应该是{ $on }的。请稍后输入 `/digest { $again }`。
digest-late = arXiv 迟了：{ $which }。这些论文会在下一份每日精选里补上。
digest-replaced = 你记过笔记的论文有了 v{ $version }：{ $paper }——{ $what }
replaced-title = 原标题为“{ $title }”
replaced-abstract = 摘要字符数：{ $before }→{ $after }
replaced-comment = 备注：“{ $comment }”
replaced-inside = 标题和摘要长度没有变化
digest-nothing-since = 上一份每日精选（{ $on }）之后，arXiv 在 { $categories } 没有公布新论文。
digest-future = { $on }还没到。输入 `/digest { $newest }` 看最新一期。
digest-too-early = arXiv 始于 { $first }，请换一个更晚的日期，例如 `/digest 2025-06-11`。
digest-no-subscription = 你还没有订阅。输入 `/subscribe cs.CL` 每天收到，或输入 `/digest 2025-06-11 cs.CL` 只看一次。

preview-heading = 下一份每日精选预览（{ $due }送达）
preview-so-far = 目前会推荐这些。只是预览，不算已推荐。
preview-nothing-until = arXiv 下一期（{ $on }）{ $at }公布。先看看{ $newest }那期里你还没看过的。
preview-nothing = 还没有公布新的论文。先看看{ $newest }那期里你还没看过的。
preview-paused = 你的订阅都暂停了，所以没有下一份。输入 `/subscriptions` 可以恢复。

digest-more = { $count ->
    [0] 👍
   *[other] 👍 { $count }
}
digest-less = { $count ->
    [0] 👎
   *[other] 👎 { $count }
}
digest-more-in-full = 👍 多选这样的
digest-less-in-full = 👎 少选这样的
digest-learned-more = 记住了：以后多选这样的论文。
digest-learned-less = 记住了：以后少选这样的论文。
digest-unlearned = 已收回，不再影响以后的每日精选。

reason-author = 作者有你关注的 { $author }
reason-author-like = 作者有 { $author }（你关注了“{ $followed }”）
reason-keyword-title = 标题中有“{ $keyword }”
reason-keyword = 符合关键词“{ $keyword }”
reason-note = 与你{ $on }关于 { $title } 的笔记相近
reason-note-untitled = 与你的笔记 { $number }（{ $on }）相近
reason-note-same = 你的笔记 { $number } 写的就是它
reason-people = 这里有 { $people } 人喜欢或收藏过类似的论文，例如 { $title }
reason-liked = 与你喜欢的 { $title } 相近（{ $on }）
reason-liked-same = 你说过想多看这样的论文
reason-read = 与你读过的 { $title } 相近（{ $on }）
reason-read-same = 你已经读过它
reason-listed = 与你待读清单上的 { $title } 相近（{ $on }）
reason-listed-same = 它在你的待读清单上
reason-opened = 与你打开过的 { $title } 相近（{ $on }）
reason-opened-same = 你打开过它（{ $on }）
reason-upvotes = 在 Hugging Face 上获得 { $count } 个赞
reason-citations = Semantic Scholar 上有 { $count } 次引用
reason-influential = Semantic Scholar 上有 { $count } 次重要引用
reason-recommended = Semantic Scholar 根据你记过笔记的论文推荐
reason-cross = 交叉列入 { $category }
reason-different = 换换口味，不在你的兴趣范围内
