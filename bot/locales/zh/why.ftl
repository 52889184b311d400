why-heading = 为什么 { $paper } 排在第 { $rank }
why-score = { $score } 分，由以下几项相加而成：
why-rest = 其余 { $count } 个小项合计
why-untold = 选出 { $paper } 时还没有记录打分的依据。可以问问较新一期里的论文，例如 `/digest why 1`。
why-not-shown = 这里的论文精选还没有介绍过 { $paper }，所以暂时没有可解释的。
why-no-digest = 这里还没有看过论文精选。请先输入 `/digest`，再输入 `/digest why 1`。
why-no-rank = 上一份精选有 { $count } 篇论文：`/digest why 1` 到 `/digest why { $count }`。
why-what = 请写上一份精选中的名次，或者论文的 arXiv 编号：`/digest why 3`。
digest-why = 为什么？

term-author = 作者有您关注的 { $about }
term-keyword-title = 标题中有“{ $about }”
term-keyword = 摘要中有“{ $about }”
term-primary = 属于您要看的分类 { $about }
term-content = { $sign ->
    [minus] 内容不如当天多数论文合您的口味
   *[plus] { $named ->
        [no] 内容接近您喜欢的
       *[yes] 内容接近您喜欢的：{ $about }
    }
}
term-likeness = { $named ->
    [no] 与您喜欢的论文有一些共同的少见词
   *[yes] 与您喜欢的有共同的少见词，尤其是 { $about }
}
term-dislikeness = { $named ->
    [no] 与您想少看的论文有一些共同的少见词
   *[yes] 与您想少看的 { $about } 相近
}
term-categories = { $sign ->
    [minus] 您很少喜欢 { $about } 的论文
   *[plus] 您喜欢 { $about } 的论文
}
term-known-authors = 您以前喜欢过 { $about } 的论文
term-standing = { $about } 的论文常被许多读者选中
term-late = { $sign ->
    [minus] 提交得比较早，这样的论文较少被选中
   *[plus] 赶在截止前提交，这样的论文更常被选中
}
term-team = { $sign ->
    [minus] 作者很多
   *[plus] 作者不多
}
term-code = 附有代码链接
term-title = { $sign ->
    [minus] 标题又长又平常
   *[plus] 标题的写法常被许多读者选中
}
term-community = 别人对它的评价
term-different = 它是用来换换口味的，不是靠得分
