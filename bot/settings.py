"""The operator's settings: environment variables, or the same names in a ``.env`` file."""

import base64
import locale
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzlocal
from dotenv import dotenv_values
from platformdirs import user_data_path
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.core.access.allowed import EVERYBODY, Allowed, read_allowed
from bot.core.errors import SettingsError
from bot.core.languages import LANGUAGES

_NEW_KEY = "Make one with: python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"

DRIVERS = ("sqlite+aiosqlite", "postgresql+asyncpg")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """``api_url`` is empty for Telegram's own."""

    token: str = field(repr=False)
    api_url: str = ""


@dataclass(frozen=True, slots=True)
class SlackInstall:
    """The settings that let any workspace install the app.

    ``secret_keys`` are Fernet keys: the first encrypts, and all decrypt.
    """

    client_id: str
    client_secret: str = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """``app_token`` is for Socket Mode, ``signing_secret`` for HTTP. ``api_url`` is empty for Slack's own.

    Either ``bot_token`` belongs to the one workspace, or ``install`` lets any workspace install the app.
    """

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = ""
    install: SlackInstall | None = None


class Embeddings(StrEnum):
    """The source of the vectors of search by meaning. ``OFF``: search uses words alone."""

    LOCAL = "local"
    ENDPOINT = "endpoint"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """An API like OpenAI's; ``url`` is the part before ``/embeddings``."""

    url: str
    model: str
    key: str = field(default="", repr=False)


COMMUNITY = ("hugging-face", "semantic-scholar")
"""The sources that ``PAPERBOY_COMMUNITY`` may name."""


@dataclass(frozen=True, slots=True)
class CommunitySettings:
    """``sources`` are some of ``COMMUNITY``. ``interval`` is in seconds, between two requests to the same source."""

    sources: tuple[str, ...] = ()
    hugging_face_url: str = ""
    semantic_scholar_url: str = ""
    semantic_scholar_key: str = field(default="", repr=False)
    interval: float = 1.0


class SlackCommands(StrEnum):
    """The slash commands of the Slack app: ``/paperboy`` alone, or every command under its own name as well."""

    FEW = "few"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Settings:
    """``language`` and ``timezone`` are those of new conversations. ``arxiv_interval`` is in seconds.

    Without ``public_url`` we poll the platforms instead of being called. ``listen`` is host and port. ``endpoint`` is
    set with ``Embeddings.ENDPOINT``.
    """

    data_dir: Path
    database_url: URL
    arxiv_api_url: str
    arxiv_feed_url: str
    arxiv_interval: float
    language: str
    timezone: str
    log_level: str
    telegram: TelegramSettings | None = None
    slack: SlackSettings | None = None
    slack_commands: SlackCommands = SlackCommands.FEW
    public_url: str = ""
    listen: tuple[str, int] = ("127.0.0.1", 8080)
    embeddings: Embeddings = Embeddings.OFF
    endpoint: EndpointSettings | None = None
    community: CommunitySettings = field(default_factory=CommunitySettings)
    allowed: Allowed = EVERYBODY

    @property
    def export_dir(self) -> Path:
        return self.data_dir / "exports"


