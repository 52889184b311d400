welcome-group = Hello, I'm Paperboy. I keep what this group notes on papers, its reading list, and a few papers worth reading every morning. Three things to try first:
welcome-help = Replying to a paper I show keeps your words as a note on it. `/help` shows everything else.
welcome-back = Good to be back. { $count ->
    [one] The daily digest goes on.
   *[other] The { $count } daily digests go on.
}
file-needs-words = To keep a file, send it together with a text that begins with `note`, for example `note the loss of the first run`.
