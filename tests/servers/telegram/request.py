"""A request's parameters, in any of the Bot API's four forms.

https://core.telegram.org/bots/api#making-requests
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from tests.servers.telegram.model import Json, bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes
    media_type: str


class Parameters(dict[str, Any]):
    """The values of a form are strings, or strings with JSON in them."""

    def text(self, name: str) -> str:
        value = self.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str) -> int | None:
        """The number, or ``None``: Telegram ignores an invalid one."""
        try:
            return int(self.text(name))
        except ValueError:
            return None

    def flag(self, name: str) -> bool:
        return self.text(name).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        value = self.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def shown(self) -> Json:
        """The parameters for a report, with the names of files."""
        return {name: f"<{value.name}>" if isinstance(value, Upload) else value for name, value in self.items()}


async def read_parameters(request: web.BaseRequest) -> Parameters:
    parameters = Parameters(parse_qsl(request.query_string, keep_blank_values=True))
    if not request.body_exists:
        return parameters
    if request.content_type.startswith("multipart/"):
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            parameters[part.name or ""] = await _part(part)
        return parameters
    body = await request.read()
    if request.content_type == "application/json":
        parameters.update(json.loads(body))
    else:
        parameters.update(parse_qsl(body.decode(), keep_blank_values=True))
    return parameters


async def _part(part: BodyPartReader) -> str | Upload:
    content = bytes(await part.read())
    if part.filename is None:
        return content.decode()
    return Upload(part.filename, content, part.headers.get("Content-Type", "application/octet-stream"))
