demo-what = This is a demo: the week, the papers and the notes are made up, and nothing is kept when you leave.
demo-try-digest = Type /digest for this morning's pick, then the number in front of a button to press it.
demo-try-search = Type /search 扩散 or /search 검색 or /search attention to find old notes, and /todo for the pending list.
demo-try-note = Type /note 2606.99003 and a thought to file one of your own; /help shows the rest, /quit leaves.
