home-todos = { $count ->
    [0] 您的清单
   *[other] 您的清单（{ $count } 项）
}
home-no-todos = 这里没有待办。按下面的按钮，就能把论文链接或任何文字加入清单。
home-notes = { $count ->
    [0] 您的笔记
   *[other] 最近的笔记（共 { $count } 条）
}
home-no-notes = 还没有笔记。
home-new-note = 记笔记
home-search = 搜索笔记
