help-forget = 删除您保存在这里的一切
help-forget-me = 删除这个私聊里的全部笔记、待办、订阅和设置

forget-what = `/forget me` 会永久删除这个私聊里的一切：笔记、待办、订阅和设置。删除前我会再问一次；您可以先用 `/export` 留一份。
forget-group = 这里的内容属于整个群，我不能替一个人删除。想删除只属于您的内容，请在我们的私聊里输入 `/forget me`。
forget-unclear = 我不明白这里的“{ $text }”。想全部删除，请输入 `/forget me yes`。
forget-ask = 这会永久删除 **{ $notes }** 条笔记、**{ $todos }** 项待办（包括已完成和已放弃的）、**{ $subscriptions }** 个订阅以及您的设置。您在群里写的内容会留在群里。
forget-ask-how = 可以先用 `/export` 留一份。确定的话，请按按钮或输入 `/forget me yes`；不想删除的话，什么都不用做。
forget-button = 全部删除
forget-done = 已全部删除，我已经忘记您了。谢谢您和我一起读论文；如果以后再来，我们从头开始。
