help-subscribe = Get a short list of new papers every day, or a review of your week
help-subscriptions = Your digests and weekly reviews: what, when, pause or resume
help-unsubscribe = End a digest or a weekly review

subscribe-done = You are subscribed (number { $number }): { $what }
subscribe-first = { $weekly ->
    [1] The first review of your week
   *[other] The first digest
} comes on { $on } at { $time } ({ $zone }).
subscribe-already = You have exactly this already, as number { $number }: { $what }
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
} { $number } goes on: the next one comes on { $on } at { $time } ({ $zone }).

subscriptions-heading = Your digests
subscriptions-weekly = Your weekly reviews
subscriptions-none = There is no digest here yet. Type `/subscribe cs.CL` to get one every day.
subscriptions-next = { $what } · next on { $on } at { $time } ({ $zone })
subscriptions-paused = { $what } · paused
subscriptions-unreachable = { $what } · resting, because what I sent here could not be delivered
subscriptions-how = `/unsubscribe` and a number ends one.

unsubscribe-done = { $weekly ->
    [1] Weekly review
   *[other] Digest
} { $number } will not come any more: { $what }
unsubscribe-which = Which one? Type `/unsubscribe` and one of these numbers: { $numbers }. `/subscriptions` shows them.
subscription-unknown = There is no digest { $number } here. `/subscriptions` shows those there are.

subscribe-no-category = Name at least one arXiv category as well, such as `cs.CL` or `stat.ML`: it says which announcements I read for you.
subscribe-too-much = That is more than I can follow: at most { $most } categories, keywords and authors together, each of at most { $longest } characters.
subscribe-zone-similar = I know no time zone “{ $text }”. Did you mean { $similar }? If it was meant as a keyword, put it in quotes.
subscribe-zone-unknown = I know no time zone “{ $text }”. Type a city such as `Seoul` or `Asia/Shanghai` after the time; if it was meant as a keyword, put it in quotes.
category-unknown = arXiv has no category “{ $text }”. Did you mean { $similar }? If it was meant as a keyword, put it in quotes.
category-archive = “{ $text }” is a whole archive; please name categories in it, such as { $similar }. If it was meant as a keyword, put it in quotes.
time-expected = “{ $text }” is not a time I can read. Write it as `09:00`, `9` or `9pm`.
time-impossible = No clock shows “{ $text }”. Write a time such as `09:00` or `21:30`.
days-expected = “{ $text }” is not a day I know. Write `on mon,wed`, `on mon-fri` or `weekdays`.
top-impossible = I can't send “{ $text }” papers. Write a number from 1 to { $most }, such as `top 5`.
author-expected = Whom do you want to follow? Write the name as in `by:"Kaiming He"`.
layout-expected = I can't lay a digest out as “{ $text }”. Write `as compact` (one message), `as cards` (a message a paper) or `as thread` (the papers in a thread); if it was meant as keywords, put them in quotes.
weekly-one-day = A weekly review comes on one day, such as `weekly on fri`. For a digest on each of several days, leave out `weekly`.
weekly-one-form = A weekly review is always one message, with the three to-dos most worth reading; leave out `top` and `as`.
subscriptions-only-lists = `/subscriptions` only lists the digests there are. To get one, type `/subscribe { $text }`.
