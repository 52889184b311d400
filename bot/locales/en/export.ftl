help-export = Everything you keep here, as Markdown and JSON files

export-ready = Here is everything you keep here: { $notes ->
    [one] { $notes } note
   *[other] { $notes } notes
}, { $todos ->
    [one] { $todos } to-do
   *[other] { $todos } to-dos
}, { $subscriptions ->
    [one] { $subscriptions } subscription
   *[other] { $subscriptions } subscriptions
}, and your settings.
export-format-unknown = I can't write “{ $text }”. Type `/export markdown`, `/export json`, or `/export` for both.
export-title = Paperboy: everything
export-settings = Settings
export-subscriptions = Subscriptions
export-opinions = More and less of this
export-liked = more like
export-disliked = less like
export-opened = opened
export-preferences = What counts more and less
export-todos = To-do
export-notes = Notes
