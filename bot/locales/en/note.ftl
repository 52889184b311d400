help-note = Keep a note: under a paper, under a title, or on its own
help-note-show = Show one note whole, exactly as typed
help-note-edit = Replace the text of a note
help-note-delete = Delete a note; for a day it can be put back
help-note-undo = Put a deleted note back
help-cancel = End a question I asked, and give back what you typed
help-notes = List notes: the latest, by tag, by paper, by month
help-notes-tags = All tags, with how many notes carry each

note-saved = Note **{ $number }** is saved.
note-saved-about = Note **{ $number }** is saved under { $title }.
note-tags = { $count ->
    [one] Tag: { $tags }
   *[other] Tags: { $tags }
}
note-earlier = You noted this paper before: { $count ->
    [one] note { $numbers } ({ $date }).
   *[other] notes { $numbers }, the last on { $date }.
}
note-nearly-the-same = Note { $number } ({ $date }) says nearly the same.
note-finished-todo = To-do { $number } is done: { $text }
note-reopened-todo = To-do { $number } is open again.
note-edit-hint = `/note edit { $number } …` replaces its text.
note-paper-unknown = arXiv knows no paper { $paper }, so please check the id. Your note is kept as it is.
note-paper-unreachable = I couldn't look up { $paper }: arXiv can't be reached at the moment. Your note is kept, and `/note show { $number }` tries again.
note-kept-before = That text is kept already, as note **{ $number }**.

note-ask-subject = What is the note about? Send an arXiv link or id, or a title. (`/cancel` ends this.)
note-ask-body = What would you like to keep? Your next message becomes the note. (`/cancel` ends this.)
note-ask-body-about = What would you like to keep about { $title }? Your next message becomes the note. (`/cancel` ends this.)
cancel-nothing = There is no question open to cancel. Type `/help` to see what I can do.
cancel-done = Cancelled.
cancel-done-typed = Cancelled. This is what you had typed:

note-heading = Note { $number }
note-heading-about = Note { $number } · { $title }
note-written = { $date }
note-written-by = { $date } · { $author }
note-edit-how = Send `/note edit { $number }` followed by the new text. This is what the note says now:
note-edited = Note **{ $number }** is changed: { $title }
note-deleted = Note **{ $number }** is deleted: { $title }. For a day, `/note undo { $number }` or the button puts it back.
note-restored = Note **{ $number }** is back: { $title }
note-unknown = There is no note { $number }. Type `/notes` to see the latest ones.
note-is-deleted = Note { $number } is deleted. Type `/note undo { $number }` to put it back.
note-not-deleted = Note { $number } isn't deleted. Type `/note show { $number }` to see it.
note-gone = Note { $number } was deleted more than a day ago and can't be put back. Type `/notes` to see what is there.
note-number-missing = Which note? Type its number as well; `/notes` lists them.

notes-heading = { $count ->
    [one] One note
   *[other] { $count } notes
}
notes-heading-of = { $count ->
    [one] One note: { $words }
   *[other] { $count } notes: { $words }
}
notes-open = `/note show { $number }` opens it whole.
notes-none = There are no notes yet. `/note …` keeps the first one.
notes-none-of = There are no notes for { $words }. `/notes` lists the latest, `/notes tags` all tags.
notes-filter-unknown = I can't list notes by “{ $text }”. Give a `#tag`, an arXiv id or a month; to look for words, use `/search`.
notes-filter-twice = “{ $text }” is one too many: give at most one tag, one paper and one month.
tags-heading = { $count ->
    [one] One tag
   *[other] { $count } tags
}
tags-more = … and { $count } more.
tags-open = `/notes #{ $tag }` lists the notes that carry a tag.
tags-none = No note carries a tag yet. Write a word such as `#diffusion` in a note.

button-undo = undo
button-delete = delete
button-no-paper = no paper

note-files = { $count ->
    [one] Kept with it: { $names }
   *[other] Kept with it, { $count } files: { $names }
}
note-file-not-copied = I couldn't make a copy of “{ $name }”. Note { $number } still points to where you sent it.

reply-which = Which paper is that about? Press its button. Next time you can begin your reply with its number: `2 …`.

form-note-title = Save a note
form-note-edit-title = Edit note { $number }
form-note-about = About
form-note-about-hint = An arXiv id or link, or a title
form-note-text = Note
form-note-about-unclear = “{ $text }” is more than one paper or title. Give an arXiv id or link alone, or a shorter title.
form-note-text-missing = Please write what you want to keep.

button-edit = edit
note-number-meant = If you meant a note you have, give its number: `{ $example }`
