# The page after installing Paperboy into a Slack workspace.
install-done = Paperboy is now in { $team }.
install-next = Open it in Slack and write `help`, or write `/invite @Paperboy` in a channel to read together.
install-open = Open Paperboy in Slack
install-again = Begin again
install-denied = Paperboy was not added, and nothing was changed. You can begin again whenever you like.
install-expired = Nothing was changed: this took longer than ten minutes, or was begun in another browser. Please begin again.
install-refused = Slack did not confirm this, and nothing was changed. Please begin again.
install-one-workspace = Paperboy is added to one workspace at a time, not to a whole organisation. Please begin again and choose a workspace.
install-later = Something needed for this can't be reached at the moment. Please begin again in a minute.
install-removed = Paperboy is not in this workspace any more. To add it again: { $page }