VARIABLES = {
    "PAPERBOY_DATA_DIR": "folder for all data (default: the operating system's folder for user data)",
    "DATABASE_URL": "sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/NAME (default: a file there)",
    "PAPERBOY_ARXIV_API_URL": "URL of the arXiv API (default: https://export.arxiv.org/api/query)",
    "PAPERBOY_ARXIV_FEED_URL": "URL of arXiv's announcement feeds (default: https://rss.arxiv.org/atom)",
    "PAPERBOY_ARXIV_INTERVAL": "seconds between two requests to arXiv (default: 3, as arXiv requests)",
    "PAPERBOY_LANGUAGE": "language of new conversations: en, zh or ko (default: the system's)",
    "PAPERBOY_TIMEZONE": "time zone of new conversations, an IANA name such as Asia/Seoul (default: the system's)",
    "PAPERBOY_EMBEDDINGS": "local (default): search by meaning, computed on this machine; off: search by words alone",
    "PAPERBOY_EMBEDDINGS_URL": "URL of an API like OpenAI's (https://HOST/v1) to compute it; it gets every note",
    "PAPERBOY_EMBEDDINGS_MODEL": "model of that API, such as text-embedding-3-small",
    "PAPERBOY_EMBEDDINGS_KEY": "key of that API, if it needs one",
    "PAPERBOY_ALLOWED": "the only people, groups and workspaces to serve: telegram:12345 slack:T0123 … (default: all)",
    "PAPERBOY_COMMUNITY": "sources of opinions: hugging-face, semantic-scholar, or both, with a comma (default: none)",
    "PAPERBOY_SEMANTIC_SCHOLAR_KEY": "API key from Semantic Scholar; without one, requests are often refused",
    "PAPERBOY_HUGGING_FACE_URL": "URL of Hugging Face (default: https://huggingface.co)",
    "PAPERBOY_SEMANTIC_SCHOLAR_URL": "URL of the Semantic Scholar API (default: https://api.semanticscholar.org)",
    "TELEGRAM_BOT_TOKEN": "Telegram bot token, from @BotFather",
    "TELEGRAM_API_URL": "URL of the Bot API server (default: https://api.telegram.org)",
    "SLACK_BOT_TOKEN": "Slack bot token (xoxb-…)",
    "SLACK_APP_TOKEN": "Slack app-level token (xapp-…) for Socket Mode, which needs no public address",
    "SLACK_SIGNING_SECRET": "Slack signing secret, if Slack calls PAPERBOY_PUBLIC_URL",
    "SLACK_CLIENT_ID": "client id of a Slack app that many workspaces may install, instead of SLACK_BOT_TOKEN",
    "SLACK_CLIENT_SECRET": "client secret of that app",
    "SLACK_COMMANDS": "few: /paperboy does everything; all: each command has its own name too (default: few)",
    "SLACK_API_URL": "URL of the Slack Web API (default: https://slack.com/api/)",
    "PAPERBOY_PUBLIC_URL": "https:// URL under which the platforms reach this machine (default: none needed)",
    "PAPERBOY_SECRET_KEY": "key that encrypts the tokens of many workspaces in the database (32 bytes in base64)",
    "PAPERBOY_LISTEN": "HOST:PORT to listen on for webhooks and /health (default: 127.0.0.1:8080)",
    "PAPERBOY_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR (default: WARNING)",
}


def load_settings(environment: Mapping[str, str] | None = None, dotenv: Path = Path(".env")) -> Settings:
    """Read and check all settings; raise a ``SettingsError`` that says what to set."""
    try:
        from_file = {name: value for name, value in dotenv_values(dotenv).items() if value}
    except UnicodeDecodeError as error:
        raise SettingsError(f"{dotenv} is not UTF-8 text; save it as UTF-8") from error
    values = {**from_file, **(os.environ if environment is None else environment)}
    data_dir = Path(values.get("PAPERBOY_DATA_DIR") or user_data_path("paperboy")).expanduser()
    embeddings, endpoint = _embeddings(values)
    return Settings(
        data_dir=data_dir,
        database_url=_database_url(values.get("DATABASE_URL"), data_dir),
        arxiv_api_url=_web_url(values, "PAPERBOY_ARXIV_API_URL", "https://export.arxiv.org/api/query"),
        arxiv_feed_url=_web_url(values, "PAPERBOY_ARXIV_FEED_URL", "https://rss.arxiv.org/atom"),
        arxiv_interval=_seconds(values, "PAPERBOY_ARXIV_INTERVAL", 3.0),
        language=_language(values.get("PAPERBOY_LANGUAGE")),
        timezone=_timezone(values.get("PAPERBOY_TIMEZONE")),
        log_level=_log_level(values.get("PAPERBOY_LOG_LEVEL")),
        telegram=_telegram(values),
        slack=_slack(values),
        slack_commands=_slack_commands(values.get("SLACK_COMMANDS", "")),
        public_url=_web_url(values, "PAPERBOY_PUBLIC_URL", "").rstrip("/"),
        listen=_listen(values.get("PAPERBOY_LISTEN")),
        embeddings=embeddings,
        endpoint=endpoint,
        community=_community(values),
        allowed=read_allowed(values.get("PAPERBOY_ALLOWED", "")),
    )


