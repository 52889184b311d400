"""arXiv's answers as XML, laid out like the recorded ones: the query API's Atom, and the feeds' Atom and RSS."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from bot.core.model.papers import AnnounceType
from papers.arxiv.calendar import EASTERN
from tests.servers.arxiv.data import StandInPaper

Listed = Sequence[tuple[StandInPaper, AnnounceType, date]]
_DECLARATION = "<?xml version='1.0' encoding='UTF-8'?>\n"
_FEED_NAMESPACES = 'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def answer(query: str, entries: Sequence[str], *, total: int, start: int, size: int) -> str:
    """One page of the query API."""
    return (
        f"""{_DECLARATION}<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" \
xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/stand-in</id>
  <title>arXiv Query: {escape(query)}</title>
  <updated>{_utc(datetime.now(UTC))}</updated>
  <link href={quoteattr("https://arxiv.org/api/query?" + query)} type="application/atom+xml"/>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>
"""
        + "".join(entries)
        + "</feed>\n"
    )


def entry(paper: StandInPaper, submitted: datetime) -> str:
    """One result of the query API. A later version came a day after the one before it."""
    updated = submitted + timedelta(days=paper.version - 1)
    lines = [
        f"<id>http://arxiv.org/abs/{paper.id}v{paper.version}</id>",
        _tag("title", paper.title),
        f"<updated>{_utc(updated)}</updated>",
        f'<link href="https://arxiv.org/abs/{paper.id}v{paper.version}" rel="alternate" type="text/html"/>',
        _tag("summary", paper.abstract),
        *(f'<category term={quoteattr(c)} scheme="http://arxiv.org/schemas/atom"/>' for c in paper.categories),
        f"<published>{_utc(submitted)}</published>",
        _tag("arxiv:comment", paper.comment),
        *(f"<arxiv:primary_category term={quoteattr(c)}/>" for c in paper.categories[:1]),
        _tag("arxiv:journal_ref", paper.journal_ref),
        *(f"<author>\n      {_tag('name', name)}\n    </author>" for name in paper.authors),
        _tag("arxiv:doi", paper.doi),
    ]
    return _block("entry", lines, "  ")


def error(complaint: str) -> str:
    """The body of the query API's refusal, which has status 400."""
    link = f"https://arxiv.org/api/errors#{complaint.replace(' ', '_')}"
    lines = [
        _tag("id", link),
        "<title>Error</title>",
        f'<link href={quoteattr(link)} rel="alternate" type="text/html"/>',
        _tag("summary", complaint),
        "<author>\n      <name>arXiv api core</name>\n    </author>",
    ]
    return answer("error", [_block("entry", lines, "  ")], total=1, start=0, size=1)


def atom_feed(names: str, listed: Listed, on: date, *, title: str = "", subtitle: str = "") -> str:
    """An announcement feed, built at midnight on the day it shows."""
    built = _midnight(on).astimezone(UTC).isoformat()
    head = f"""{_DECLARATION}<feed {_FEED_NAMESPACES} xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>http://rss.arxiv.org/atom/{escape(names)}</id>
  {_tag("title", title or f"{names} updates on arXiv.org")}
  <updated>{built}</updated>
  <link href={quoteattr("http://rss.arxiv.org/atom/" + names)} rel="self" type="application/atom+xml"/>
  {_tag("subtitle", subtitle or f"{names} updates on the arXiv.org e-print archive.")}
"""
    entries = [
        [
            f"<id>oai:arXiv.org:{paper.id}v{paper.version}</id>",
            _tag("title", paper.title),
            f"<updated>{built}</updated>",
            f'<link href="https://arxiv.org/abs/{paper.id}"/>',
            _tag("summary", _summary(paper, kind)),
            *(f"<category term={quoteattr(category)}/>" for category in paper.categories),
            f"<published>{_midnight(dated).isoformat()}</published>",
            *_extensions(paper, kind),
        ]
        for paper, kind, dated in listed
    ]
    return head + "".join(_block("entry", lines, "  ") for lines in entries) + "</feed>\n"


def rss_feed(names: str, listed: Listed, on: date, *, title: str = "", subtitle: str = "") -> str:
    day = format_datetime(_midnight(on))
    head = f"""{_DECLARATION}<rss {_FEED_NAMESPACES} version="2.0">
  <channel>
    {_tag("title", title or f"{names} updates on arXiv.org")}
    <link>http://rss.arxiv.org/rss/{escape(names)}</link>
    {_tag("description", subtitle or f"{names} updates on the arXiv.org e-print archive.")}
    <language>en-us</language>
    <lastBuildDate>{day}</lastBuildDate>
    <pubDate>{day}</pubDate>
"""
    items = [
        [
            _tag("title", paper.title),
            f"<link>https://arxiv.org/abs/{paper.id}</link>",
            _tag("description", _summary(paper, kind)),
            f'<guid isPermaLink="false">oai:arXiv.org:{paper.id}v{paper.version}</guid>',
            *(_tag("category", category) for category in paper.categories),
            f"<pubDate>{format_datetime(_midnight(dated))}</pubDate>",
            *_extensions(paper, kind),
        ]
        for paper, kind, dated in listed
    ]
    return head + "".join(_block("item", lines, "    ") for lines in items) + "  </channel>\n</rss>\n"


def _summary(paper: StandInPaper, kind: AnnounceType) -> str:
    return f"arXiv:{paper.id}v{paper.version} Announce Type: {kind} \nAbstract: {paper.abstract}"


def _extensions(paper: StandInPaper, kind: AnnounceType) -> list[str]:
    return [
        _tag("arxiv:announce_type", kind),
        _tag("arxiv:journal_reference", paper.journal_ref),
        _tag("arxiv:DOI", paper.doi),
        _tag("dc:creator", ", ".join(paper.authors)),
    ]


def _tag(name: str, text: str) -> str:
    """An element with a text, or nothing: arXiv leaves empty elements out."""
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _block(name: str, lines: Sequence[str], indent: str) -> str:
    inner = "".join(f"{indent}  {line}\n" for line in lines if line)
    return f"{indent}<{name}>\n{inner}{indent}</{name}>\n"


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), EASTERN)


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
