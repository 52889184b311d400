"""Slack's picture: the adapter's Block Kit, as Slack's desktop client shows it."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from bot.adapters.slack.blockkit.render import Blocks
from docs.pictures.conversation import Shown

WIDTH = 760

STYLE = """
body { margin: 0; padding: 12px 20px; background: #fff; color: #1d1c1d;
       font: 15px/1.47 Lato, "Liberation Sans", "Noto Sans CJK SC", sans-serif; }
.message { display: flex; gap: 10px; margin: 12px 0; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1264a3; color: #fff; text-align: center;
        line-height: 36px; font-weight: 700; flex: none; }
.face.mine { background: #2eb67d; }
.name { font-weight: 900; } .app { background: #e8e8e8; font-size: 10px; padding: 1px 4px; border-radius: 2px; }
.block { margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; flex: 1; }
h3 { font-size: 18px; margin: 8px 0 4px; } ul, ol { margin: 2px 0; padding-left: 24px; white-space: normal; }
a { color: #1264a3; text-decoration: none; } hr { border: 0; border-top: 1px solid #ddd; }
code { color: #e01e5a; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 1px 3px;
       font: 12px "Noto Sans Mono", monospace; }
blockquote { margin: 2px 0; padding-left: 12px; border-left: 4px solid #ddd; }
.context { color: #616061; font-size: 13px; }
.button { display: inline-block; border: 1px solid #bbb; border-radius: 4px; padding: 3px 10px; margin: 2px 8px 2px 0;
          font-weight: 700; font-size: 13px; }
.section { display: flex; justify-content: space-between; align-items: flex-start; gap: 12px; }
.box { display: block; } .box::before { content: "☐ "; }
"""


def html(screen: Sequence[Shown]) -> str:
    return "".join(_message(each) for each in screen)


def _message(shown: Shown) -> str:
    if not shown.by_us:
        return _said("mine", "Y", "You", f'<div class="block">{escape(shown.body)}</div>')
    if not isinstance(shown.body, Blocks):
        return _said("", "P", "Paperboy", f'<div class="block">📄 {escape(shown.body.name)}</div>')
    return _said("", "P", 'Paperboy <span class="app">APP</span>', "".join(map(_block, shown.body.blocks)))


def _said(kind: str, letter: str, name: str, content: str) -> str:
    return (
        f'<div class="message"><div class="face {kind}">{letter}</div>'
        f'<div style="flex:1"><span class="name">{name}</span>{content}</div></div>'
    )


def _block(block: Any) -> str:  # one case per kind of block
    match block:
        case {"type": "divider"}:
            return "<hr>"
        case {"type": "header", "text": text}:
            return f"<h3>{escape(text['text'])}</h3>"
        case {"type": "section", "text": text, **rest}:
            return (
                f'<div class="section"><div class="block">{_shown(text)}</div>{_element(rest.get("accessory"))}</div>'
            )
        case {"type": "context", "elements": elements}:
            return f'<div class="block context">{" ".join(map(_shown, elements))}</div>'
        case {"type": "actions", "elements": elements}:
            return f'<div class="block">{"".join(map(_element, elements))}</div>'
        case {"type": "rich_text", "elements": elements}:
            return "".join(map(_rich, elements))
        case _:
            raise ValueError(f"no picture of a block of type {block['type']}")


def _rich(element: Any) -> str:
    inner = element["elements"]
    match element["type"]:
        case "rich_text_section":
            return f'<div class="block">{"".join(map(_inline, inner))}</div>'
        case "rich_text_quote":
            return f"<blockquote>{''.join(map(_inline, inner))}</blockquote>"
        case "rich_text_preformatted":
            return f"<pre>{''.join(map(_inline, inner))}</pre>"
        case "rich_text_list":
            tag = "ol" if element["style"] == "ordered" else "ul"
            items = "".join(f"<li>{''.join(map(_inline, each['elements']))}</li>" for each in inner)
            return f'<{tag} style="margin-left:{24 * element.get("indent", 0)}px">{items}</{tag}>'
        case kind:
            raise ValueError(f"no picture of {kind}")


def _inline(node: Any) -> str:
    text = escape(node.get("text", ""))
    if node["type"] == "link":
        text = f'<a href="#">{text or escape(node["url"])}</a>'
    for style, tag in (("code", "code"), ("bold", "b"), ("italic", "i"), ("strike", "s")):
        if node.get("style", {}).get(style):
            text = f"<{tag}>{text}</{tag}>"
    return text


def _element(element: Any) -> str:
    match element:
        case None:
            return ""
        case {"type": "button", "text": text}:
            return f'<span class="button">{escape(text["text"])}</span>'
        case {"type": "overflow"}:
            return '<span class="button">⋯</span>'
        case {"type": "checkboxes", "options": options}:
            return "".join(f'<span class="box">{_shown(option["text"])}</span>' for option in options)
        case _:
            return f'<span class="button">{escape(element["type"])} ▾</span>'


def _shown(text: Any) -> str:
    """Plain text, or mrkdwn: links, bold, italic, code."""
    shown = escape(text["text"], quote=False)
    if text["type"] == "plain_text":
        return shown
    shown = re.sub(r"&lt;(https?://[^|&]*(?:&amp;[^|&]*)*)\|(.*?)&gt;", r'<a href="#">\2</a>', shown)
    for mark, tag in ((r"\*", "b"), ("_", "i"), ("~", "s"), ("`", "code")):
        shown = re.sub(rf"(?<!\w){mark}(\S(?:.*?\S)?){mark}(?!\w)", rf"<{tag}>\1</{tag}>", shown)
    return shown
