"""A person in the stand-in Slack: their Home tab, their open modals, and their actions there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.deliveries import Outcome
from tests.servers.slack.interactions import FAILED, TIMEOUT, fill, shortcut, told, use
from tests.servers.slack.methods import Refused, Rejection
from tests.servers.slack.surface import controls, empty, find
from tests.servers.slack.text import Json, object_shown
from tests.servers.slack.views import MOST_VIEWS, checked, pushed, stored_view
from tests.servers.slack.world import Team, World


@dataclass(frozen=True, slots=True)
class SubmitResult:
    """The modal after a submission: with ``errors`` by block id, ``closed``, or followed by another ``view``.

    ``error`` is the client's word for any other answer.
    """

    closed: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    view: Json | None = None
    error: str | None = None


@dataclass(eq=False, slots=True)
class SlackPerson:
    """``language`` is that of the client's settings (``ko-KR``); ``tz`` is an IANA name.

    ``is_admin`` says that the person runs the workspace; a guest of a shared channel has another ``home_team``.
    """

    world: World
    team: Team
    id: str
    name: str
    language: str
    tz: str
    is_admin: bool = False
    home_team: str = ""
    home: Json | None = None
    views: list[Json] = field(default_factory=list)
    _direct: SlackChannel | None = None

    @property
    def username(self) -> str:
        return self.name.lower().replace(" ", ".")

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    @property
    def modal(self) -> Json | None:
        """The view on top of the open ones."""
        return self.views[-1] if self.views else None

    def direct(self) -> SlackChannel:
        """The direct messages between the person and the bot."""
        if self._direct is None:
            channel_id = self.world.identifier("D")
            members = {self.id, self.team.bot_user}
            self._direct = SlackChannel(self.world, self.team, channel_id, f"@{self.name}", "im", members)
            self.world.channels[channel_id] = self._direct
        return self._direct

    async def shortcut(self, callback_id: str) -> Outcome:
        """Use a global shortcut."""
        return await shortcut(self, callback_id)

    async def opens_home(self) -> None:
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": self.direct().id, "tab": "home"}
        if self.home:
            event["view"] = self.home
        await self.world.events(self.team, event | {"event_ts": self.world.timestamp()})

    async def presses_in_home(self, wanted: str) -> Outcome:
        return await self._uses(self._home(), wanted)

    async def ticks_in_home(self, option: str) -> Outcome:
        return await self._uses(self._home(), option)

    async def types_in_home(self, label: str, value: object) -> Outcome | None:
        """Fill a field and press Enter; the app gets an event only if the block dispatches actions."""
        return await self._types(self._home(), label, value)

    async def presses_in_modal(self, wanted: str) -> Outcome:
        return await self._uses(self._modal(), wanted)

    async def ticks_in_modal(self, option: str) -> Outcome:
        return await self._uses(self._modal(), option)

    async def types_in_modal(self, label: str, value: object) -> Outcome | None:
        return await self._types(self._modal(), label, value)

    async def suggested(self, label: str, typed: str) -> list[Json]:
        """The app's options for the text typed into an ``external_select`` of the modal, or of Home without a modal."""
        view = self.modal or self._home()
        block, element, _ = find(view["blocks"], label)
        assert len(typed) >= element.get("min_query_length", 3), "the client does not ask for so few letters"
        asked = {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        outcome = await self._asks("block_suggestion", container=_container(view), view=view, **asked)
        offered: list[Json] = outcome.answer.get("options", [])
        assert len(offered) <= 100, "Slack takes at most 100 options"
        return offered

    async def submits(self, values: Mapping[str, object] | None = None) -> SubmitResult:
        """Fill fields, by block id or label, and submit the modal on top. Options are named by their text.

        The client rejects an empty required field; then the app gets no event.
        """
        view = self._modal()
        assert view["submit"], "this modal has no submit button"
        state = view["state"]["values"]
        for wanted, value in (values or {}).items():
            fill(view["blocks"], state, wanted, value)
        complaints = _complaints(view)
        if complaints:
            return SubmitResult(errors=complaints)
        outcome = await self._asks("view_submission", view=view, response_urls=[])
        if not outcome.acked:
            return SubmitResult(error=TIMEOUT if "timeout" in outcome.reason else FAILED)
        try:
            return self._follow(view, outcome.answer)
        except Refused as refusal:
            rejection = Rejection("view_submission", refusal.error, refusal.messages, outcome.answer)
            self.world.rejected.append(rejection)
            return SubmitResult(error=refusal.error)

    async def closes(self) -> Outcome | None:
        """Close the modal on top; the app gets an event if it asked for one."""
        view = self._modal()
        cleared = bool(view["clear_on_close"])
        self.views = [] if cleared else self.views[:-1]
        return await self._asks("view_closed", view=view, is_cleared=cleared) if view["notify_on_close"] else None

    def _follow(self, view: Json, answer: Json) -> SubmitResult:
        """Follow the app's answer to a submission."""
        place = next((i for i, one in enumerate(self.views) if one["id"] == view["id"]), None)
        match answer.get("response_action"):
            case None:
                self.views = self.views[:place]
                return SubmitResult(closed=True)
            case "clear":
                self.views = []
                return SubmitResult(closed=True)
            case "errors":
                inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
                if not answer.get("errors") or set(answer["errors"]) - inputs:
                    raise Refused("invalid_response", f"[ERROR] errors must be for input blocks: {sorted(inputs)}")
                return SubmitResult(errors=dict(answer["errors"]))
            case "update" if place is not None:
                given = checked(self.world, answer.get("view"), "modal")
                self.views[place] = stored_view(self.world, self.team, given, view)
                return SubmitResult(view=self.views[place])
            case "push" if len(self.views) < MOST_VIEWS:
                given = checked(self.world, answer.get("view"), "modal")
                return SubmitResult(view=pushed(self.world, self, given))
        raise Refused("invalid_response", f"[ERROR] cannot {answer.get('response_action')}")

    async def _uses(self, view: Json, wanted: str, value: object = None) -> Outcome:
        used = use(self, view["blocks"], view["state"]["values"], wanted, value)
        return await self._asks("block_actions", container=_container(view), view=view, actions=[used])

    async def _types(self, view: Json, label: str, value: object) -> Outcome | None:
        block, _, _ = find(view["blocks"], label)
        if block["type"] == "input" and not block.get("dispatch_action"):
            fill(view["blocks"], view["state"]["values"], label, value)
            return None
        return await self._uses(view, label, value)

    async def _asks(self, kind: str, **more: object) -> Outcome:
        return await self.world.deliveries.ask("interactive", told(self, kind, **more))

    def _home(self) -> Json:
        assert self.home, f"nothing was published in the Home tab of {self.name}"
        return self.home

    def _modal(self) -> Json:
        assert self.views, f"{self.name} has no modal open"
        return self.views[-1]


def _container(view: Json) -> Json:
    return {"type": "view", "view_id": view["id"]}


def _complaints(view: Json) -> dict[str, str]:
    """The client's errors for missing or too long values, by block id."""
    found = {}
    for block, element in controls(view["blocks"]):
        value = view["state"]["values"].get(block["block_id"], {}).get(element["action_id"])
        if block["type"] != "input" or value is None:
            continue
        text = value.get("value")
        if empty(value):
            if not block.get("optional"):
                found[block["block_id"]] = f"Please complete this required field: {object_shown(block['label'])}"
        elif isinstance(text, str) and not element.get("min_length", 0) <= len(text) <= element.get("max_length", 3000):
            found[block["block_id"]] = "This entry is too short or too long."
    return found
