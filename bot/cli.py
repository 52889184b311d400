"""The command line. Exit codes: 0 success, 1 failure, 2 wrong usage or setting."""

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
    """Run ``paperboy``; return the exit code."""
    options = command_line().parse_args(arguments)
    try:
        settings = load_settings()
        _log(settings, to_file=options.command != "run")
        # Imported only now: everything together takes a second, and --help and wrong settings need none of it.
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

    command("run", "run", "run the Telegram and Slack bots that have a token", "bot.serve")
    manifest = command("manifest", "manifest", "print the manifest to paste when creating the Slack app", "bot.serve")
    manifest.add_argument("platform", choices=["slack"])
    manifest.add_argument(
        "--commands", choices=["few", "all"], help="/paperboy alone, or all commands (default: SLACK_COMMANDS, or few)"
    )
    command("chat", "chat", "chat in the terminal, or pipe in one message per line")
    command("demo", "demo", "chat over a made-up week and notebook, without a network")
    _digest_options(command("digest", "digest", "show the picks from one arXiv announcement"))
    _file_options(
        command("import", "import_file", "import notes and to-dos from a file"), ["papers-weekly"], "file to read"
    )
    _file_options(
        command("export", "export_file", "export your data to a file"),
        ["papers-weekly", "markdown", "json"],
        "file to write (- for standard output)",
    )
    command("search", "search", "search your notes").add_argument(
        "words", nargs="+", metavar="WORD", help="words to search for, and filters as in /search"
    )
    command("doctor", "doctor", "check the configuration and the connections")
    command("migrate", "migrate", "upgrade the database to the newest schema")
    return parser


def _digest_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--date", nargs=1, default=[], metavar="YYYY-MM-DD", help="the announcement date (default: the newest)"
    )
    parser.add_argument(
        "--category", nargs="+", default=[], metavar="cs.CL", help="categories to use instead of your subscriptions"
    )
    parser.add_argument("--dry-run", action="store_true", help="do not count the papers as shown")


def _file_options(parser: argparse.ArgumentParser, formats: Sequence[str], file: str) -> None:
    parser.add_argument("format", choices=formats)
    parser.add_argument("file", metavar="FILE", help=file)


def _reason(error: Exception) -> str:
    """Return the message of an error, without the number that the operating system gives it."""
    return f"{error.filename}: {error.strerror}" if isinstance(error, OSError) and error.filename else str(error)


def _log(settings: Settings, *, to_file: bool) -> None:
    """Log into the data folder, so that the log never gets between a person and the chat.

    A service logs to standard error instead, where its supervisor expects it.
    """
    style = "%(asctime)s %(levelname)s %(name)s: %(message)s"
    logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it logs URLs, and Telegram's contain the token
    if not to_file:
        logging.basicConfig(level=settings.log_level, format=style)
        return
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        (settings.data_dir / LOG).touch()
    except OSError as error:
        raise SettingsError(f"PAPERBOY_DATA_DIR must be a writable folder; {_reason(error)}") from error
    logging.basicConfig(
        filename=settings.data_dir / LOG,
        level=settings.log_level,
        encoding="utf-8",
        errors="backslashreplace",
        format=style,
    )
