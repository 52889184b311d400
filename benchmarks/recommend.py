"""How well ranking finds a person's picks: each day of a period is ranked from the picks known before it.

A day counts if the person picked at least one of its candidates for the first time. All methods see the same days,
candidates and history (the last 20 picks, the last 200, all).
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, redirect_stdout
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import table
from benchmarks.picks import EVAL, Data, read, released
from benchmarks.recommenders import METHODS, Bench, Method

Figures = dict[str, float]

METRICS = ("ndcg_at_20", "recall_at_10", "recall_at_20", "recall_at_50", "hit_at_10", "mrr", "auc")
RESAMPLES = 1_000
STDOUT = "-"


def main() -> None:
    """Raises ``SystemExit`` with a sentence if it finds nothing to measure."""
    options = _options()
    data = _read(options)
    bench = Bench(data, options.user)
    days = [on for on in data.days if options.since <= on <= options.until]
    if not evaluate(bench, METHODS["random"], days, None):
        raise SystemExit(f"On no day from {options.since} to {options.until} {options.user} made a first pick.")
    found: dict[str, dict[str, list[Figures]]] = {}
    for name in options.methods:
        for history in options.history:
            print(f"{name}, history {history} ...", file=sys.stderr, flush=True)
            daily = evaluate(bench, METHODS[name], days, None if history == "all" else int(history))
            found.setdefault(name, {})[history] = daily
    rows = [
        _row(name, history, daily) for history in options.history for name in found for daily in [found[name][history]]
    ]
    remarks = [f"The number after ± is half of the 95% interval of {RESAMPLES} bootstrap samples of days."]
    title = f"Picks of {options.user} from {options.since} to {options.until}"
    figures_only = options.json == STDOUT
    with redirect_stdout(sys.stderr) if figures_only else nullcontext():
        table.publish(table.Report(title, rows, remarks, grouped=1), None)
    content = json.dumps(_by_method(found), indent=1)
    if figures_only:
        print(content)
    elif options.json:
        Path(options.json).write_text(content + "\n", encoding="utf-8")


def _read(options: argparse.Namespace) -> Data:
    for file in (options.papers, options.picks):
        if not file.is_file():
            raise SystemExit(f"The file {file} does not exist. Name others with --papers and --picks.")
    data = read(options.papers, options.picks)
    users = sorted({each.user for each in data.chosen})
    if options.user not in users:
        raise SystemExit(f"{options.user} picked none of these papers. People with picks: {', '.join(users)}.")
    return data


def evaluate(bench: Bench, method: Method, days: Sequence[date], newest: int | None) -> list[Figures]:
    picks = bench.data.of(bench.user)
    found = []
    for on in days:
        history = [each for each in picks if each.known < released(on)]
        wanted = relevant(bench.data, bench.user, on)
        if history and wanted.any():
            scores = method(bench, on, history[-newest:] if newest else history)
            found.append(figures(scores, wanted))
    return found


def relevant(data: Data, user: str, on: date) -> NDArray[np.bool_]:
    """Return which of the day's candidates the person picked, that day or later."""
    later = {each.paper_id for each in data.of(user) if each.known >= released(on)}
    return np.array([each in later for each in data.days[on]])


def figures(scores: NDArray[np.float64], wanted: NDArray[np.bool_]) -> Figures:
    """Return the metrics of one day: gains 1 or 0, discount ``1 / log2(rank + 1)``, equal scores in the given order."""
    ranks = np.flatnonzero(wanted[np.argsort(-scores, kind="stable")]) + 1
    count, others = len(ranks), len(wanted) - len(ranks)
    ideal = (1 / np.log2(np.arange(1, min(count, 20) + 1) + 1)).sum()
    above = ranks - np.arange(1, count + 1)
    return {
        "ndcg_at_20": float((1 / np.log2(ranks[ranks <= 20] + 1)).sum() / ideal),
        **{f"recall_at_{top}": float((ranks <= top).mean()) for top in (10, 20, 50)},
        "hit_at_10": float(ranks[0] <= 10),
        "mrr": float(1 / ranks[0]),
        "auc": float(1 - above.mean() / others) if others else 1.0,
    }


def _mean(daily: Sequence[Figures]) -> Figures:
    return {metric: float(np.mean([each[metric] for each in daily])) for metric in METRICS}


def _row(name: str, history: str, daily: Sequence[Figures]) -> dict[str, table.Cell]:
    means = _mean(daily)
    return {
        "history": history,
        "method": name,
        "days": len(daily),
        **{metric.replace("_at_", "@"): f"{means[metric]:.3f} ±{_spread(daily, metric):.3f}" for metric in METRICS},
    }


def _spread(daily: Sequence[Figures], metric: str) -> float:
    values = np.array([each[metric] for each in daily])
    samples = np.random.default_rng(0).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.percentile(values[samples].mean(axis=1), (2.5, 97.5))
    return float(high - low) / 2


def _by_method(found: Mapping[str, Mapping[str, Sequence[Figures]]]) -> dict[str, object]:
    """Return figures per method: those of the longest history, and those of each history under ``history``."""
    result: dict[str, object] = {}
    for name, histories in found.items():
        means = {history: _mean(daily) for history, daily in histories.items()}
        result[name] = {**list(means.values())[-1], "days": len(list(histories.values())[-1]), "history": means}
    return result


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--json", nargs="?", const=STDOUT, metavar="FILE", help="write the figures there; without FILE, print only them"
    )
    parser.add_argument("--papers", type=Path, default=EVAL / "papers.jsonl.gz")
    parser.add_argument("--picks", type=Path, default=EVAL / "picks.jsonl.gz")
    parser.add_argument("--user", default="reader")
    parser.add_argument("--from", dest="since", type=date.fromisoformat, default=date(2025, 9, 1))
    parser.add_argument("--to", dest="until", type=date.fromisoformat, default=date(2025, 9, 30))
    parser.add_argument("--history", nargs="+", default=["20", "200", "all"], help="number of last picks known, or all")
    parser.add_argument("--methods", nargs="+", default=list(METHODS), choices=METHODS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
