"""Links to code, a project's page, models and data, found in a paper's abstract and comment."""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from bot.core.model.papers import LinkKind, Paper, PaperLink
from papers.text.latex import readable

MOST = 2
"""Links shown per paper."""
LONGEST = 500
"""Characters of a URL; longer ones are ignored."""

_KNOWN = r"(?:www\.)?(?:git(?:hub|lab)\.com|huggingface\.co|hf\.co|zenodo\.org)/|[\w-]+\.git(?:hub|lab)\.io\b"
_ADDRESS = re.compile(
    # ``(?a:…)`` is ASCII only: otherwise ``\w`` matches letters of all scripts, and ``k`` also the Kelvin sign.
    rf"(?:(?P<scheme>(?a:https?)):\s?//?\s?|(?<![\w@/.-])(?={_KNOWN}))"
    r"(?P<rest>(?a:[!#-;=?-Z_a-z~]+))"
    # The rest of a path that a line break or a blank split; after a blank it must not look like a word.
    r"(?P<broken>(?<=[/_-])(?:\n\s*|\s(?=[\w.-]*\w[\d_/-]))(?a:[\w./-]++)(?!\w))?",
    re.IGNORECASE,
)
_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}")
_SENTENCE_END = re.compile(r"[.!?]\s")

_REPOSITORIES = frozenset({"github.com", "gitlab.com", "gitee.com", "bitbucket.org", "codeberg.org"})
_DATA = frozenset({"zenodo.org", "figshare.com", "osf.io", "dataverse.harvard.edu"})
_PAGES = (".github.io", ".gitlab.io", ".netlify.app", ".vercel.app", ".pages.dev")
_PAPERS = frozenset({"arxiv.org", "doi.org", "openreview.net", "youtube.com", "youtu.be", "creativecommons.org"})
_HUGGING_FACE = {"datasets": LinkKind.DATA, "spaces": LinkKind.PROJECT, "papers": None, "blog": None, "docs": None}
_WORDS = {
    LinkKind.PROJECT: "project|web ?site|(?:home|web) ?page|demos?|videos?|samples",
    LinkKind.CODE: "codes?|source|implementations?|software|repository|repo|toolkit",
    LinkKind.MODEL: "models?|weights|checkpoints?",
    LinkKind.DATA: "data|datasets?|corpus|benchmark",
}
_SAID = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
"""Words before a URL that say what it links to, if its host is not a known one."""


def links(paper: Paper) -> tuple[PaperLink, ...]:
    """Return at most :data:`MOST` links, the first of each kind; only HTTP(S) URLs without a user name or port."""
    found: dict[LinkKind, str] = {}
    for text in (readable(paper.abstract), readable(paper.comment)):
        for before, address in _addresses(text):
            kind = _kind(address) or _said(before, address)
            if kind:
                found.setdefault(kind, address.geturl())
    return tuple(PaperLink(kind, found[kind]) for kind in LinkKind if kind in found)[:MOST]


def _addresses(text: str) -> Iterator[tuple[str, SplitResult]]:
    """Find each URL, with the part of its sentence before it."""
    for match in _ADDRESS.finditer(text):
        whole = match["rest"] + (match["broken"] or "").lstrip()
        scheme = (match["scheme"] or "https").lower()
        if len(whole) <= LONGEST and (address := _parsed(scheme, _trimmed(whole))):
            yield _SENTENCE_END.split(text[max(0, match.start() - 200) : match.start()])[-1], address


def _trimmed(address: str) -> str:
    """Strip the punctuation and brackets of the sentence around a URL."""
    while address and (address[-1] in ".,;:!?'*" or (address[-1] == ")" and address.count("(") < address.count(")"))):
        address = address[:-1]
    return address


def _parsed(scheme: str, address: str) -> SplitResult | None:
    try:
        parts = urlsplit(f"{scheme}://{address}")
    except ValueError:
        return None
    host = parts.netloc.lower()  # ``_HOST`` rejects user names and ports
    return parts._replace(netloc=host) if _HOST.fullmatch(host) else None


def _kind(address: SplitResult) -> LinkKind | None:
    """Tell the kind of a link by its host and path."""
    host = address.netloc.removeprefix("www.")
    path = [each for each in address.path.split("/") if each]
    if host in _REPOSITORIES or host.startswith(("gitlab.", "git.")):
        return LinkKind.CODE if len(path) > 1 else None
    if host == "anonymous.4open.science":
        return LinkKind.CODE
    if host in {"huggingface.co", "hf.co"} and path:
        return _HUGGING_FACE.get(path[0], LinkKind.MODEL)
    if host in _DATA or address.path.startswith(("/10.5281/zenodo.", "/datasets/")):
        return LinkKind.DATA
    return LinkKind.PROJECT if host.endswith(_PAGES) or host == "sites.google.com" else None


def _said(before: str, address: SplitResult) -> LinkKind | None:
    host = address.netloc.removeprefix("www.")
    if host in _PAPERS or host in _REPOSITORIES or host == "huggingface.co":
        return None
    return next((kind for kind, words in _SAID.items() if words.search(before)), None)
