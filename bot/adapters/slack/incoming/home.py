"""Drawing people's Home tabs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from slack_sdk.errors import SlackApiError

from bot.adapters.slack.blockkit.views import home_view
from bot.adapters.slack.failures import code_of
from bot.adapters.slack.incoming.insistence import Insistence
from bot.adapters.slack.workspaces import Workspaces
from bot.core.events import Event
from bot.core.identity import UserRef
from bot.core.ports.adapters import Core


@dataclass(frozen=True, slots=True)
class HomeTabs:
    """Tries again as Slack asks. While a person's page waits for another try, that try stands for all."""

    core: Core
    workspaces: Workspaces
    names: Mapping[str, str]
    insistence: Insistence
    _waiting: set[UserRef] = field(default_factory=set)

    def show(self, request: Event, shown: str = "") -> None:
        """Draw the page of the person who asks, a moment later; ``shown`` is the hash of the page that they see."""
        person = request.actor
        if person in self._waiting:
            return

        async def given_up() -> None:
            self._waiting.discard(person)

        self.insistence.later(partial(self._try, request, shown), given_up)

    async def _try(self, request: Event, shown: str) -> None:
        self._waiting.discard(request.actor)
        try:
            await self._draw(request, shown)
        except Exception:
            self._waiting.add(request.actor)
            raise

    async def _draw(self, request: Event, shown: str) -> None:
        """Draw the page. If it was redrawn since the person acted, Slack reports a conflict; what is composed after
        that is newer still.
        """
        team, user = request.actor.workspace, request.actor.user_id
        client = await self.workspaces.client(team)
        try:
            view = home_view(await self.core.home(request), self.names)
            await client.views_publish(user_id=user, view=view, hash=shown or None)
        except SlackApiError as error:
            if code_of(error) != "hash_conflict":
                raise
            view = home_view(await self.core.home(request), self.names)
            await client.views_publish(user_id=user, view=view)
