help-review = Your week: what came, what you noted and finished, what to read next

review-heading = Your week: { $first } to { $last }
review-empty = A quiet week, { $first } to { $last }. Send an arXiv link whenever you like.
review-nothing-done = Nothing noted or ticked off this time; everything is where you left it.
review-future = { $on } hasn't come yet. Type `/review` for the last seven days.
review-too-early = arXiv starts on { $first }. Pick a later date, such as `/review 2025-06-09`, or type `/review last week`.

review-streak-days = **{ $days } days in a row** with a note or a finished to-do. Nice!
review-streak-weeks = **{ $weeks } weeks in a row** with a note or a finished to-do. Nice!

review-announced = New on arXiv
review-category = { $category }: { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $cross } cross-listed
review-shown = { $count ->
    [one] One of them was picked for you.
   *[other] { $count } of them were picked for you.
}
review-asking = Asking arXiv what it announced in { $categories }…
review-late = Not counted, because arXiv hasn't published it yet: { $categories } ({ $days }).

review-noted = Noted: { $count }
review-more-notes = … and { $count } more: `/notes { $month }`.
review-done = Finished: { $count }
review-added = Added to the reading list: { $count }
review-more-todos = … and { $count } more: `/todo all`.

review-pending = Still on the reading list: { $count }
review-overdue = { $overdue ->
    [0] Nothing is overdue.
    [one] One of them is overdue.
   *[other] { $overdue } of them are overdue.
} Type `/todo` for the list.
review-worth = Most worth reading now
review-since = on your reading list since { $since }
review-button-done = done { $number }
review-button-note = note { $number }
