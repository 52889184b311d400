help-todo = Your reading list: what to read, and anything else you mean to do
help-todo-add = Add an entry; several lines or a pasted Markdown list become several entries
help-todo-done = Tick entries off
help-todo-undo = Reopen entries
help-todo-drop = Remove entries without doing them
help-todo-move = Move entries under another, into a section, or to the top
help-todo-next = What to read now, and why
help-todo-all = The whole list, including done and dropped entries
help-todo-section = One section of the list

todo-empty = Your reading list is empty. Type `/todo add` and a paper's link or any text.
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
todo-state-dropped = removed

todo-button-done = done
todo-button-drop = remove
todo-button-reopen = reopen
todo-button-those-too = nested ones too
todo-button-next = what next?
todo-button-another = something else

todo-added = Added { $count ->
    [one] to your reading list:
   *[other] { $count } entries to your reading list:
}
todo-added-under = { $count ->
    [one] Added under “{ $place }”:
   *[other] Added { $count } entries under “{ $place }”:
}
todo-and-more = … and { $count } more.
todo-already-listed = { $count ->
    [one] Already on your reading list since { $since }:
   *[other] Already on your reading list, { $count } of them:
}
todo-known-open = On your reading list since { $date }: to-do { $number }.
todo-known-done = You ticked this off on { $date }: to-do { $number }.

todo-done = { $count ->
    [one] Done:
   *[other] Done, { $count } entries:
}
todo-dropped = { $count ->
    [one] Removed:
   *[other] Removed { $count } entries:
}
todo-reopened = { $count ->
    [one] Reopened:
   *[other] Reopened { $count } entries:
}
todo-nested-open-done = { $count ->
    [one] One entry nested under it is still open.
   *[other] { $count } entries nested under it are still open.
}
todo-nested-open-dropped = { $count ->
    [one] One entry nested under it is still on your list.
   *[other] { $count } entries nested under it are still on your list.
}
todo-already-done = { $count ->
    [one] { $number } is already done.
   *[other] Those are all done already.
}
todo-already-dropped = { $count ->
    [one] { $number } is already removed.
   *[other] Those are all removed already.
}
todo-already-open = { $count ->
    [one] { $number } is already open.
   *[other] Those are all open already.
}
todo-moved = { $count ->
    [one] Moved:
   *[other] Moved { $count } entries:
}
todo-moved-under = { $count ->
    [one] Moved under “{ $place }”:
   *[other] Moved { $count } entries under “{ $place }”:
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
    [3] It has the highest priority, and nothing is due this week.
   *[other] Nothing else has a higher priority, and nothing is due this week.
}
todo-why-oldest = It has waited the longest, since { $since }; nothing is due this week or marked as important.

todo-sections = Your sections: { $names }. To see one, type `/todo section { $example }`.
todo-no-sections = Your reading list has no sections yet. To make one, type `/todo add CLIP in "Reading"`.
todo-section-unknown = There's no section “{ $name }”. You have: { $names }.
todo-section-nameless = A section needs a name, for example `in "Reading"`.
todo-is-section = { $number } is the section “{ $name }”. Use its entries' numbers; type `/todo` to see them.
todo-unknown = There's no to-do { $number }. Type `/todo all` to see every number.
todo-verb-unknown = I don't know what to do with “{ $text }”. To add it to your reading list, type `/todo add { $text }`.
todo-nothing = Add what? Type a paper's link or any text after `/todo add`.
todo-too-many = That's { $count } lines; please add at most { $most } at once.
todo-move-unclear = Say what to move and where: `3 under 7`, `3 before 5`, `3 to Reading` or `3 top`.
todo-move-inside-itself = { $number } can't go there: that place is inside it.
todo-paper-unknown = arXiv has no paper { $paper }. The entry stays as you typed it.
todo-paper-unreachable = I couldn't look up { $paper }, because arXiv can't be reached. The entry is saved; open it with `/todo` and its number to try again.
todo-verb-similar = There's no `/todo { $name }`. Did you mean `/todo { $similar }`?

todo-ask = What shall I add to your reading list? Send it next; several lines become several entries. (`/cancel` to stop.)
todo-button-add = add
form-todo-title = Add to the list
form-todo-text = What
form-todo-text-hint = A paper's id or link, or any text
form-todo-text-missing = Please write what to add.
form-todo-section = Section
form-todo-sections = You have: { $names }
form-todo-due = Due
form-todo-due-hint = 2025-07-01, friday or tomorrow
form-todo-priority = Priority
form-todo-priority-none = none
todo-due-unread = I left “{ $text }” in the text, because I can't read it as a date. Try `/todo add Read CLIP due friday`.

button-on-list = ✓ on the list
button-on-list-by = ✓ on the list · { $name }
todo-put-on-list = On the reading list: to-do { $number }.
todo-on-list-again = On the reading list again, to-do { $number }: you ticked this paper off on { $date }.
todo-listed-since = On the reading list since { $since }: to-do { $number }.
todo-off-list = Taken off the reading list.
todo-ticked = Done: { $text }
todo-unticked = Open again: { $text }
todo-tick-dropped = “{ $text }” was removed from the list meanwhile. Type `/todo` for the list as it is now.
