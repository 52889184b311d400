why-heading = Why { $paper } is number { $rank }
why-score = { $score } points, the sum of:
why-rest = { $count ->
    [one] one smaller factor
   *[other] { $count } smaller factors combined
}
why-untold = I picked { $paper } before I recorded reasons. Ask about a newer digest, such as `/digest why 1`.
why-not-shown = { $paper } hasn't been in a digest here, so there's nothing to explain.
why-no-digest = You haven't had a digest here yet. Type `/digest`, then `/digest why 1`.
why-no-rank = The last digest here had { $count ->
    [one] one paper: `/digest why 1`.
   *[other] { $count } papers: `/digest why 1` to `/digest why { $count }`.
}
why-what = Which paper? Use its rank in the last digest, as in `/digest why 3`, or its arXiv id.
digest-why = Why?

term-author = by { $about }, who you follow
term-keyword-title = “{ $about }” is in the title
term-keyword = “{ $about }” is in the abstract
term-primary = filed under { $about }, which you asked for
term-content = { $sign ->
    [minus] further from your interests than most papers that day
   *[plus] { $named ->
        [no] close to your interests
       *[yes] close to your interests: { $about }
    }
}
term-likeness = { $named ->
    [no] shares a few rare words with papers you like
   *[yes] shares rare words with papers you like, most with { $about }
}
term-dislikeness = { $named ->
    [no] shares a few rare words with papers you wanted less of
   *[yes] is like { $about }, which you wanted less of
}
term-categories = { $sign ->
    [minus] you like few papers in { $about }
   *[plus] you like papers in { $about }
}
term-known-authors = you liked papers by { $about } before
term-standing = many readers have picked papers by { $about }
term-late = { $sign ->
    [minus] submitted early in the day; such papers are picked less often
   *[plus] submitted just before the deadline; such papers are picked more often
}
term-team = { $sign ->
    [minus] has many authors
   *[plus] has few authors
}
term-code = links to its code
term-title = { $sign ->
    [minus] its title is long and plain
   *[plus] its title is of a kind readers often pick
}
term-community = community upvotes and citations
term-different = picked as a surprise, not for its score
