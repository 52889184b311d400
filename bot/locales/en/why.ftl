why-heading = Why { $paper } is number { $rank }
why-score = { $score } points, the sum of:
why-rest = { $count ->
    [one] one smaller thing
   *[other] { $count } smaller things together
}
why-untold = I picked { $paper } before I kept count of why. Ask about one from a newer digest, such as `/digest why 1`.
why-not-shown = I haven't shown you { $paper } in a digest here, so there is nothing to explain yet.
why-no-digest = I haven't shown you a digest here yet. Type `/digest` to get one, then `/digest why 1`.
why-no-rank = The last digest here had { $count ->
    [one] one paper: `/digest why 1`.
   *[other] { $count } papers: `/digest why 1` to `/digest why { $count }`.
}
why-what = Name a paper by its rank in the last digest, or by its arXiv id: `/digest why 3`.
digest-why = Why?

term-author = by { $about }, whom you follow
term-keyword-title = “{ $about }” is in the title
term-keyword = “{ $about }” is in the abstract
term-primary = filed under { $about }, which you asked for
term-content = { $sign ->
    [minus] what it is about is less your thing than most of the day's papers
   *[plus] { $named ->
        [no] what it is about is close to what you like
       *[yes] what it is about is close to what you like: { $about }
    }
}
term-likeness = { $named ->
    [no] it shares a few rare words with what you like
   *[yes] it shares rare words with what you like, most of all with { $about }
}
term-dislikeness = { $named ->
    [no] it shares a few rare words with what you wanted less of
   *[yes] it is like { $about }, which you wanted less of
}
term-categories = { $sign ->
    [minus] you like few papers in { $about }
   *[plus] you like papers in { $about }
}
term-known-authors = you liked papers by { $about } before
term-standing = papers by { $about } have been picked by many readers
term-late = { $sign ->
    [minus] it was submitted early in the day, and such papers are picked less often
   *[plus] it was submitted just before the deadline, and such papers are picked more often
}
term-team = { $sign ->
    [minus] it has many authors
   *[plus] it has few authors
}
term-code = it links its code
term-title = { $sign ->
    [minus] its title is long and plain
   *[plus] its title has the form of titles that many readers pick
}
term-community = what others think of it
term-different = it is here as something different, not for its score
