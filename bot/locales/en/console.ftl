console-greeting = Paste an arXiv link, or type `/note`, `/todo`, `/search`, `/digest` or `/help`. Type a button's number to press it.
console-toolbar = Enter sends · Alt+Enter starts a new line · Tab completes · Ctrl+C clears · Ctrl+D leaves
console-quit = leave the chat
console-working = Working on it…
console-storage-unavailable = The database isn't answering, so this wasn't saved: “{ $text }”. Please send it again in a moment.
console-answer-later = Your message is saved, but the database stopped answering. The answer comes as soon as it is back.
