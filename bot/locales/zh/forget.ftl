help-forget = 删除你保存在这里的一切
help-forget-me = 删除这个私聊里的全部笔记、待读、订阅和设置
help-forget-group = 删除这个群或频道的全部笔记、待读、订阅和设置

forget-what = 输入 `/forget me` 会永久删除这个私聊里的一切，删除前会再问一次。可以先用 `/export` 留一份。
forget-group = 这里的内容属于整个群，不能替一个人删除。管理员可以用 `/forget group` 全部删除；想删除自己的，请在私聊里输入 `/forget me`。
forget-unclear = 看不懂“{ $text }”。想全部删除，请输入 `/forget me yes`。
forget-ask = 这会永久删除 **{ $notes }** 条笔记、**{ $todos }** 项待读（包括已完成和已移除的）、**{ $subscriptions }** 个订阅以及你的设置。你在群里写的会留在群里。
forget-ask-how = 可以先用 `/export` 留一份。确定就点按钮或输入 `/forget me yes`；不想删除，不用理会。
forget-button = 全部删除
forget-done = 已全部删除。谢谢你和我一起读论文；再来时，我们从头开始。
forget-ask-group = 这会永久删除这里所有人的 **{ $notes }** 条笔记、**{ $todos }** 项待读（包括已完成和已移除的）、**{ $subscriptions }** 个订阅以及设置。
forget-ask-group-how = 可以先用 `/export` 留一份。确定就点按钮或输入 `/forget group yes`；不想删除，不用理会。
forget-done-group = { $name } 删除了我保存在这里的一切。再有人写，我们从头开始。
forget-private = 这里是私聊。想全部删除，请输入 `/forget me`。
