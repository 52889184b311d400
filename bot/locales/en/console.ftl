console-greeting = Type `/note`, `/todo`, `/search` or `/digest`, or paste an arXiv link; `/help` shows the rest. Type a button's number to press it.
console-toolbar = Enter sends · Alt+Enter starts a new line · Tab completes · Ctrl+C clears · Ctrl+D leaves
console-quit = leave the chat
console-working = Working on it …
console-storage-unavailable = The database did not answer, so this is not saved: “{ $text }”. Please send it again in a moment.
console-answer-later = What you said is saved, but the database stopped answering. The answer comes as soon as it is back.
