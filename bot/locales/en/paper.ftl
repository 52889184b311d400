help-paper = Show a paper: title, authors, and what you can do with it

authors-more = { $names } et al. ({ $count } authors)
paper-expected = Which paper? Type an arXiv id or link as well.
paper-looking-up = Looking up { $paper } at arXiv …
paper-unknown = arXiv knows no paper { $paper }. Please check the id and send it again.
paper-unreachable = I couldn't look up { $paper }: arXiv can't be reached at the moment. Please send it again later.
papers-bounded = You sent { $count } papers; these are the first { $shown }. Send the others again to see them.
text-hint = I'm not sure what to do with that. An arXiv link or id shows the paper, `/note …` keeps a note, `/search …` looks through your notes, and `/help` shows everything else.

paper-authors = Authors
paper-categories = Categories
paper-published = Published
paper-updated = Last version
paper-comment = Comment
paper-journal = Journal
paper-withdrawn = **This paper has been withdrawn.**

button-note = note
button-todo = to-do
button-abstract = abstract
button-similar = similar
button-pdf = PDF
button-code = code
button-project = project
button-model = model
button-data = data
button-keep = save as note
button-previous = previous
button-next = next
paper-not-an-id = “{ $text }” is no arXiv id. Write it as `2312.13286` or paste the link; to look for words, use `/search`.
