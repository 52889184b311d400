demo-what = This is a demo: its week, papers and notes are made up, and nothing is kept when you leave.
demo-try-digest = Type /digest for this morning's papers; press a button by typing its number.
demo-try-search = Type /search 扩散, /search 검색 or /search attention to find old notes, and /todo for the reading list.
demo-try-note = Type /note 2606.99003 and a thought to save a note of your own. /help shows the rest, /quit leaves.
