help-subscribe = Get a digest of new papers every day, or a weekly review
help-subscriptions = Your digests and weekly reviews: what, when, pause, resume
help-unsubscribe = Cancel a subscription

subscribe-done = Subscribed (number { $number }): { $what }
subscribe-first = { $weekly ->
    [1] The first weekly review
   *[other] The first digest
} comes on { $on } at { $time } ({ $zone }).
subscribe-already = You already have this, as number { $number }: { $what }
subscribe-undo = undo
subscribe-now = digest now
subscribe-review-now = review now
subscribe-pause = pause { $number }
subscribe-resume = resume { $number }
subscribe-is-paused = { $weekly ->
    [1] Weekly review
   *[other] Digest
} { $number } is paused until you resume it.
subscribe-is-resumed = { $weekly ->
    [1] Weekly review
   *[other] Digest
} { $number } is back: the next one comes on { $on } at { $time } ({ $zone }).

subscriptions-heading = Your daily digests
subscriptions-weekly = Your weekly reviews
subscriptions-none = No subscription yet. Type `/subscribe cs.CL` for a daily digest.
subscriptions-next = { $what } · next on { $on } at { $time } ({ $zone })
subscriptions-paused = { $what } · paused
subscriptions-unreachable = { $what } · on hold: my last message couldn't be delivered
subscriptions-how = To cancel one, type `/unsubscribe` and its number.

unsubscribe-done = { $weekly ->
    [1] Weekly review
   *[other] Digest
} { $number } is canceled: { $what }
unsubscribe-which = Which one? Type `/unsubscribe` and one of these numbers: { $numbers }.
subscription-unknown = There's no subscription { $number }. Type `/subscriptions` to see yours.

subscribe-no-category = Name at least one arXiv category, such as `cs.CL` or `stat.ML`: it says which announcements to read.
subscribe-too-much = That's more than I can follow: at most { $most } categories, keywords and authors, of at most { $longest } characters each.
subscribe-zone-similar = I don't know the time zone “{ $text }”. Did you mean { $similar }? If it's a keyword, put it in quotes.
subscribe-zone-unknown = I don't know the time zone “{ $text }”. Try a city (`Seoul`); if it's a keyword, put it in quotes.
category-unknown = arXiv has no category “{ $text }”. Did you mean { $similar }? If it's a keyword, put it in quotes.
category-archive = “{ $text }” is a whole archive. Name categories in it, such as { $similar }; if it's a keyword, put it in quotes.
time-expected = I can't read “{ $text }” as a time. Write it as `09:00`, `9` or `9pm`.
time-impossible = “{ $text }” isn't a time. Write one such as `09:00` or `21:30`.
days-expected = I don't know the day “{ $text }”. Write `on mon,wed`, `on mon-fri` or `weekdays`.
top-impossible = I can't send “{ $text }” papers. Write a number from 1 to { $most }, such as `top 5`.
author-expected = Who do you want to follow? Put the name in quotes: `by:"Kaiming He"`.
layout-expected = I don't know the layout “{ $text }”. Use `as compact`, `as cards` or `as thread`; if it's a keyword, put it in quotes.
weekly-one-day = A weekly review comes on one day, such as `weekly on fri`. For digests on several days, leave out `weekly`.
weekly-one-form = A weekly review is always one message; leave out `top` and `as`.
subscriptions-only-lists = `/subscriptions` takes no words. To subscribe, type `/subscribe { $text }`.
