welcome-group = Hello, I'm Paperboy. I keep this group's notes and reading list, and post a few papers worth reading every morning. Three things to try first:
welcome-help = Reply to a paper I show to save a note on it. Type `/help` for everything else.
welcome-back = Good to be back. { $count ->
    [one] The daily digest goes on.
   *[other] The { $count } daily digests go on.
}
file-needs-words = To keep a file, send it with a text that starts with `note`, such as `note loss curve of run 1`.
