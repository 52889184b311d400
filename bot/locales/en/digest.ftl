help-digest = The papers worth reading, of the newest announcement or of a date
help-digest-why = Why a paper was picked, point by point
help-digest-preview = What your next digest would show, as far as it is known

digest-collecting = Collecting the { $categories } announcements of { $on } …
digest-heading = Papers announced on { $on }
digest-heading-days = Papers announced from { $first } to { $last }
digest-heading-none = No papers announced on { $on }
digest-heading-late = No papers of { $on } yet
digest-counts = { $categories }: { $new ->
    [one] { $new } new paper
   *[other] { $new } new papers
} and { $cross } cross-listed. { $shown ->
    [0] None is left to show.
    [one] Here is the one picked for you.
   *[other] Here are the { $shown } picked for you.
}
digest-all-shown = Earlier digests have shown you all of them. Type `/digest --again { $again }` to see the pick of the day anyway.
digest-quiet = arXiv announced nothing in { $categories } on { $on }.
digest-waiting = arXiv's announcement of { $categories } for { $on } is not out yet. Type `/digest { $again }` later.
digest-failed = I couldn't get arXiv's announcement of { $categories } for { $on }. Type `/digest { $again }` in a while to try again.
digest-stalled = arXiv's feed of { $categories } is late: it should show { $on } by now. Type `/digest { $again }` later.
digest-late = Late at arXiv: { $which }. Those papers come with the next digest.
digest-replaced = v{ $version } of a paper you noted: { $paper } — { $what }
replaced-title = the title was “{ $title }”
replaced-abstract = the abstract has { $after } characters instead of { $before }
replaced-comment = comments: “{ $comment }”
replaced-inside = title and length of the abstract are as before
digest-nothing-since = arXiv has announced nothing new in { $categories } since { $on }, which your last digest was about.
digest-future = { $on } is still to come. The newest announcement is `/digest { $newest }`.
digest-too-early = arXiv began on { $first }. Name a later date, such as `/digest 2025-06-11`.
digest-no-subscription = You haven't subscribed to anything yet. Type `/subscribe cs.CL` for a digest every day, or name categories for once: `/digest 2025-06-11 cs.CL`.

preview-heading = Your digest of { $due }, as it stands
preview-so-far = This is what it would show now; nothing here counts as shown yet.
preview-nothing-until = Nothing has been announced for it yet: arXiv's next announcement, dated { $on }, goes out on { $at }. Until then, here is the best of { $newest } that you haven't been shown.
preview-nothing = Nothing has been announced for it yet. Until then, here is the best of { $newest } that you haven't been shown.
preview-paused = All your subscriptions are paused, so no digest is on its way. `/subscriptions` shows them.

digest-more = more like this
digest-less = less like this
digest-learnt-more = Noted: papers close to { $paper } will rank higher in your digests.
digest-learnt-less = Noted: papers close to { $paper } will rank lower in your digests.
digest-unlearnt = Taken back: { $paper } teaches me nothing any more.

reason-author = by { $author }, whom you follow
reason-author-like = by { $author } (you follow “{ $followed }”)
reason-keyword-title = “{ $keyword }” is in the title
reason-keyword = matches “{ $keyword }”
reason-note = close to your note on { $title } ({ $on })
reason-note-untitled = close to your note { $number } ({ $on })
reason-note-same = your note { $number } is about it
reason-people = { $people } people here saved papers like it, such as { $title }
reason-liked = close to { $title }, which you liked ({ $on })
reason-liked-same = you asked for more like it
reason-read = close to { $title }, which you have read ({ $on })
reason-read-same = you have read it
reason-listed = close to { $title }, which is on your list ({ $on })
reason-listed-same = it is on your list
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
reason-recommended = Semantic Scholar recommends it beside what you noted
reason-category = filed under { $category }
reason-cross = cross-listed in { $category }
reason-announced = announced in a category you asked for
reason-different = something different
