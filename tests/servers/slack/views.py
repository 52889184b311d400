"""``views.*``: modals and the Home tab."""

import hashlib
from typing import TYPE_CHECKING, Any

import msgspec

from tests.servers.slack.blocks import VIEW_BYTES, completed
from tests.servers.slack.limits import Tier
from tests.servers.slack.methods import Call, Method, Refused
from tests.servers.slack.surface import initial_state
from tests.servers.slack.text import Json
from tests.servers.slack.world import Team, World

if TYPE_CHECKING:
    from tests.servers.slack.person import SlackPerson

MOST_VIEWS = 3  # one modal and two pushed on it

_KEPT = (
    "private_metadata",
    "callback_id",
    "external_id",
    "title",
    "submit",
    "close",
    "clear_on_close",
    "notify_on_close",
)


def checked(world: World, given: Any, kind: str) -> Json:
    """The app's view, if Slack accepts it as a ``modal`` or ``home``; raises ``Refused``."""
    if isinstance(given, dict) and given.get("type") != kind:
        raise Refused("invalid_arguments", f"[ERROR] must be a view of type {kind} [json-pointer:/view/type]")
    wrong = world.checks.view(given)
    if wrong:
        raise Refused("invalid_arguments", *wrong)
    assert isinstance(given, dict)
    if len(msgspec.json.encode(given)) > VIEW_BYTES:
        raise Refused("view_too_large")
    return given


def stored_view(world: World, team: Team, given: Json, before: Json | None = None) -> Json:
    """A view as Slack stores it: with ids, a state and a new hash, in the place of ``before`` if given.

    A person's input stays if the block's and the element's ids stay.
    """
    blocks = completed(given["blocks"], world.numbers)
    view: Json = {name: given.get(name) for name in _KEPT}
    view |= {"id": before["id"] if before else world.identifier("V"), "type": given["type"], "blocks": blocks}
    view |= {"team_id": team.id, "app_id": world.app_id, "bot_id": team.bot_id, "app_installed_team_id": team.id}
    view["private_metadata"] = view["private_metadata"] or ""
    view["callback_id"] = view["callback_id"] or ""
    view["external_id"] = view["external_id"] or ""
    values = initial_state(blocks)
    for block_id, held in (before["state"]["values"] if before else {}).items():
        values.get(block_id, {}).update({key: value for key, value in held.items() if key in values.get(block_id, {})})
    view["state"] = {"values": values}
    digest = hashlib.sha256(msgspec.json.encode(view)).hexdigest()[:8]
    view["hash"] = f"{int(world.clock())}.{next(world.numbers)}{digest}"
    view["root_view_id"] = before["root_view_id"] if before else view["id"]
    view["previous_view_id"] = before["previous_view_id"] if before else None
    return view


def open_view(call: Call) -> Json:
    person = _triggered(call)
    given = checked(call.world, call.structure("view"), "modal")
    _unique(call, given)
    person.views = [stored_view(call.world, call.team, given)]
    return {"view": person.views[0]}


def push(call: Call) -> Json:
    person = _triggered(call)
    given = checked(call.world, call.structure("view"), "modal")
    _unique(call, given)
    if not person.views:
        raise Refused("not_found")
    if len(person.views) >= MOST_VIEWS:
        raise Refused("push_limit_reached")
    return {"view": pushed(call.world, person, given)}


def pushed(world: World, person: "SlackPerson", given: Json) -> Json:
    """Put a checked view on top of the person's others."""
    view = stored_view(world, person.team, given)
    view |= {"root_view_id": person.views[0]["id"], "previous_view_id": person.views[-1]["id"]}
    person.views.append(view)
    return view


def update(call: Call) -> Json:
    key, external = call.text("view_id"), call.text("external_id")
    for person in call.world.people.values():
        for place, view in enumerate(person.views if person.team is call.team else ()):
            if view["id"] == key or (external and view["external_id"] == external):
                _unchanged(call, view)
                given = checked(call.world, call.structure("view"), "modal")
                person.views[place] = stored_view(call.world, call.team, given, view)
                return {"view": person.views[place]}
        if person.team is call.team and person.home and person.home["id"] == key:
            return _published(call, person)
    raise Refused("not_found")


def publish(call: Call) -> Json:
    person = call.world.people.get(call.required("user_id"))
    if person is None or person.team is not call.team:
        raise Refused("invalid_arguments", "[ERROR] invalid user_id")
    return _published(call, person)


def _published(call: Call, person: "SlackPerson") -> Json:
    if person.home:
        _unchanged(call, person.home)
    given = checked(call.world, call.structure("view"), "home")
    person.home = stored_view(call.world, call.team, given, person.home)
    return {"view": person.home}


def _unchanged(call: Call, view: Json) -> None:
    if call.text("hash") and call.text("hash") != view["hash"]:
        raise Refused("hash_conflict")


def _unique(call: Call, given: Json) -> None:
    external = given.get("external_id")
    for person in call.world.people.values() if external else ():
        if any(view["external_id"] == external for view in person.views):
            raise Refused("duplicate_external_id")


def _triggered(call: Call) -> "SlackPerson":
    trigger = call.world.triggers.get(call.required("trigger_id"))
    if trigger is None or trigger.person.team is not call.team:
        raise Refused("invalid_trigger_id")
    if trigger.exchanged:
        raise Refused("exchanged_trigger_id")
    if call.world.clock() > trigger.expires:
        raise Refused("expired_trigger_id")
    trigger.exchanged = True
    return trigger.person


METHODS = {
    "views.open": Method(open_view, Tier.FOUR),
    "views.push": Method(push, Tier.FOUR),
    "views.update": Method(update, Tier.FOUR),
    "views.publish": Method(publish, Tier.FOUR),
}
