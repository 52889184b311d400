help-digest = The papers worth reading, today or on a date
help-digest-why = Why a paper was picked, point by point
help-digest-preview = Your next digest so far

digest-collecting = Collecting the { $categories } announcements of { $on }…
digest-heading = Papers announced on { $on }
digest-heading-days = Papers announced from { $first } to { $last }
digest-heading-none = No papers announced on { $on }
digest-heading-late = The papers of { $on } aren't out yet
digest-counts = { $shown ->
    [0] { $categories }:{" "}
   *[other] {""}
}{ $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
}, { $cross } cross-listed.{ $shown ->
    [0] {""}
    [one] {" "}One is picked for you:
   *[other] {" "}{ $shown } are picked for you:
}
digest-all-shown = You've seen them all. Type `/digest --again { $again }` to see them again.
digest-quiet = arXiv announced nothing in { $categories } on { $on }.
digest-waiting = arXiv hasn't announced { $categories } for { $on } yet. Try `/digest { $again }` later.
digest-failed = I couldn't read arXiv's announcement of { $categories } for { $on }. Try `/digest { $again }` in a while.
digest-stalled = arXiv's { $categories } feed is late: it should show { $on } by now. Try `/digest { $again }` later.
digest-late = Late at arXiv: { $which }. These papers come with the next digest.
digest-replaced = v{ $version } of a paper you noted: { $paper } — { $what }
replaced-title = the title was “{ $title }”
replaced-abstract = the abstract has { $after } characters instead of { $before }
replaced-comment = comment: “{ $comment }”
replaced-inside = same title, abstract of the same length
digest-nothing-since = arXiv has announced nothing new in { $categories } since { $on }, the date of your last digest.
digest-future = { $on } hasn't come yet. Type `/digest { $newest }` for the newest announcement.
digest-too-early = arXiv starts on { $first }. Pick a later date, such as `/digest 2025-06-11`.
digest-no-subscription = You haven't subscribed to anything yet. Type `/subscribe cs.CL` for a daily digest, or `/digest 2025-06-11 cs.CL` for one.

preview-heading = Your next digest so far (due { $due })
preview-so-far = Just a preview: nothing here counts as shown yet.
preview-nothing-until = arXiv announces { $on } next, on { $at }. Until then, here's the best of { $newest } that you haven't seen.
preview-nothing = Nothing is announced for it yet. Until then, here's the best of { $newest } that you haven't seen.
preview-paused = All your subscriptions are paused, so no digest is due. Type `/subscriptions` to resume one.

digest-more = { $count ->
    [0] 👍
   *[other] 👍 { $count }
}
digest-less = { $count ->
    [0] 👎
   *[other] 👎 { $count }
}
digest-more-in-full = 👍 more like this
digest-less-in-full = 👎 fewer like this
digest-learned-more = Got it: more papers like this one.
digest-learned-less = Got it: fewer papers like this one.
digest-unlearned = Taken back: it no longer affects your digests.

reason-author = by { $author }, who you follow
reason-author-like = by { $author } (you follow “{ $followed }”)
reason-keyword-title = “{ $keyword }” is in the title
reason-keyword = matches “{ $keyword }”
reason-note = close to your note on { $title } ({ $on })
reason-note-untitled = close to your note { $number } ({ $on })
reason-note-same = you wrote note { $number } about it
reason-people = { $people } people here liked or kept papers like it, such as { $title }
reason-liked = close to { $title }, which you liked ({ $on })
reason-liked-same = you asked for more like it
reason-read = close to { $title }, which you have read ({ $on })
reason-read-same = you have read it
reason-listed = close to { $title }, which is on your reading list ({ $on })
reason-listed-same = it is on your reading list
reason-opened = close to { $title }, which you opened ({ $on })
reason-opened-same = you opened it ({ $on })
reason-upvotes = { $count ->
    [one] one upvote
   *[other] { $count } upvotes
} on Hugging Face
reason-citations = { $count ->
    [one] one citation
   *[other] { $count } citations
} on Semantic Scholar
reason-influential = { $count ->
    [one] one influential citation
   *[other] { $count } influential citations
} on Semantic Scholar
reason-recommended = recommended by Semantic Scholar, based on papers you noted
reason-cross = cross-listed in { $category }
reason-different = a surprise, outside your interests
