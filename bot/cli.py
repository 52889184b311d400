"""The command line. Exit codes: 0 done, 1 it did not work, 2 the call or a setting was wrong."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Any

from bot.core.errors import PaperboyError, SettingsError
from bot.settings import VARIABLES, Settings, load_settings

OK, FAILED, WRONG = 0, 1, 2

LOG = "paperboy.log"

Run = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of ``paperboy``."""
    options = command_line().parse_args(arguments)
    try:
        settings = load_settings()
        _log(settings, to_file=options.command != "run")
        # Only now: all rooms together take a second to import, and --help and a wrong setting need none of them.
        run: Run = getattr(import_module(options.module), options.run)
        return asyncio.run(run(options, settings))
    except SettingsError as error:
        print(f"paperboy: {error}", file=sys.stderr)
        return WRONG
    except (PaperboyError, OSError) as error:
        logging.getLogger(__name__).exception("paperboy %s", options.command)
        print(f"paperboy: {_reason(error)}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return FAILED


def command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paperboy",
        description="The reading companion for people who follow research.",
        epilog="\n".join(
            ["settings (environment or .env):", *(f"  {name}\n      {VARIABLES[name]}" for name in VARIABLES)]
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"paperboy {version('paperboy')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: str, summary: str, module: str = "bot.terminal") -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        sub.set_defaults(run=run, module=module)
        return sub

    command("run", "run", "serve Telegram and Slack, whichever has a token", "bot.serve")
    manifest = command("manifest", "manifest", "print what to paste when creating the Slack app", "bot.serve")
    manifest.add_argument("platform", choices=["slack"])
    command("chat", "chat", "talk to Paperboy in the terminal, or pipe one message a line into it")
    command("demo", "demo", "the same chat over a made-up week and notebook, without network")
    _digest_options(command("digest", "digest", "the papers worth reading of one announcement"))
    _file_options(command("import", "import_file", "read notes and to-dos from a file"), ["papers-weekly"])
    _file_options(
        command("export", "export_file", "write what is yours to a file, or to the screen with -"),
        ["papers-weekly", "markdown", "json"],
    )
    command("search", "search", "search your notes").add_argument("words", nargs="+", metavar="WORD")
    command("doctor", "doctor", "say what is configured, what is missing and what is reachable")
    command("migrate", "migrate", "bring the database to the newest schema")
    return parser


def _digest_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date", nargs=1, default=[], metavar="YYYY-MM-DD", help="the announcement date (default: the newest)"
    )
    parser.add_argument("--category", nargs="+", default=[], metavar="cs.CL", help="instead of your subscriptions")
    parser.add_argument("--dry-run", action="store_true", help="only show it; the papers do not count as shown")


def _file_options(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    parser.add_argument("format", choices=formats)
    parser.add_argument("file", metavar="FILE")


def _reason(error: Exception) -> str:
    """An error of the operating system without its number."""
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)


def _log(settings: Settings, *, to_file: bool) -> None:
    """The operator's log stands beside the data, so that it never gets between a person and the chat.

    A service writes it to standard error, where its supervisor looks for it.
    """
    style = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes addresses, and Telegram's hold the token
    if not to_file:
        logging.basicConfig(level=settings.log_level, format=style)
        return
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        (settings.data_dir / LOG).touch()
    except OSError as error:
        raise SettingsError(f"PAPERBOY_DATA_DIR must be a folder that can be written to; {_reason(error)}") from error
    logging.basicConfig(
        filename=settings.data_dir / LOG,
        level=settings.log_level,
        encoding="utf-8",
        errors="backslashreplace",
        format=style,
    )
