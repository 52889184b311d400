help-forget = Delete everything you keep here
help-forget-me = Delete all notes, to-dos, subscriptions and settings of this private chat
help-forget-group = Delete all notes, to-dos, subscriptions and settings of this group or channel

forget-what = Type `/forget me` to delete everything in this private chat for good. I'll ask once more; `/export` gives you a copy first.
forget-group = These notes belong to the whole group, so I don't delete them for one person. An administrator can delete them all with `/forget group`; `/forget me` in our private chat deletes your own.
forget-unclear = I don't understand “{ $text }” here. To delete everything, type `/forget me yes`.
forget-ask = This deletes { $notes ->
    [one] **{ $notes }** note
   *[other] **{ $notes }** notes
}, { $todos ->
    [one] **{ $todos }** to-do
   *[other] **{ $todos }** to-dos
} (including done and dropped ones), { $subscriptions ->
    [one] **{ $subscriptions }** subscription
   *[other] **{ $subscriptions }** subscriptions
} and your settings, for good. What you wrote in groups stays there.
forget-ask-how = `/export` gives you a copy. If you are sure, press the button or type `/forget me yes`; otherwise just ignore this.
forget-button = delete everything
forget-done = Everything is deleted. If you write again, we start fresh.
forget-ask-group = This deletes { $notes ->
    [one] **{ $notes }** note
   *[other] **{ $notes }** notes
}, { $todos ->
    [one] **{ $todos }** to-do
   *[other] **{ $todos }** to-dos
} (including done and dropped ones), { $subscriptions ->
    [one] **{ $subscriptions }** subscription
   *[other] **{ $subscriptions }** subscriptions
} and the settings of everybody here, for good.
forget-ask-group-how = `/export` gives you a copy. If you are sure, press the button or type `/forget group yes`; otherwise just ignore this.
forget-done-group = { $name } has deleted everything I kept here. If somebody writes again, we start fresh.
forget-private = This is a private chat. Type `/forget me` to delete everything in it.
