help-help = What I can do; with a command's name, all about that command
help-start = Who I am and what to type first

help-intro = I keep your notes on papers and your reading list, find them again, and bring you new papers every day.
help-group-reading = Reading
help-group-digest = New papers every day
help-group-rest = Everything else
help-more = Type `/help note` for one command. Or just paste an arXiv link.
help-verbs = Also available (type `/help { $example }` for details):
help-examples = { $count ->
    [one] For example:
   *[other] Examples:
}
help-unknown = I don't know `/{ $name }`. Type `/help` to see all commands.
help-did-you-mean = I don't know `/{ $name }`. Did you mean `/help { $similar }`?

start-heading = Hello, I'm Paperboy
start-what = I keep notes on what you read, remember what you still want to read, and bring you a few papers every morning.
start-steps = Three things to try first:

help-in-group = I keep this group's notes and reading list, and bring its digest. To begin:
help-in-group-more = Then `/todo`, `/search …`, `/digest`. Type `/help` in our private chat for everything, or `/help note` for one command.
