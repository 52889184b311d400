went-wrong = Something went wrong on my side, and nothing was changed. Please try again; if it happens again, tell whoever runs me the code `{ $id }`.
command-unknown = I don't know `/{ $name }`. Type `/help` to see what I can do.
command-similar = I don't know `/{ $name }`. Did you mean `/{ $similar }`?
button-stale = That button is from an older conversation. Type `/help` to see what I can do now.
for-example = For example: `{ $example }`
number-expected = “{ $text }” is not a number I gave. Type the number that stands before it, such as `12`.
date-expected = “{ $text }” is not a date I can read. Write it as `2025-06-11`.
date-impossible = There is no { $text } in the calendar. Write a date such as `2025-06-11`.
