"""How well a real reading log is searched: 181 notes in Chinese with English terms, and questions in three languages.

Run it with ``python -m benchmarks.relevance``. ``--json`` prints the figures as JSON, ``--json FILE`` writes them.
``benchmarks.relevance_groups`` describes the questions, ``docs/search.md`` the results.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Collection, Mapping, Sequence
from contextlib import AsyncExitStack
from itertools import groupby
from pathlib import Path
from statistics import fmean

from benchmarks import table
from benchmarks.relevance_groups import LOG, MACRO, Group, Question, Text, groups
from benchmarks.relevance_rivals import Ask, Book, dense, fts5, paperboy
from language.embedding import SentenceEncoder

SPLITS = {"dev": ("dev",), "held": ("held",), "all": ("dev", "held")}
RIVALS = ("unicode61", "trigram", "bm25", "dense", "fused")

Figures = dict[str, float]
Results = dict[str, dict[str, Figures]]
"""Figures by rival and group."""


async def main() -> None:
    options = _options()
    if not options.log.exists():
        sys.exit(f"The reading log is not there: {options.log}\nGive the path of papers-weekly.md with --log.")
    log = options.log.read_text(encoding="utf-8")
    results = await _measured(list(groups(log, SPLITS[options.questions])), options.rivals)
    if options.json:
        content = {
            rival: {"macro_recall_at_10": _macro(of, "recall_at_10"), "groups": of} for rival, of in results.items()
        }
        _write(json.dumps(content, ensure_ascii=False, indent=1), options.json)
    if options.json != "-":
        _print(results, options.questions)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Relevance of search results over a real reading log.")
    parser.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="print figures as JSON, or write them",
    )
    parser.add_argument("--log", type=Path, default=LOG, metavar="FILE", help="papers-weekly.md")
    parser.add_argument(
        "--questions",
        choices=SPLITS,
        default="held",
        help="half of the written questions: for tuning (dev), or kept aside (held, the default)",
    )
    parser.add_argument("--rivals", nargs="+", choices=RIVALS, default=RIVALS, metavar="RIVAL", help="default: all")
    return parser.parse_args()


async def _measured(asked: Sequence[Group], rivals: Sequence[str]) -> Results:
    results: Results = {rival: {} for rival in rivals}
    encoder = SentenceEncoder()
    for texts, of_texts in groupby(asked, lambda group: group.texts):
        async with AsyncExitStack() as stack:
            searches = await _searches(rivals, texts, encoder, stack)
            for group in of_texts:
                print(f"{group.name}: {len(group.questions)} questions ...", file=sys.stderr)
                for rival, ask in searches.items():
                    results[rival][group.name] = await _figures(ask, group.questions)
    await encoder.close()
    return results


async def _searches(
    rivals: Collection[str], texts: Sequence[Text], encoder: SentenceEncoder, stack: AsyncExitStack
) -> dict[str, Ask]:
    """Yield each method of searching ``texts``."""
    made: dict[str, Ask] = {}
    for rival in rivals:
        match rival:
            case "bm25" | "fused":
                used = encoder if rival == "fused" else None
                made[rival] = await stack.enter_async_context(paperboy(texts, used))
            case "dense":
                book = Book(texts)
                await book.embed(encoder)
                made[rival] = dense(book, encoder)
            case _:
                made[rival] = await stack.enter_async_context(fts5(texts, rival))
    return made


async def _figures(ask: Ask, questions: Sequence[Question]) -> Figures:
    answers = [(question.right, await ask(question.text)) for question in questions]
    figures = {f"recall_at_{depth}": fmean(_recall(*answer, depth) for answer in answers) for depth in (1, 5, 10)}
    return {**figures, "mrr": fmean(_reciprocal_rank(*answer) for answer in answers), "questions": len(questions)}


def _recall(right: frozenset[int], found: Sequence[int], depth: int) -> float:
    """The share of the right answers (of at most ``depth``) that are among the first ``depth``."""
    return len(right.intersection(found[:depth])) / min(len(right), depth)


def _reciprocal_rank(right: frozenset[int], found: Sequence[int]) -> float:
    return next((1 / rank for rank, place in enumerate(found, 1) if place in right), 0.0)


def _macro(of_groups: Mapping[str, Figures], figure: str) -> float:
    return fmean(of_groups[name][figure] for name in MACRO)


def _write(content: str, where: str) -> None:
    if where == "-":
        print(content)
    else:
        Path(where).write_text(content + "\n", encoding="utf-8")


def _print(results: Results, questions: str) -> None:
    rows = []
    for figure, heading in (("recall_at_10", "R@10"), ("recall_at_5", "R@5"), ("recall_at_1", "R@1"), ("mrr", "MRR")):
        for rival, of_groups in results.items():
            row: dict[str, table.Cell] = {"figure": heading, "search": rival, "macro": _macro(of_groups, figure)}
            rows.append({**row, **{name: figures[figure] for name, figures in of_groups.items()}})
    remarks = [
        f"Written questions: {questions}. Macro: the mean of {', '.join(MACRO)}.",
        "bm25 and fused are the chat's search, by words and with meaning, the field's terms in other languages, typos.",
    ]
    table.publish(table.Report("Relevance of search in a reading log", rows, remarks, grouped=1), None)


if __name__ == "__main__":
    asyncio.run(main())
