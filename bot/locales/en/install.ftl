# The page after installing Paperboy into a Slack workspace.
install-done = Paperboy is now in { $team }.
install-next = Open it in Slack and write `help`, or write `/invite @Paperboy` in a channel to read together.
install-open = Open Paperboy in Slack
install-again = Start again
install-denied = Paperboy wasn't added, and nothing was changed. You can start again whenever you like.
install-expired = Nothing was changed: this took longer than ten minutes, or was started in another browser. Please start again.
install-refused = Slack didn't confirm this, and nothing was changed. Please start again.
install-one-workspace = Paperboy is added to one workspace at a time, not to a whole organization. Please start again and choose a workspace.
install-later = Something needed for this can't be reached right now. Please start again in a minute.
install-removed = Paperboy is no longer in this workspace. To add it again: { $page }
