"""Draws how messages look on each platform, from what the adapters really render: ``python -m docs.pictures``.

The README's pictures are the default. To look at anything else:
``python -m docs.pictures --language ko --folder pictures "/todo" "/digest"``. Telegram and Slack need Chromium.
"""

import argparse
import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.adapters.slack.blockkit.render import SlackRenderer
from bot.adapters.slack.names import APP, shown_names
from bot.adapters.telegram.render import render as render_telegram
from bot.core.languages import LANGUAGES
from bot.settings import load_settings
from docs.pictures import slack, telegram, terminal
from docs.pictures.conversation import Shown, held
from handlers.commands import COMMANDS

GALLERY = (
    "/digest",
    "[1]",
    "/note 2606.99002 #retrieval 先判断要不要检索，再去检索。오답이 줄었다!",
    "/todo add Read the survey of samplers",
    "/todo",
    "/search 检索",
    "/profile",
)
"""The conversation of the gallery: ``docs/gallery``."""
SAID = ("/digest", "/note 2606.99002 #retrieval 先判断要不要检索，再去检索。오답이 줄었다!", "/search 检索")
PLATFORMS = ("terminal", "telegram", "slack")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
)
"""Chromium draws and does nothing else: no window, no requests of its own."""

TALLEST = 20_000
"""Pixels of a page, before the empty rest below is cut off."""


async def main(options: argparse.Namespace) -> None:
    if options.gallery:
        for language in LANGUAGES:
            for platform in ("telegram", "slack"):
                await draw(platform, language, GALLERY, options.folder / f"{platform}-{language}.png", scale=1)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    for platform in options.platforms:
        ending = "svg" if platform == "terminal" else "png"
        picture = options.folder / f"{platform}.{ending}"
        await draw(platform, options.language, options.said or SAID, picture)


async def draw(platform: str, language: str, said: Sequence[str], picture: Path, scale: int = 2) -> None:
    """``scale`` is the number of the picture's pixels per pixel of the page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"PAPERBOY_LANGUAGE": language, "PAPERBOY_DATA_DIR": folder})
        if platform == "terminal":
            picture.write_text(await terminal.svg(settings, tuple(said)), encoding="utf-8")
        elif platform == "telegram":
            page = telegram.html(await held(settings, render_telegram, said))
            photograph(page, telegram.STYLE, telegram.WIDTH, picture, scale)
        else:
            renderer = SlackRenderer(shown_names((command.name for command in COMMANDS), own=False))
            page = slack.html([_as_typed_in_slack(each) for each in await held(settings, renderer.render, said)])
            photograph(page, slack.STYLE, slack.WIDTH, picture, scale)


def _as_typed_in_slack(shown: Shown) -> Shown:
    typed = not shown.by_us and shown.body.startswith("/")
    return Shown(f"/{APP} {shown.body[1:]}", by_us=False) if typed else shown


def photograph(page: str, style: str, width: int, picture: Path, scale: int) -> None:
    """Have Chromium draw the page at its own height."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        needed = "chromium fonts-noto-cjk fonts-noto-color-emoji"
        raise SystemExit(f"pictures of Telegram and Slack need Chromium: apt-get install {needed}")
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "page.html"
        # Chromium's windows are at least 500 pixels wide, and a wider page is less high.
        narrow = f"html {{ width: {width}px }}"

        def asked(script: str, *options: str) -> str:
            document.write_text(
                f'<!doctype html><meta charset="utf-8"><style>{style}{narrow}</style><body>{page}{script}',
                encoding="utf-8",
            )
            flags = [*QUIET, f"--user-data-dir={folder}/profile"]
            done = subprocess.run(  # noqa: S603
                [chromium, *flags, *options, document.as_uri()], capture_output=True, encoding="utf-8", check=True
            )
            return done.stdout

        measured = asked(
            "<script>document.title = document.documentElement.offsetHeight</script>",
            f"--window-size={width},800",
            "--dump-dom",
        )
        height = min(int(measured.partition("<title>")[2].partition("</title>")[0]), TALLEST)
        asked(
            "",
            f"--window-size={width},{height}",
            f"--force-device-scale-factor={scale}",
            f"--screenshot={picture.resolve()}",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("said", nargs="*", help="what a person types, line by line; [label] presses a button")
    parser.add_argument("--gallery", action="store_true", help="the main messages in every language")
    parser.add_argument("--platforms", nargs="+", choices=PLATFORMS, default=PLATFORMS)
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="en")
    parser.add_argument("--folder", type=Path, default=Path("docs"))
    asyncio.run(main(parser.parse_args()))
