help-settings = 这个对话的语言、时区和订阅
help-settings-language = 用中文、English 或 한국어 和我交流
help-settings-timezone = 你的时区，日期和送达时间以它为准

settings-heading = 设置
settings-language = 语言
settings-timezone = 时区
settings-timezone-now = { $timezone }（那里现在是 { $time }）
settings-surprises = 换换口味
settings-surprises-on = 开；输入 `/profile surprises off` 关闭
settings-surprises-off = 关；输入 `/profile surprises on` 打开
settings-on = 开
settings-off = 关
settings-how = 想修改，请输入 `/settings language en` 或 `/settings timezone Asia/Shanghai`。
settings-no-digest = 还没有订阅。输入 `/subscribe cs.CL` 就能每天收到每日精选。
settings-digests = 你的订阅：
settings-digests-how = 输入 `/subscriptions` 暂停或恢复，`/unsubscribe` 加编号取消。

settings-language-which = 用哪种语言？请点按钮，或输入例如 `/settings language 한국어`。
settings-language-unknown = 还不支持“{ $text }”。请输入 `/settings language zh`、`en` 或 `ko`。
settings-language-set = 好的，以后我们用中文交流。

settings-timezone-which = 你的时区是 { $timezone }。想修改，请写一个城市：`/settings timezone Shanghai`。
settings-timezone-similar = 没有“{ $text }”这个时区。下面哪个离你近？
settings-timezone-unknown = 没有“{ $text }”这个时区。请写附近的大城市，例如 `/settings timezone Shanghai`。
settings-timezone-set = 时区已设为 { $timezone }，那里现在是 { $time }。

settings-unknown = 没有“{ $text }”这个设置。输入 `/settings` 查看，或例如 `/settings language en`。
settings-button-change = 修改
settings-timezone-hint = 城市名，例如“上海”，或 Asia/Shanghai
settings-timezone-near = 没有“{ $text }”这个时区。请写其中一个：{ $similar }
