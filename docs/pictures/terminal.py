"""The terminal's picture: what rich prints, as SVG."""

import io
import re
from collections.abc import Iterable

from rich.console import Console

from bot.adapters.console.terminal import TerminalAdapter
from bot.settings import Settings
from bot.terminal import demo_app, say


async def svg(settings: Settings, said: Iterable[str]) -> str:
    console = Console(file=io.StringIO(), record=True, width=100, force_terminal=True, color_system="truecolor")
    async with demo_app(settings, TerminalAdapter(console)) as app:
        for text in said:
            console.print(f"[bold]›[/] {text}\n", highlight=False)
            await say(app, text)
    # Without rich's web fonts: a picture should not call home.
    return re.sub(r"@font-face \{.*?\}", "", console.export_svg(title="paperboy demo"), flags=re.DOTALL)