def _community(values: Mapping[str, str]) -> CommunitySettings:
    named = [name for each in values.get("PAPERBOY_COMMUNITY", "").split(",") if (name := each.strip().lower())]
    if unknown := [name for name in named if name not in COMMUNITY]:
        raise SettingsError(f"PAPERBOY_COMMUNITY names {', '.join(unknown)}; it may name {' and '.join(COMMUNITY)}")
    return CommunitySettings(
        tuple(dict.fromkeys(named)),
        _web_url(values, "PAPERBOY_HUGGING_FACE_URL", "https://huggingface.co"),
        _web_url(values, "PAPERBOY_SEMANTIC_SCHOLAR_URL", "https://api.semanticscholar.org"),
        values.get("PAPERBOY_SEMANTIC_SCHOLAR_KEY", "").strip(),
    )


def _embeddings(values: Mapping[str, str]) -> tuple[Embeddings, EndpointSettings | None]:
    chosen = values.get("PAPERBOY_EMBEDDINGS", "").strip().lower()
    url = _web_url(values, "PAPERBOY_EMBEDDINGS_URL", "").rstrip("/").removesuffix("/embeddings")
    model, key = (values.get(f"PAPERBOY_EMBEDDINGS_{name}", "").strip() for name in ("MODEL", "KEY"))
    if chosen not in {"", Embeddings.LOCAL, Embeddings.OFF}:
        raise SettingsError("PAPERBOY_EMBEDDINGS must be local or off; for an API, set PAPERBOY_EMBEDDINGS_URL")
    if chosen == Embeddings.OFF or not url:
        return Embeddings(chosen or Embeddings.LOCAL), None
    if chosen:
        raise SettingsError("set PAPERBOY_EMBEDDINGS=local or PAPERBOY_EMBEDDINGS_URL, not both")
    if not model:
        raise SettingsError("PAPERBOY_EMBEDDINGS_MODEL must be set to a model of PAPERBOY_EMBEDDINGS_URL")
    return Embeddings.ENDPOINT, EndpointSettings(url, model, key)


def _telegram(values: Mapping[str, str]) -> TelegramSettings | None:
    token = values.get("TELEGRAM_BOT_TOKEN", "").strip()
    if not token:
        return None
    if not re.fullmatch(r"\d+:[\w-]{20,}", token):
        raise SettingsError("TELEGRAM_BOT_TOKEN must be the token from @BotFather: 123456789:ABC…")
    return TelegramSettings(token, _web_url(values, "TELEGRAM_API_URL", "").rstrip("/"))


