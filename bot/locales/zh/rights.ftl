rights-subscribe = 只有这里的管理员可以更改订阅。管理员输入 `/settings members may subscribe` 就能让所有人更改。
rights-settings = 只有这里的管理员可以更改设置。管理员输入 `/settings members may settings` 就能让所有人更改。
rights-notes = 只有这条笔记的作者和这里的管理员可以改动它。管理员输入 `/settings members may notes` 就能让所有人改动。
rights-profile = 只有这里的管理员可以更改喜好。管理员输入 `/settings members may profile` 就能让所有人更改。
rights-administrator = 只有这里的管理员可以这样做。
rights-channel = 只有这个频道的管理员可以这样做。和我私聊，就能保存自己的论文和笔记。
rights-unknown = 暂时无法确认你能不能这样做，什么都没有改动。请过一分钟再试。
