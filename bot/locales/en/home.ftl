home-todos = { $count ->
    [0] Your list
    [one] Your list: one item
   *[other] Your list: { $count } items
}
home-no-todos = Nothing to do here. The button puts a paper's link, or any text, on your list.
home-notes = { $count ->
    [0] Your notes
    [one] Your note
   *[other] Your latest notes ({ $count } in all)
}
home-no-notes = There are no notes yet.
home-new-note = new note
home-search = Search your notes
