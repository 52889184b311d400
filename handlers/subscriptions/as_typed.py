"""A subscription in the words that ``/subscribe`` reads: the inverse of ``grammar.parse_subscription``. Pure."""

from collections.abc import Iterator

from bot.core.model.digests import Layout, NewSubscription
from handlers.subscriptions.weekdays import DAY_NAMES, EVERY_DAY, WEEKDAYS


def as_typed(wanted: NewSubscription, usual: Layout | None = Layout.COMPACT) -> str:
    """Return the words, without the layout if it is the ``usual`` one."""
    interests = wanted.interests
    return " ".join(
        (
            *interests.categories,
            *(f'"{keyword}"' for keyword in interests.keywords),
            *(f'by:"{author}"' for author in interests.authors),
            f"at {wanted.at:%H:%M} {wanted.timezone}",
            *(_weekly(wanted) if wanted.is_weekly else _daily(wanted, usual)),
        )
    )


def _weekly(wanted: NewSubscription) -> tuple[str, ...]:
    return "weekly", *(f"on {DAY_NAMES[day]}" for day in wanted.weekdays)


def _daily(wanted: NewSubscription, usual: Layout | None) -> Iterator[str]:
    if wanted.weekdays == WEEKDAYS:
        yield "weekdays"
    elif wanted.weekdays != EVERY_DAY:
        yield "on " + ",".join(DAY_NAMES[day] for day in wanted.weekdays)
    yield f"top {wanted.top}"
    if wanted.layout is not usual:
        yield f"as {wanted.layout.value}"
