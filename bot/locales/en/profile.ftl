help-profile = What I think you like, and how to change it
help-profile-forget = Leave a word, author, category or example out of the ranking
help-profile-more = Turn something up
help-profile-less = Turn something down
help-profile-keep = Reset one thing to its normal weight
help-profile-reset = Undo all your changes here
help-profile-surprises = Surprises on or off: one paper outside your interests

profile-heading = What I think you like
profile-empty = I don't know much yet. Type `/subscribe cs.CL "diffusion"`; every note, to-do and 👍 teaches me, too.
profile-words = Words
profile-authors = Authors
profile-categories = Categories
profile-asked = as you asked
profile-how = Press one to change its weight, or type for example `/profile less { $example }`.
profile-from = Learned from { $what }.
profile-comma = { ", " }
profile-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
profile-liked = { $count } liked
profile-done = { $count } read
profile-listed = { $count } on the reading list
profile-opened = { $count } opened
profile-disliked = { $count } disliked
profile-ignored = { $count } passed over
profile-examples = Recent examples that shaped this most:
profile-forgotten = Forgotten: { $names }. Press a button to bring one back.
profile-note = note { $number }

profile-usual = Normal weight, based on your notes, list and subscriptions.
profile-counts-more = Turned up. It counts for more from your next digest.
profile-counts-less = Turned down. It counts for less from your next digest.
profile-is-forgotten = Forgotten. It counts for nothing from your next digest; your notes stay as they are.

profile-button-more = more
profile-button-less = less
profile-button-forget = forget this
profile-button-keep = normal weight
profile-button-all = all I know
profile-button-reset = undo all changes

profile-what = What? Name a word, `by:"an author"`, a category, `note 12` or a paper.
profile-unknown = Nothing you noted, liked or asked for contains “{ $text }”. To follow a word, type `/subscribe cs.CL "diffusion"`.
profile-full = You have changed { $most } weights, the most I can keep. Type `/profile reset` to make room.
profile-reset-nothing = You haven't changed anything here, so there's nothing to undo.
profile-reset-ask = { $count ->
    [one] You changed { $count } weight.
   *[other] You changed { $count } weights.
} Undo that? Notes, to-dos and subscriptions stay.
profile-reset-done = Done. All weights are back to what I learned.
profile-surprises-on = Surprises are on: one paper of a digest of three or more may be outside your interests. Type `/profile surprises off` to stop them.
profile-surprises-off = Surprises are off. Type `/profile surprises on` to bring them back.
profile-surprises-unclear = I can't set surprises to “{ $text }”. Type `/profile surprises on` or `/profile surprises off`.
