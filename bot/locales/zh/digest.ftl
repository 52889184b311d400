help-digest = 值得一读的论文：最新一期，或某一天的
help-digest-why = 逐项说明为什么选了这篇论文
help-digest-preview = 预览下一份精选目前的样子

digest-collecting = 正在收集 { $on } 的 { $categories } 新论文……
digest-heading = { $on } 公布的论文
digest-heading-days = { $first } 至 { $last } 公布的论文
digest-heading-none = { $on } 没有公布的论文
digest-heading-late = 还没有 { $on } 的论文
digest-counts = { $categories }：新论文 { $new } 篇，交叉列表 { $cross } 篇。{ $shown ->
    [0] 没有可以再推荐的了。
   *[other] 为您选出 { $shown } 篇。
}
digest-all-shown = 之前的论文精选都已经给您看过了。想再看一次，请输入 `/digest --again { $again }`。
digest-quiet = { $on }，arXiv 在 { $categories } 没有公布新论文。
digest-waiting = arXiv { $on } 的 { $categories } 列表还没有公布。请稍后输入 `/digest { $again }`。
digest-failed = 没能取到 arXiv { $on } 的 { $categories } 列表。请过一会儿输入 `/digest { $again }` 再试。
digest-stalled = arXiv 的 { $categories } 列表迟了：现在应该是 { $on } 的。请稍后输入 `/digest { $again }`。
digest-late = arXiv 迟了的列表：{ $which }。这些论文会在下一份精选里补上。
digest-replaced = 您记过笔记的论文有了 v{ $version }：{ $paper } — { $what }
replaced-title = 原标题为“{ $title }”
replaced-abstract = 摘要由 { $before } 个字符变为 { $after } 个
replaced-comment = 备注：“{ $comment }”
replaced-inside = 标题和摘要长度没有变化
digest-nothing-since = 上一份精选介绍的是 { $on } 的论文，此后 arXiv 在 { $categories } 没有公布新论文。
digest-future = { $on } 还没到呢。最新一期是 `/digest { $newest }`。
digest-too-early = arXiv 始于 { $first }，请换一个更晚的日期，例如 `/digest 2025-06-11`。
digest-no-subscription = 您还没有订阅。输入 `/subscribe cs.CL` 每天收到论文精选，或者直接写上分类只看一次：`/digest 2025-06-11 cs.CL`。

preview-heading = { $due } 的论文精选（预览）
preview-so-far = 现在的话会是这些；这里看过的都还不算推荐过。
preview-nothing-until = 还没有为它公布的论文：arXiv 的下一期（{ $on }）将于 { $at } 公布。在那之前，先看看 { $newest } 里还没有给您看过的。
preview-nothing = 还没有为它公布的论文。在那之前，先看看 { $newest } 里还没有给您看过的。
preview-paused = 您的订阅都暂停了，所以暂时没有下一份精选。输入 `/subscriptions` 可以查看。

digest-more = 多来点这样的
digest-less = 少来点这样的
digest-learnt-more = 记住了：以后与 { $paper } 相近的论文会排得更靠前。
digest-learnt-less = 记住了：以后与 { $paper } 相近的论文会排得更靠后。
digest-unlearnt = 已撤回：{ $paper } 不再影响以后的精选。

reason-author = 作者有您关注的 { $author }
reason-author-like = 作者有 { $author }（您关注了“{ $followed }”）
reason-keyword-title = 标题中有“{ $keyword }”
reason-keyword = 符合关键词“{ $keyword }”
reason-note = 与您{ $on }关于 { $title } 的笔记相近
reason-note-untitled = 与您的笔记 { $number }（{ $on }）相近
reason-note-same = 您的笔记 { $number } 写的就是它
reason-people = 这里有 { $people } 人收藏过类似的论文，例如 { $title }
reason-liked = 与您喜欢的 { $title } 相近（{ $on }）
reason-liked-same = 您说过想多看这样的论文
reason-read = 与您读过的 { $title } 相近（{ $on }）
reason-read-same = 您已经读过它
reason-listed = 与您清单上的 { $title } 相近（{ $on }）
reason-listed-same = 它在您的清单上
reason-opened = 与您打开过的 { $title } 相近（{ $on }）
reason-opened-same = 您打开过它（{ $on }）
reason-upvotes = 在 Hugging Face 上获得 { $count } 个赞
reason-citations = Semantic Scholar 上有 { $count } 次引用
reason-influential = Semantic Scholar 上有 { $count } 次重要引用
reason-recommended = Semantic Scholar 根据您记过笔记的论文推荐了它
reason-category = 属于 { $category }
reason-cross = 交叉列入 { $category }
reason-announced = 公布在您要看的分类中
reason-different = 换换口味
