help-help = What I can do; with a command's name, everything about that command
help-start = Who I am and what to type first

help-intro = I keep your notes on papers and your reading list, find them again, and bring you new papers each day.
help-group-reading = Reading
help-group-digest = New papers every day
help-group-rest = And besides
help-more = `/help note` says more about one command. A pasted arXiv link is enough to begin.
help-verbs = It also does this; `/help { $example }` shows how each is written:
help-examples = { $count ->
    [one] For example:
   *[other] Examples:
}
help-unknown = There is no command `/{ $name }`. `/help` shows them all.
help-did-you-mean = There is no command `/{ $name }`. Did you mean `/help { $similar }`?

start-heading = Hello, I'm Paperboy
start-what = I keep notes on what you read, remember what you still want to read, find both again, and bring you a few papers worth reading every morning.
start-steps = Three things to try first:
