help-paper = Show a paper: title, authors, and what you can do with it

authors-more = { $names } et al. ({ $count } authors)
paper-expected = Which paper? Add an arXiv id or link.
paper-looking-up = Looking up { $paper } on arXiv…
paper-unknown = arXiv has no paper { $paper }. Check the number and send it again.
paper-unreachable = I couldn't look up { $paper }, because arXiv can't be reached. Please send it again later.
papers-bounded = You sent { $count } papers; these are the first { $shown }. Send the rest again to see them.
text-hint = I'm not sure what to do with that. Send an arXiv link, or type `/note …`, `/search …` or `/help`.

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
paper-not-an-id = “{ $text }” isn't an arXiv id. Write it as `2312.13286` or paste the link; to find words, type `/search`.
