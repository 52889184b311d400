"""arXiv identifiers in text that people type and paste.

https://info.arxiv.org/help/arxiv_identifier.html describes the schemes: ``archive/YYMMNNN`` until March 2007,
``YYMM.NNNN`` until 2014, and ``YYMM.NNNNN`` since. Like arXiv, we write old ids without the subject class:
``math.GT/0309136`` is ``math/0309136``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Archives that took submissions under the old scheme, as https://arxiv.org/archive lists them.
_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|math|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|"
    "physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)

_MONTH = "(?:0[1-9]|1[0-2])"
# Four digits from 0704 to 1412, five from 1501. The last year is 2049: beyond that, four digits and a point are far
# more often an amount than a paper.
_FOUR_DIGITS = rf"(?:070[4-9]|071[0-2]|(?:0[89]|1[0-4]){_MONTH})\.(?!0000)[0-9]{{4}}"
_FIVE_DIGITS = rf"(?:1[5-9]|[2-4][0-9]){_MONTH}\.(?!00000)[0-9]{{5}}"
# July 1991, when the first archive opened, to March 2007.
_OLD_MONTH = rf"(?:910[7-9]|911[0-2]|9[2-9]{_MONTH}|0[0-6]{_MONTH}|070[1-3])"
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[a-z-]{{2,9}})?/(?P<number>{_OLD_MONTH}(?!000)[0-9]{{3}})"
_ID = rf"(?:(?P<new>{_FOUR_DIGITS}|{_FIVE_DIGITS})|{_OLD})(?:v(?P<version>[1-9][0-9]{{0,2}}))?"

# The neighbors that an id must not have: letters and digits (except CJK, which needs no space), another decimal point,
# a currency or percent sign, and the dash of a telephone number.
_BEFORE = r"(?:(?<=arxiv)|(?<![0-9a-z+$€£¥₩])(?<![0-9][.-]))"
_AFTER = r"(?![0-9a-z]|[.-][0-9]|%(?![0-9a-f]{2}))"
_IN_TEXT = re.compile(f"(?=[0-9a-z]){_BEFORE}{_ID}{_AFTER}", re.IGNORECASE | re.ASCII)

_HOSTS = r"(?:arxiv\.org|alphaxiv\.org|huggingface\.co|hf\.co|ar5iv\.org|doi\.org)"
_LINK = rf"(?:https?://)?(?:[a-z0-9-]{{1,30}}\.){{0,3}}{_HOSTS}/(?:[\w.-]{{1,30}}/){{0,4}}?"
_DOI = r"10\.48550/arxiv\."
_REFERENCE = re.compile(
    rf"(?:{_LINK})?(?:(?:doi:)?{_DOI}|arxiv:?)?{_ID}(?:\.(?:pdf|ps|html|gz|tar\.gz|ps\.gz))?(?:[/?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_SPACE_AFTER_PREFIX = re.compile(r"\b(arxiv|doi):\s{1,3}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s,;，、；|]+")
_WRAPPING = "()[]<>{}\"'`*.:!?（）［］《》〈〉「」【】“”‘’。：！？"
_LONGEST_LINK = 2_000


@dataclass(frozen=True, slots=True)
class PaperId:
    """``paper_id`` has neither a version nor a subject class; ``version`` is ``None`` if the text names none."""

    paper_id: str
    version: int | None = None


def find_paper_ids(text: str) -> list[PaperId]:
    """Return every paper named in ``text``, in order, each once as first written; in linear time."""
    return _each_once(_IN_TEXT.finditer(text))


def only_paper_ids(text: str) -> list[PaperId]:
    """Return the papers of a text that consists of ids and links to papers; empty if it says anything else."""
    matches: list[re.Match[str]] = []
    for word in _SEPARATORS.split(_SPACE_AFTER_PREFIX.sub(r"\1:", text)):
        token = word.strip(_WRAPPING)
        if not token:
            continue
        match = _REFERENCE.fullmatch(token) if len(token) <= _LONGEST_LINK else None
        if match is None:
            return []
        matches.append(match)
    return _each_once(matches)


def parse_paper_id(text: str) -> PaperId | None:
    """Return the paper that ``text`` refers to if it is a single reference and nothing else."""
    papers = only_paper_ids(text)
    return papers[0] if len(papers) == 1 else None


def _each_once(matches: Iterable[re.Match[str]]) -> list[PaperId]:
    found: dict[str, PaperId] = {}
    for match in matches:
        paper_id = match["new"] or f"{match['archive'].lower()}/{match['number']}"
        found.setdefault(paper_id, PaperId(paper_id, int(match["version"]) if match["version"] else None))
    return list(found.values())
