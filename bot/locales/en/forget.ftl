help-forget = Delete everything you keep here
help-forget-me = Delete all notes, to-dos, subscriptions and settings of this private chat

forget-what = Type `/forget me` to delete everything in this private chat for good. I'll ask once more; `/export` gives you a copy first.
forget-group = These notes belong to the whole group, so I don't delete them for one person. Type `/forget me` in our private chat to delete your own.
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
