"""Draws the README's picture of the terminal from the demo: ``python docs/picture.py docs/terminal.svg``."""

import argparse
import asyncio
import io
import re
import tempfile
from pathlib import Path

from rich.console import Console

from bot.adapters.console.terminal import TerminalAdapter
from bot.settings import load_settings
from bot.terminal import demo_app, say

SAID = ("/digest", "/note 2606.99002 #retrieval 先判断要不要检索，再去检索。오답이 줄었다!", "/search 检索")


async def draw(picture: Path) -> None:
    console = Console(file=io.StringIO(), record=True, width=100, force_terminal=True, color_system="truecolor")
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"PAPERBOY_LANGUAGE": "en", "PAPERBOY_DATA_DIR": folder})
        async with demo_app(settings, TerminalAdapter(console)) as app:
            for text in SAID:
                console.print(f"[bold]›[/] {text}\n", highlight=False)
                await say(app, text)
    # Without rich's web fonts: a picture should not call home.
    drawing = re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="paperboy demo"), flags=re.DOTALL)
    picture.write_text(drawing, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("picture", type=Path)
    asyncio.run(draw(parser.parse_args().picture))
