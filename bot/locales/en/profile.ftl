help-profile = What I think you like, and how to change it
help-profile-forget = Leave a word, an author, a category or an example out of your digests' ranking
help-profile-more = Let something count more
help-profile-less = Let something count less
help-profile-keep = Let something count as it comes again
help-profile-reset = Take back all that you changed here
help-profile-surprises = Whether one paper of a digest may be something different

profile-heading = What I think you like
profile-empty = I don't know much yet. `/subscribe cs.CL "diffusion"` tells me, and so does every note, to-do, and press of *more like this*.
profile-words = Words
profile-authors = Authors
profile-categories = Categories
profile-asked = as you asked
profile-how = Press one to change how much it counts, or type for example `/profile less { $example }`.
profile-from = Learnt from { $what }.
profile-comma = { ", " }
profile-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
profile-liked = { $count } liked
profile-done = { $count } read
profile-listed = { $count } on the list
profile-opened = { $count } opened
profile-disliked = { $count } disliked
profile-ignored = { $count } passed over
profile-examples = What teaches me most lately:
profile-forgotten = Forgotten: { $names }. A button brings it back.
profile-note = note { $number }

profile-usual = It counts as much as it comes up in what you do and ask for.
profile-counts-more = It counts more than I would think by myself, from your next digest on.
profile-counts-less = It counts less than I would think by myself, from your next digest on.
profile-is-forgotten = Forgotten. It counts for nothing from your next digest on; your notes stay as they are.

profile-button-more = more
profile-button-less = less
profile-button-forget = forget this
profile-button-keep = as before
profile-button-all = all I know
profile-button-reset = take it all back

profile-what = Say what: a word, `by:"an author"`, a category, `note 12` or a paper.
profile-unknown = Nothing you noted, liked or asked for has “{ $text }” in it. `/profile` shows what I know, and `/subscribe cs.CL "diffusion"` adds a word of your own.
profile-full = You have changed { $most } things already, which is all I can keep. `/profile reset` makes room.
profile-reset-nothing = You haven't changed anything here, so there is nothing to take back.
profile-reset-ask = { $count ->
    [one] You changed how much { $count } thing counts.
   *[other] You changed how much { $count } things count.
} Shall I take that back? Notes, to-dos and subscriptions stay.
profile-reset-done = Done. Everything counts as I learnt it again.
profile-surprises-on = One paper of a digest of three or more may be something different. `/profile surprises off` ends that.
profile-surprises-off = No surprises: every paper of a digest is one I think you like. `/profile surprises on` brings them back.
profile-surprises-unclear = I don't know “{ $text }” here. Type `/profile surprises on` or `/profile surprises off`.
