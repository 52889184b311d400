"""Files: uploads in three steps, their details, and downloads with the token."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from tests.servers.slack.chat import Content, writable
from tests.servers.slack.limits import Tier
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.methods import Call, Method, Refused
from tests.servers.slack.text import Json, stored
from tests.servers.slack.world import StoredFile, Team, World

if TYPE_CHECKING:
    from tests.servers.slack.channel import SlackChannel


def file_json(world: World, file: StoredFile) -> Json:
    """A file as JSON, for messages and methods."""
    extension = file.name.rpartition(".")[2].lower()
    url = file.elsewhere or f"{world.url}/files-pri/{file.id}/{quote(file.name, safe='')}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": _TYPES.get(extension, "application/octet-stream"),
        "filetype": extension,
        "size": file.length,
        "mode": "external" if file.elsewhere else "hosted",
        "user": file.user,
        "url_private": url,
        **({} if file.elsewhere else {"url_private_download": f"{url}?download=1"}),
    }


_TYPES = {"png": "image/png", "jpg": "image/jpeg", "pdf": "application/pdf", "txt": "text/plain", "md": "text/markdown"}


def upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", "[ERROR] length must be more than 0")
    file = StoredFile(call.world.identifier("F"), call.team, call.required("filename"), length, user=call.team.bot_user)
    call.world.files[file.id] = file
    return {"upload_url": f"{call.world.url}/upload/v1/{file.id}", "file_id": file.id}


def complete(call: Call) -> Json:
    wanted = call.structure("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    files = [_uploaded(call, one) for one in wanted]
    for one, file in zip(wanted, files, strict=True):
        file.title, file.shared = str(one.get("title") or file.name), True
    shown = [file_json(call.world, file) for file in files]
    names = [name for name in (call.text("channel_id"), *call.text("channels").split(",")) if name]
    for name in dict.fromkeys(names):
        _share(call, name, shown)
    return {"files": shown}


def _uploaded(call: Call, wanted: Json) -> StoredFile:
    file = call.world.files.get(str(wanted.get("id")))
    if file is None or file.team is not call.team or file.content is None:
        raise Refused("file_not_found")
    return file


def _share(call: Call, name: str, files: list[Json]) -> None:
    channel: SlackChannel | None = call.world.channels.get(name)
    if channel is None or call.team.bot_user not in channel.members:
        raise Refused("channel_not_found" if channel is None else "not_in_channel")
    writable(call, channel)
    comment = Content(stored(call.text("initial_comment"), mrkdwn=True), [], [], None)
    message = SlackMessage(channel, call.world.timestamp(), call.team.bot_user, comment.text, files=files)
    message.bot_id, message.thread_ts = call.team.bot_id, call.text("thread_ts") or None
    channel.add(message)
    call.world.echo(call.team, channel.event_of(message))


def file_info(call: Call) -> Json:
    file = call.world.files.get(call.required("file"))
    if file is None or file.team is not call.team or not file.shared:
        raise Refused("file_not_found")
    return {"file": file_json(call.world, file)}


async def receive(world: World, request: web.Request) -> web.Response:
    """Take the second step of an upload: the bytes, as the body or as a form's file."""
    file = world.files.get(request.match_info["file"])
    if file is None or file.content is not None:
        return web.Response(status=404, text="not found")
    if request.content_type.startswith("multipart/"):
        fields = [field for field in (await request.post()).values() if isinstance(field, web.FileField)]
        content = fields[0].file.read() if fields else b""
    else:
        content = await request.read()
    if len(content) != file.length:
        return web.Response(status=400, text="the length is not the announced one")
    file.content = content
    return web.Response(text=f"OK - {len(content)}")


def send(world: World, request: web.Request, team: Team | None) -> web.Response:
    """Download a file. Without a token that may read files, Slack shows its sign-in page, with status 200."""
    file = world.files.get(request.match_info["file"])
    if file is None or file.content is None:
        return web.Response(status=404)
    if team is not file.team or "files:read" not in team.scopes:
        return web.Response(text="<!DOCTYPE html><title>Sign in to Slack</title>", content_type="text/html")
    return web.Response(body=file.content, content_type=str(file_json(world, file)["mimetype"]))


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, Tier.FOUR, "files:write"),
    "files.completeUploadExternal": Method(complete, Tier.FOUR, "files:write"),
    "files.info": Method(file_info, Tier.FOUR, "files:read"),
}
