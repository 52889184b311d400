help-note = Keep a note: under a paper, under a title, or on its own
help-note-show = Show a note exactly as typed
help-note-edit = Replace the text of a note
help-note-delete = Delete a note; you can restore it for a day
help-note-undo = Restore a deleted note
help-cancel = Cancel the question I asked; you get your text back
help-notes = List notes: the latest, by tag, by paper, by month
help-notes-tags = All tags, with the number of notes for each

note-saved = Note **{ $number }** saved.
note-saved-about = Note **{ $number }** saved under { $title }.
note-tags = { $count ->
    [one] Tag: { $tags }
   *[other] Tags: { $tags }
}
note-earlier = You noted this paper before: { $count ->
    [one] note { $numbers } ({ $date }).
   *[other] notes { $numbers }, the last on { $date }.
}
note-nearly-the-same = Note { $number } ({ $date }) says almost the same.
note-finished-todo = To-do { $number } is done: { $text }
note-reopened-todo = To-do { $number } is open again.
note-edit-hint = To change it, type `/note edit { $number } …`.
note-paper-unknown = arXiv has no paper { $paper }. Please check the number; your note is saved as it is.
note-paper-unreachable = I couldn't look up { $paper }, because arXiv can't be reached. Your note is saved; type `/note show { $number }` to try again.
note-kept-before = That is saved already, as note **{ $number }**.

note-ask-subject = What is the note about? Send an arXiv link or id, or a title. (`/cancel` to stop.)
note-ask-body = What would you like to note? (`/cancel` to stop.)
note-ask-body-about = What would you like to note about { $title }? (`/cancel` to stop.)
cancel-nothing = There's nothing to cancel. Type `/help` to see what I can do.
cancel-done = Canceled.
cancel-done-typed = Canceled. This is what you had typed:

note-heading = Note { $number }
note-heading-about = Note { $number } · { $title }
note-written = { $date }
note-written-by = { $date } · { $author }
note-edit-how = Send `/note edit { $number }` followed by the new text. The note now:
note-edit-elsewhere = Type `/note edit { $number }` and the new text in the group.
note-edited = Note **{ $number }** changed: { $title }
note-deleted = Note **{ $number }** deleted: { $title }. To restore it within a day, press the button or type `/note undo { $number }`.
note-restored = Note **{ $number }** restored: { $title }
note-unknown = There's no note { $number }. Type `/notes` to see the latest.
note-is-deleted = Note { $number } is deleted. Type `/note undo { $number }` to restore it.
note-not-deleted = Note { $number } isn't deleted. Type `/note show { $number }` to see it.
note-gone = Note { $number } was deleted more than a day ago and can't be restored. Type `/notes` to see the latest.
note-number-missing = Which note? Add its number; type `/notes` to see them.

notes-heading = { $count ->
    [one] One note
   *[other] { $count } notes
}
notes-heading-of = { $count ->
    [one] One note: { $words }
   *[other] { $count } notes: { $words }
}
notes-open = Type `/note show { $number }` to open a note.
notes-none = No notes yet. Start with `/note …`.
notes-none-of = No notes for { $words }. Type `/notes` for the latest, `/notes tags` for all tags.
notes-filter-unknown = I can't list notes by “{ $text }”. Use a `#tag`, an arXiv id or a month; to find words, type `/search`.
notes-filter-twice = “{ $text }” is one too many: use at most one tag, one paper and one month.
tags-heading = { $count ->
    [one] One tag
   *[other] { $count } tags
}
tags-more = … and { $count } more.
tags-open = Type `/notes #{ $tag }` to list the notes with a tag.
tags-none = None of your notes has a tag yet. Write a word such as `#diffusion` in a note.

button-undo = undo
button-delete = delete
button-no-paper = no paper

note-files = { $count ->
    [one] Saved with it: { $names }
   *[other] Saved with it, { $count } files: { $names }
}
note-file-not-copied = I couldn't copy “{ $name }”. Note { $number } still points to where you sent it.

reply-which = Which paper is that about? Press its button. Next time, start your reply with its number: `2 …`.

form-note-title = Save a note
form-note-edit-title = Edit note { $number }
form-note-about = About
form-note-about-hint = An arXiv id or link, or a title
form-note-text = Note
form-note-about-unclear = “{ $text }” is more than one paper or title. Enter one arXiv id or link, or a shorter title.
form-note-text-missing = Please write your note.

button-edit = edit
note-number-meant = If you meant one of your notes, use its number: `{ $example }`

note-ask-next = Your next message becomes the note.
ask-in-group = Answer by replying to this message, or mention me.
