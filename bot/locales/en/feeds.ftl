help-feeds = What arXiv announced in each of your categories, and what is late

feeds-heading = arXiv's announcements of { $on }
feeds-fresh = { $new } new, { $cross } cross-listed, { $replaced } replaced ({ $source }, { $time })
feeds-quiet = nothing announced ({ $source }, { $time })
feeds-waiting = not out yet (asked at { $time })
feeds-stalled = late: arXiv still shows { $shows } (asked at { $time })
feeds-failed = could not be read (asked at { $time })
feeds-asking = asking arXiv…
feeds-source-feed = feed
feeds-source-api = API
feeds-none = You have no subscription yet. Type `/feeds cs.CL` to look at a category, or `/subscribe cs.CL` to get its papers every day.
