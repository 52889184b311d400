help-export = Download everything as Markdown and JSON

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
export-format-unknown = I can't export “{ $text }”. Type `/export markdown`, `/export json`, or `/export` for both.
export-title = Paperboy: everything
export-settings = Settings
export-subscriptions = Subscriptions
export-opinions = Ratings of picks
export-liked = more like
export-disliked = less like
export-opened = opened
export-preferences = Weights you changed
export-todos = Reading list
export-notes = Notes
