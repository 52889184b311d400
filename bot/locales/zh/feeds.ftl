help-feeds = arXiv 在各个分类公布了什么，哪些迟了

feeds-heading = arXiv { $on }的公布情况
feeds-fresh = 新论文 { $new } 篇，交叉列表 { $cross } 篇，更新 { $replaced } 篇（{ $source }，{ $time }）
feeds-quiet = 没有公布论文（{ $source }，{ $time }）
feeds-waiting = 还没有公布（{ $time } 查询）
feeds-stalled = 迟了：arXiv 显示的仍是 { $shows }的（{ $time } 查询）
feeds-failed = 没能读取（{ $time } 查询）
feeds-asking = 正在查询 arXiv……
feeds-source-feed = 订阅源
feeds-source-api = API
feeds-none = 你还没有订阅。输入 `/feeds cs.CL` 查看一个分类，或输入 `/subscribe cs.CL` 每天收到它的论文。
