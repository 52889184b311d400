demo-what = 这是演示：这一周的论文和笔记都是虚构的，离开后什么都不会保留。
demo-try-digest = 输入 /digest 看今天早上的论文；要点按钮，输入它的编号。
demo-try-search = 输入 /search 扩散、/search 검색 或 /search attention 找旧笔记，输入 /todo 看待读清单。
demo-try-note = 输入 /note 2606.99003 加上你的想法就能记一条笔记；/help 看全部命令，/quit 离开。