def _slack(values: Mapping[str, str]) -> SlackSettings | None:
    bot, app = (values.get(name, "").strip() for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"))
    secret = values.get("SLACK_SIGNING_SECRET", "").strip()
    install = _slack_install(values)
    if not bot and not install:
        return None
    if bot and install:
        raise SettingsError("set SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID (many workspaces), not both")
    if bot and not bot.startswith("xoxb-"):
        raise SettingsError("SLACK_BOT_TOKEN must begin with xoxb-; find it under OAuth & Permissions in your app")
    if app and not app.startswith("xapp-"):
        raise SettingsError("SLACK_APP_TOKEN must begin with xapp-; find it under Basic Information in your app")
    if values.get("PAPERBOY_PUBLIC_URL") and not secret:
        raise SettingsError("SLACK_SIGNING_SECRET must be set if Slack calls PAPERBOY_PUBLIC_URL")
    if not values.get("PAPERBOY_PUBLIC_URL") and not app:
        raise SettingsError("set SLACK_APP_TOKEN (Socket Mode), or PAPERBOY_PUBLIC_URL for Slack to call")
    return SlackSettings(bot, app, secret, _web_url(values, "SLACK_API_URL", ""), install)


def _slack_commands(value: str) -> SlackCommands:
    try:
        return SlackCommands(value.strip().lower() or SlackCommands.FEW)
    except ValueError:
        raise SettingsError("SLACK_COMMANDS must be few (/paperboy alone) or all") from None


def _slack_install(values: Mapping[str, str]) -> SlackInstall | None:
    client_id, secret = (values.get(name, "").strip() for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"))
    if not client_id and not secret:
        return None
    if not client_id or not secret:
        raise SettingsError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET go together; find both under Basic Information")
    if not values.get("PAPERBOY_PUBLIC_URL"):
        raise SettingsError("PAPERBOY_PUBLIC_URL must be set: with SLACK_CLIENT_ID, installations return to it")
    return SlackInstall(client_id, secret, _secret_keys(values.get("PAPERBOY_SECRET_KEY", "")))


def _secret_keys(value: str) -> tuple[str, ...]:
    """Parse Fernet keys (https://github.com/fernet/spec), separated by commas, the newest first."""
    keys = tuple(key for each in value.split(",") if (key := each.strip()))
    if not keys:
        raise SettingsError(f"PAPERBOY_SECRET_KEY must be set, to encrypt Slack's tokens. {_NEW_KEY}")
    if not all(map(_is_key, keys)):
        raise SettingsError(f"PAPERBOY_SECRET_KEY is not a key. {_NEW_KEY}")
    return keys


def _is_key(key: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(key)) == 32
    except ValueError:  # not base64, or not even ASCII
        return False


def _listen(value: str | None) -> tuple[str, int]:
    host, _, port = (value or "127.0.0.1:8080").strip().rpartition(":")
    if not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise SettingsError(f"PAPERBOY_LISTEN must be HOST:PORT, such as 0.0.0.0:8080, not {value!r}")
    return host.strip("[]") or "127.0.0.1", int(port)


def _database_url(value: str | None, data_dir: Path) -> URL:
    if not value:
        return URL.create("sqlite+aiosqlite", database=str(data_dir / "paperboy.db"))
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise SettingsError(f"DATABASE_URL is not a database URL; set it to {VARIABLES['DATABASE_URL']}") from error
    if url.drivername not in DRIVERS:
        raise SettingsError(f"DATABASE_URL begins with {url.drivername}; it must begin with {' or '.join(DRIVERS)}")
    return url


def _web_url(values: Mapping[str, str], name: str, default: str) -> str:
    value = values.get(name) or default
    if value and not value.startswith(("http://", "https://")):
        raise SettingsError(f"{name} must be an http:// or https:// address, not {value!r}")
    return value


def _seconds(values: Mapping[str, str], name: str, default: float) -> float:
    try:
        seconds = float(values.get(name) or default)
    except ValueError as error:
        raise SettingsError(f"{name} must be a number of seconds, not {values[name]!r}") from error
    if not 0 <= seconds <= 3600:
        raise SettingsError(f"{name} must be between 0 and 3600 seconds, not {seconds:g}")
    return seconds


def _language(value: str | None) -> str:
    if value:
        if value not in LANGUAGES:
            raise SettingsError(f"PAPERBOY_LANGUAGE must be one of {', '.join(LANGUAGES)}, not {value!r}")
        return value
    system = (locale.getlocale()[0] or "")[:2]
    return system if system in LANGUAGES else "en"


def _timezone(value: str | None) -> str:
    if not value:
        return _local_timezone()
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(f"PAPERBOY_TIMEZONE must be an IANA name such as Asia/Seoul, not {value!r}") from error
    return value


def _local_timezone() -> str:
    """Return the system's zone, or UTC if Python does not know it. Many servers call UTC ``Etc/UTC``."""
    try:
        name = ZoneInfo(tzlocal.get_localzone_name() or "UTC").key
    except (ZoneInfoNotFoundError, ValueError, OSError, AssertionError):
        return "UTC"
    return "UTC" if name == "Etc/UTC" else name


def _log_level(value: str | None) -> str:
    level = (value or "WARNING").upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"PAPERBOY_LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not {value!r}")
    return level
