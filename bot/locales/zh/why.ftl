why-heading = 为什么 { $paper } 排第 { $rank } 位
why-score = { $score } 分，由以下几项相加而成：
why-rest = 其余 { $count } 个小因素合计
why-untold = 选出 { $paper } 时还没有记录理由。可以问较新一份里的论文，例如 `/digest why 1`。
why-not-shown = 这里的每日精选还没有推荐过 { $paper }，没有可解释的。
why-no-digest = 这里还没有过每日精选。请先输入 `/digest`，再输入 `/digest why 1`。
why-no-rank = 上一份每日精选有 { $count } 篇论文：`/digest why 1` 到 `/digest why { $count }`。
why-what = 哪篇论文？请写上一份里的名次，例如 `/digest why 3`，或 arXiv 编号。
digest-why = 为什么？

term-author = 作者有你关注的 { $about }
term-keyword-title = 标题中有“{ $about }”
term-keyword = 摘要中有“{ $about }”
term-primary = 属于你要看的分类 { $about }
term-content = { $sign ->
    [minus] 比当天多数论文离你的兴趣远
   *[plus] { $named ->
        [no] 接近你的兴趣
       *[yes] 接近你的兴趣：{ $about }
    }
}
term-likeness = { $named ->
    [no] 与你喜欢的论文有一些共同的少见词
   *[yes] 与你喜欢的论文有相同的少见词，尤其是 { $about }
}
term-dislikeness = { $named ->
    [no] 与你想少看的论文有一些共同的少见词
   *[yes] 与你想少看的 { $about } 相近
}
term-categories = { $sign ->
    [minus] 你很少喜欢 { $about } 的论文
   *[plus] 你喜欢 { $about } 的论文
}
term-known-authors = 你以前喜欢过 { $about } 的论文
term-standing = 许多读者选过 { $about } 的论文
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
   *[plus] 标题属于读者常选的类型
}
term-community = 社区的点赞和引用
term-different = 用来换换口味，不看得分
