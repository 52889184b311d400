help-review = Your week: what came, what you noted and finished, and what to read next

review-heading = Your week: { $first } to { $last }
review-empty = A quiet week, { $first } to { $last }: nothing came in and nothing is waiting. Whenever you like, send a paper's link or type `/todo add` to begin.
review-no-deeds = Nothing was noted or ticked off this time; everything is where you left it.
review-future = { $on } is still to come. `/review` looks back on the last seven days.
review-too-early = arXiv began on { $first }. Name a later date, such as `/review 2025-06-09`, or type `/review last week`.

review-streak-days = **{ $days } days in a row** with something noted or finished.
review-streak-weeks = **{ $weeks } weeks in a row** with something noted or finished.

review-announced = New on arXiv
review-category = { $category }: { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $cross } cross-listed
review-shown = { $count ->
    [one] One of them was picked for you.
   *[other] { $count } of them were picked for you.
}
review-asking = Asking arXiv what it announced in { $categories } …
review-late = Not counted yet, because arXiv has not given it to me: { $categories } ({ $days }).

review-noted = Noted: { $count }
review-more-notes = … and { $count } more: `/notes { $month }` lists them.
review-done = Finished: { $count }
review-added = Added to the list: { $count }
review-more-todos = … and { $count } more: `/todo all` lists them.

review-pending = Still on the list: { $count }
review-overdue = { $overdue ->
    [0] Nothing is overdue.
    [one] One of them is overdue.
   *[other] { $overdue } of them are overdue.
} `/todo` shows the whole list.
review-worth = Most worth reading now
review-since = on your list since { $since }
review-button-done = done { $number }
review-button-note = note { $number }
