home-todos = { $count ->
    [0] 你的待读清单
   *[other] 你的待读清单（{ $count } 项）
}
home-no-todos = 待读清单是空的。点下面的按钮，加入论文链接或任何文字。
home-notes = { $count ->
    [0] 你的笔记
   *[other] 最近的笔记（共 { $count } 条）
}
home-no-notes = 还没有笔记。
home-new-note = 记笔记
home-search = 搜索笔记
