"""A subscription in the words that ``/subscribe`` reads: the inverse of ``grammar.parse_subscription``. Pure."""

from collections.abc import Iterator

from bot.core.model.digests import Layout, NewSubscription
from handlers.subscriptions.weekdays import DAY_NAMES, EVERY_DAY, WEEKDAYS


def as_typed(wanted: NewSubscription) -> str:
    interests = wanted.interests
    return " ".join(
        (
            *interests.categories,
            *(f'"{keyword}"' for keyword in interests.keywords),
            *(f'by:"{author}"' for author in interests.authors),
            f"at {wanted.at:%H:%M} {wanted.timezone}",
            *(_weekly(wanted) if wanted.is_weekly else _daily(wanted)),
        )
    )


def _weekly(wanted: NewSubscription) -> tuple[str, ...]:
    return "weekly", *(f"on {DAY_NAMES[day]}" for day in wanted.weekdays)


def _daily(wanted: NewSubscription) -> Iterator[str]:
    if wanted.weekdays == WEEKDAYS:
        yield "weekdays"
    elif wanted.weekdays != EVERY_DAY:
        yield "on " + ",".join(DAY_NAMES[day] for day in wanted.weekdays)
    yield f"top {wanted.top}"
    if wanted.layout is not Layout.COMPACT:
        yield f"as {wanted.layout.value}"
