"""``response_url``: five answers to an interaction within 30 minutes, in any conversation, even without the bot."""

from typing import Any

import msgspec
from aiohttp import web

from tests.servers.slack import chat as slack_chat
from tests.servers.slack.interactions import respond
from tests.servers.slack.methods import Call, Refused, Rejection
from tests.servers.slack.text import Json
from tests.servers.slack.world import RESPONSE_USES, ResponseTicket, World


def answer(world: World, key: str, body: bytes) -> web.Response:
    """Follow the body, and return Slack's answer."""
    ticket = world.tickets.get(key)
    if ticket is None:
        return _refusal(404, "invalid_url")
    if world.clock() > ticket.expires:
        return _refusal(404, "expired_url")
    if ticket.uses >= RESPONSE_USES:
        world.rejected.append(Rejection("response_url", "used_url", (), {}))
        return _refusal(404, "used_url")
    ticket.uses += 1
    arguments: Any = {}
    try:
        arguments = msgspec.json.decode(body)
        _follow(Call(world, ticket.team, arguments), ticket)
    except msgspec.DecodeError:
        return web.Response(status=400, text="invalid_payload")
    except Refused as refusal:
        world.rejected.append(Rejection("response_url", refusal.error, refusal.messages, arguments))
        return web.Response(status=400, text=refusal.error)
    return web.Response(text="ok")


def _follow(call: Call, ticket: ResponseTicket) -> None:
    original, channel = ticket.original, ticket.channel
    there = original if original in channel.messages else None
    if call.flag("delete_original"):
        if there is None:
            raise Refused("no_original")
        channel.remove(there)
        return
    # A command has no original to replace, so Slack posts a new message (slackapi/bolt-python#1268).
    if call.flag("replace_original") and there is not None:
        said = slack_chat.content(call, respond=True)
        before: Json = there.as_json()
        there.text, there.blocks, there.attachments = said.text, said.blocks, said.attachments
        there.states.clear()
        if there.only_for is None:
            slack_chat.change(channel, there, before, ticket.team)
        return
    respond(call, channel, ticket.person.id, original.thread_ts if original else None)


def _refusal(status: int, error: str) -> web.Response:
    return web.json_response({"ok": False, "error": error}, status=status)
