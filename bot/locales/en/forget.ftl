help-forget = Delete everything you keep here
help-forget-me = Delete all notes, to-dos, subscriptions and settings of this private conversation

forget-what = `/forget me` deletes everything of this private conversation for good: notes, to-dos, subscriptions and settings. I ask once more before I do it, and `/export` gives you a copy first.
forget-group = What is kept here belongs to the whole group, so I don't delete it for one person. Type `/forget me` in our private conversation to delete what is yours alone.
forget-unclear = I don't understand “{ $text }” here. To delete everything, type `/forget me yes`.
forget-ask = This deletes { $notes ->
    [one] **{ $notes }** note
   *[other] **{ $notes }** notes
}, { $todos ->
    [one] **{ $todos }** to-do
   *[other] **{ $todos }** to-dos
} (done and dropped ones included), { $subscriptions ->
    [one] **{ $subscriptions }** subscription
   *[other] **{ $subscriptions }** subscriptions
} and your settings, for good. What you wrote in groups stays with the groups.
forget-ask-how = `/export` gives you a copy. If you are sure, press the button or type `/forget me yes`; if not, there is nothing to do.
forget-button = delete everything
forget-done = Everything is deleted, and I have forgotten you. Thank you for reading with me; if you ever write again, we start afresh.
