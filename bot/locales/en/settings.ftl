help-settings = Language, time zone and digests of this conversation
help-settings-language = Talk to me in English, 中文 or 한국어
help-settings-timezone = Where you are, so that days and digests begin at the right time

settings-heading = Settings
settings-language = Language
settings-timezone = Time zone
settings-timezone-now = { $timezone } (it is { $time } there)
settings-surprises = Something different
settings-surprises-on = one paper of a digest of three or more; `/profile surprises off` ends that
settings-surprises-off = no; `/profile surprises on` lets one paper of a digest be a surprise
settings-on = on
settings-off = off
settings-how = To change them, type `/settings language ko` or `/settings timezone Asia/Seoul`.
settings-no-digest = No daily digest yet. `/subscribe cs.CL` sends you one every day.
settings-digests = { $count ->
    [one] Your subscription:
   *[other] Your subscriptions:
}
settings-digests-how = `/subscriptions` pauses and resumes them, `/unsubscribe` and a number ends one.

settings-language-which = Which language shall we speak? Press a button, or type for example `/settings language 中文`.
settings-language-unknown = I don't speak “{ $text }” yet. Type `/settings language en`, `zh` or `ko`.
settings-language-set = From now on we speak English.

settings-timezone-which = Your time zone is { $timezone }. To change it, name a city: `/settings timezone Shanghai`.
settings-timezone-similar = No time zone is called “{ $text }”. Which of these is near you?
settings-timezone-unknown = No time zone is called “{ $text }”. Name a large city nearby, for example `/settings timezone Seoul` or `/settings timezone Europe/London`.
settings-timezone-set = Your time zone is now { $timezone }, where it is { $time }.

settings-unknown = There is no setting “{ $text }”. Type `/settings language ko`, `/settings timezone Seoul`, or `/settings` to see them.
settings-button-change = change
settings-timezone-hint = A city such as Seoul, or Asia/Seoul
settings-timezone-near = No time zone is called “{ $text }”. Write one of these: { $similar }
