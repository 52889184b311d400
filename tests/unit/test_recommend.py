"""The benchmark of ranking accepts any data in its format: other people, other dates, missing fields."""

import gzip
import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

FIRST = date(2026, 3, 2)
TOPICS = (
    "neural machine translation of parallel corpora in many languages",
    "a robot arm that grasps objects with a learned policy",
    "proteins, molecules and graph neural networks for drug discovery",
)


def rows() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ten days of nine papers; Ada picks the last paper on robots, with or without a time."""
    papers, picks = [], []
    for day in range(10):
        on = FIRST + timedelta(days=day)
        for number in range(9):
            text = TOPICS[number % 3]
            paper = {"id": f"2603.{day:02}{number:03}", "title": f"On {text}", "date": str(on), "candidate": True}
            papers.append(paper | ({"abstract": f"We study {text}. {number}"} if number % 2 else {}))
        pick = {"user": "ada", "id": f"2603.{day:02}007", "date": str(on)}
        picks.append(pick | ({"read_at": f"{on}T09:00:00"} if day % 2 else {}))
    return papers, [*picks, {"user": "bo", "id": "9999.99999", "date": str(FIRST)}]


@pytest.fixture
def arguments(tmp_path: Path) -> list[str]:
    papers, picks = rows()
    with gzip.open(tmp_path / "papers.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in papers)
    (tmp_path / "picks.jsonl").write_text("".join(json.dumps(row) + "\n" for row in picks), encoding="utf-8")
    files = ["--papers", str(tmp_path / "papers.jsonl.gz"), "--picks", str(tmp_path / "picks.jsonl")]
    return ["recommend", *files, "--from", str(FIRST), "--to", str(FIRST + timedelta(days=30))]


def run(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    from benchmarks import recommend  # noqa: PLC0415  # a second of scikit-learn, for these tests alone

    monkeypatch.setattr(sys, "argv", arguments)
    recommend.main()


@pytest.mark.slow
def test_every_method_has_its_figures_as_json(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], tmp_path: Path
) -> None:
    from benchmarks.recommenders import METHODS  # noqa: PLC0415  # a second of scikit-learn, for this test alone

    run(monkeypatch, [*arguments, "--user", "ada", "--json", str(tmp_path / "found.json")])
    found = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert found.keys() == METHODS.keys()
    for method in found.values():
        assert method["days"] == 9
        assert all(0 <= method[name] <= 1 for name in ("ndcg_at_20", "recall_at_20", "hit_at_10"))
    assert found["paperboy"]["ndcg_at_20"] > found["random"]["ndcg_at_20"]


def test_without_a_file_the_figures_alone_are_printed(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, [*arguments, "--user", "ada", "--methods", "paperboy", "--json"])
    assert json.loads(capsys.readouterr().out).keys() == {"paperboy"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--user", "zoe"], "zoe picked none of these papers. People with picks: ada."),
        (["--user", "ada", "--to", "2026-03-01"], "On no day from 2026-03-02 to 2026-03-01"),
        (["--user", "ada", "--papers", "/nowhere/papers.jsonl"], "The file /nowhere/papers.jsonl does not exist"),
    ],
)
def test_a_sentence_says_what_cannot_be_measured(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], more: list[str], sentence: str
) -> None:
    with pytest.raises(SystemExit, match=sentence.replace(".", r"\.")):
        run(monkeypatch, [*arguments, *more])
