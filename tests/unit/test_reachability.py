"""Whether a platform counts as reached, and since when."""

from bot.core.reachability import Reachability
from tests.support.conversation import MovableClock


def test_a_platform_is_not_reached_before_it_answers() -> None:
    clock = MovableClock()
    began, platform = clock(), Reachability(clock)
    assert (platform.state.reachable, platform.state.since, platform.state.reason) == (False, began, "not reached yet")
    clock.move(minutes=1)
    assert platform.fails("polls", "no connection")
    assert (platform.state.reachable, platform.state.since, platform.state.reason) == (False, began, "no connection")
    clock.move(minutes=1)
    assert platform.works("polls")
    assert (platform.state.reachable, platform.state.since, platform.state.reason) == (True, clock(), "")


def test_an_outage_lasts_from_the_first_way_that_fails_until_all_work() -> None:
    clock = MovableClock()
    platform = Reachability(clock)
    assert not platform.works("polls")
    up = clock()
    clock.move(minutes=1)
    assert not platform.works("messages")
    assert platform.state.since == up
    assert platform.fails("polls", "no connection")
    down = clock()
    clock.move(minutes=1)
    assert not platform.fails("messages", "token_revoked")
    assert (platform.state.since, platform.state.reason) == (down, "no connection; token_revoked")
    assert not platform.works("polls")
    assert (platform.state.reachable, platform.state.reason) == (False, "token_revoked")
    assert platform.works("messages")
    assert (platform.state.reachable, platform.state.since) == (True, clock())
