help-settings = Language, time zone and subscriptions of this chat
help-settings-language = Talk to me in English, 中文 or 한국어
help-settings-timezone = Where you are, so that days and digests start at the right time

settings-heading = Settings
settings-language = Language
settings-timezone = Time zone
settings-timezone-now = { $timezone } (it is { $time } there)
settings-surprises = Surprises
settings-surprises-on = on; type `/profile surprises off` to stop them
settings-surprises-off = off; type `/profile surprises on` to bring them back
settings-on = on
settings-off = off
settings-how = To change these, type `/settings language ko` or `/settings timezone Asia/Seoul`.
settings-no-digest = No subscription yet. Type `/subscribe cs.CL` for a daily digest.
settings-digests = { $count ->
    [one] Your subscription:
   *[other] Your subscriptions:
}
settings-digests-how = Type `/subscriptions` to pause or resume one, `/unsubscribe` and its number to cancel it.

settings-language-which = Which language? Press a button, or type for example `/settings language 中文`.
settings-language-unknown = I don't speak “{ $text }” yet. Type `/settings language en`, `zh` or `ko`.
settings-language-set = From now on we speak English.

settings-timezone-which = Your time zone is { $timezone }. To change it, name a city: `/settings timezone Shanghai`.
settings-timezone-similar = I don't know the time zone “{ $text }”. Is one of these near you?
settings-timezone-unknown = I don't know the time zone “{ $text }”. Name a large city nearby, such as `/settings timezone Seoul`.
settings-timezone-set = Your time zone is now { $timezone }; it is { $time } there.

settings-unknown = There's no setting “{ $text }”. Type `/settings` to see them, or for example `/settings language ko`.
settings-button-change = change
settings-timezone-hint = A city such as Seoul, or Asia/Seoul
settings-timezone-near = I don't know the time zone “{ $text }”. Try one of these: { $similar }
