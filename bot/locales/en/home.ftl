home-todos = { $count ->
    [0] Your reading list
    [one] Your reading list: one entry
   *[other] Your reading list: { $count } entries
}
home-no-todos = Your reading list is empty. The button adds a paper's link or any text.
home-notes = { $count ->
    [0] Your notes
    [one] Your latest note
   *[other] Your latest notes ({ $count } in all)
}
home-no-notes = No notes yet.
home-new-note = new note
home-search = Search your notes
