help-todo = Your to-do list: what to read, and anything else you mean to do
help-todo-add = Put something on the list; several lines or a pasted Markdown list become several items
help-todo-done = Tick items off
help-todo-undo = Open items again
help-todo-drop = Take items off the list without doing them
help-todo-move = Move items under another one, into a section, or to the top
help-todo-next = What to read now, and why
help-todo-all = The whole list, done and dropped items included
help-todo-section = One section of the list

todo-empty = Nothing to do here. `/todo add` puts something on the list: a paper's link, or any text.
todo-counts = { $open ->
    [one] **{ $open }** open
   *[other] **{ $open }** open
}{ $overdue ->
    [0] {""}
   *[other] , **{ $overdue }** overdue
}
todo-due = due { $due }
todo-due-today = **due today**
todo-due-tomorrow = due tomorrow
todo-overdue = **overdue** since { $due }

todo-one = To-do { $number }
todo-row-state = state
todo-row-due = due
todo-row-priority = priority
todo-row-paper = paper
todo-row-added = added
todo-state-open = open
todo-state-done = done
todo-state-dropped = dropped

todo-button-done = done
todo-button-drop = drop
todo-button-reopen = open again
todo-button-those-too = those too
todo-button-next = what next?
todo-button-another = something else

todo-added = Added { $count ->
    [one] to your list:
   *[other] { $count } items to your list:
}
todo-added-under = { $count ->
    [one] Added under “{ $place }”:
   *[other] Added { $count } items under “{ $place }”:
}
todo-and-more = … and { $count } more.
todo-already-listed = { $count ->
    [one] Already on your list since { $since }:
   *[other] Already on your list, { $count } of them:
}
todo-known-open = On your list since { $date }: to-do { $number }.
todo-known-done = You ticked this off on { $date }: to-do { $number }.

todo-done = { $count ->
    [one] Done:
   *[other] Done, { $count } items:
}
todo-dropped = { $count ->
    [one] Dropped:
   *[other] Dropped { $count } items:
}
todo-reopened = { $count ->
    [one] Open again:
   *[other] Open again, { $count } items:
}
todo-nested-open-done = { $count ->
    [one] One item nested under it is still open; I left it as it is.
   *[other] { $count } items nested under it are still open; I left them as they are.
}
todo-nested-open-dropped = { $count ->
    [one] One item nested under it is still on your list.
   *[other] { $count } items nested under it are still on your list.
}
todo-already-done = { $count ->
    [one] { $number } is done already.
   *[other] Those are all done already.
}
todo-already-dropped = { $count ->
    [one] { $number } was dropped already.
   *[other] Those were all dropped already.
}
todo-already-open = { $count ->
    [one] { $number } is open already.
   *[other] Those are all open already.
}
todo-moved = { $count ->
    [one] Moved:
   *[other] Moved { $count } items:
}
todo-moved-under = { $count ->
    [one] Moved under “{ $place }”:
   *[other] Moved { $count } items under “{ $place }”:
}

todo-next = Next:
todo-next-under = Next, from “{ $place }”:
todo-why-overdue = { $days ->
    [one] It was due yesterday.
   *[other] It was due { $days } days ago.
}
todo-why-due-soon = { $days ->
    [0] It is due today.
    [1] It is due tomorrow.
   *[other] It is due in { $days } days.
}
todo-why-priority = { $priority ->
    [3] Nothing is due this week, and you marked it with the highest priority.
   *[other] Nothing is due this week, and nothing else has a higher priority.
}
todo-why-oldest = Nothing is due this week or marked as important, and this has waited the longest: since { $since }.

todo-sections = Your sections: { $names }. To see one, type `/todo section { $example }`.
todo-no-sections = Your list has no sections yet. `/todo add CLIP in "Reading"` makes one.
todo-section-unknown = There is no section “{ $name }”. You have: { $names }.
todo-section-nameless = A section needs a name, for example `in "Reading"`.
todo-is-section = { $number } is the section “{ $name }”. Name its items instead; `/todo` shows their numbers.
todo-unknown = There is no to-do { $number }. `/todo all` shows every number.
todo-verb-unknown = I don't know what to do with “{ $text }”. To put it on your list, type `/todo add { $text }`.
todo-nothing = There is nothing to add yet. Type what you want to remember after `/todo add`.
todo-too-many = That is { $count } lines; please add at most { $most } at once.
todo-move-unclear = Say what to move and where: `3 under 7`, `3 before 5`, `3 to Reading` or `3 top`.
todo-move-inside-itself = { $number } can't go there, because that place is inside it. Name another place.
todo-paper-unknown = arXiv knows no paper { $paper }. The item stays as you typed it.
todo-paper-unreachable = arXiv can't be reached at the moment, so I don't know the title of { $paper }. The item is kept; `/todo` with its number looks it up again.
todo-verb-similar = There is no `/todo { $name }`. Did you mean `/todo { $similar }`?

todo-ask = What shall I put on your list? Your next message goes there; several lines become several items. (`/cancel` ends this.)
todo-button-add = add
form-todo-title = Add to the list
form-todo-text = What
form-todo-text-hint = A paper's id or link, or any text
form-todo-text-missing = Please write what to put on the list.
form-todo-section = Section
form-todo-sections = You have: { $names }
form-todo-due = Due
form-todo-due-hint = 2025-07-01, friday or tomorrow
form-todo-priority = Priority
form-todo-priority-none = none
todo-due-unread = “{ $text }” is not a day I know, so it stays in the text. To set one, write for example `/todo add Read CLIP due friday` or `due 2025-07-01`.
