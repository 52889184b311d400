"""The small page that a person sees when they come back from Slack."""

from collections.abc import Mapping
from html import escape
from urllib.parse import urlencode

from bot.core.messages import Code, Inlines
from bot.core.ports.text import Translator

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}

_PAGE = """<!doctype html>
<html lang="{code}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Paperboy</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 4rem auto; padding: 0 1rem }}
code {{ background: #eef2f6; padding: 0 .3em; border-radius: .2em }}
</style>
<h1>Paperboy</h1>
{paragraphs}
</html>
"""

Link = tuple[str, str]
"""Its text and its address."""


def page(words: Translator, sentences: list[Inlines], link: Link) -> str:
    text, target = link
    shown = [*map(_html, sentences), f'<a href="{escape(target)}">{escape(text)}</a>']
    paragraphs = "\n".join(f"<p>{each}</p>" for each in shown)
    return _PAGE.format(code=words.code, paragraphs=paragraphs)


def into_slack(app: str, team: str) -> str:
    """https://docs.slack.dev/interactivity/deep-linking"""
    return f"https://slack.com/app_redirect?{urlencode({'app': app, 'team': team})}"


def language(accepted: str, spoken: Mapping[str, Translator]) -> Translator:
    """Return the preferred of the ``spoken`` languages by an ``Accept-Language`` header, or the first one."""
    wanted = sorted((_weighed(each) for each in accepted.split(",")), key=lambda each: -each[1])
    known = [spoken[code] for code, weight in wanted if weight > 0 and code in spoken]
    return (known or list(spoken.values()))[0]


def _weighed(choice: str) -> tuple[str, float]:
    """Return code and weight of a choice: ``zh-CN;q=0.8`` is ``zh``, 0.8 (RFC 9110, 12.5.4)."""
    name, _, weight = choice.partition(";")
    code = name.strip().lower().partition("-")[0]
    try:
        return code, float(weight.strip().removeprefix("q=") or 1)
    except ValueError:
        return code, 0.0


def _html(sentence: Inlines) -> str:
    return "".join(
        f"<code>{escape(each.text)}</code>" if isinstance(each, Code) else escape(each.text) for each in sentence
    )
