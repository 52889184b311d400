"""The reading log (papers-weekly): read without losing a character, and written back with the changes."""

import random
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.papers_weekly.compose import NewEntry, NewPendingItem, compose
from exchange.papers_weekly.fingerprints import entry_fingerprint, pending_fingerprint
from exchange.papers_weekly.lines import clean_title, is_blank
from exchange.papers_weekly.model import Entry, FreeText, Log, PendingItem, Summary, TitleStyle, summary
from exchange.papers_weekly.parse import parse
from exchange.papers_weekly.render import render_entry, render_pending, tidy
from exchange.papers_weekly.revise import Change, Dropped, RevisedEntry, RevisedPendingItem

LOG = """\
# my log

something about it

# pending list

> one a day

Reading：

- [ ] Alpha paper
- [x] Beta paper

  - [ ] Beta appendix
    with the proof
- [ ] Gamma

Writing:

- [ ] survey

# 2024.2

MAYBE

## 2024.2.9

《**One ****More**** Time**》

first line

- [ ] reproduce 《One More Time》

## not a date

last line


《A* search and *B*》
    indented body

# 2024.1

## 2024.1.3

Away today.

Series one：

《Zeta》

《Eta》

shared body

## 2023.13.41

《Never》

## 2023.12.30

Basics
Plain title of a paper
    link: https://example.org/x
    key idea：
    1，short

    more

Second plain title
    body two
"""


def values(log: Log) -> list[tuple[date, str, str]]:
    return [(entry.day, entry.title, entry.body) for entry in log.entries]


def todos(log: Log) -> list[tuple[int, bool, str]]:
    return [(item.depth, item.done, item.text) for item in log.pending]


def parts(log: Log) -> list[Entry | PendingItem]:
    return [part for part in log.segments if not isinstance(part, FreeText)]


def entry_of(log: Log, title: str) -> Entry:
    return next(entry for entry in log.entries if entry.title == title)


def item_of(log: Log, text: str) -> PendingItem:
    return next(item for item in log.pending if item.text.startswith(text))


def under(day: str, body: str) -> list[tuple[str, str]]:
    return [(entry.title, entry.body) for entry in parse(f"## {day}\n{body}").entries]


# Reading


def test_every_entry_of_a_day_is_found_with_its_title_and_body() -> None:
    assert values(parse(LOG)) == [
        (
            date(2024, 2, 9),
            "One More Time",
            "first line\n\n- [ ] reproduce 《One More Time》\n\n## not a date\n\nlast line",
        ),
        (date(2024, 2, 9), "A* search and B", "    indented body"),
        (date(2024, 1, 3), "", "Away today.\n\nSeries one："),
        (date(2024, 1, 3), "Zeta", ""),
        (date(2024, 1, 3), "Eta", "shared body"),
        (date(2023, 12, 30), "", "Basics"),
        (
            date(2023, 12, 30),
            "Plain title of a paper",
            "    link: https://example.org/x\n    key idea：\n    1，short\n\n    more",
        ),
        (date(2023, 12, 30), "Second plain title", "    body two"),
    ]


def test_to_dos_come_with_their_depth_section_and_state() -> None:
    assert [(item.depth, item.done, item.text, item.section) for item in parse(LOG).pending] == [
        (0, False, "Alpha paper", "Reading"),
        (0, True, "Beta paper", "Reading"),
        (1, False, "Beta appendix\nwith the proof", "Reading"),
        (0, False, "Gamma", "Reading"),
        (0, False, "survey", "Writing"),
    ]


def test_the_summary_counts_what_an_import_made_of_the_file() -> None:
    free = [
        "# my log",
        "something about it",
        "> one a day",
        "Reading：",
        "Writing:",
        "MAYBE",
        "## 2023.13.41",
        "《Never》",
    ]
    assert summary(parse(LOG)) == Summary(
        days=3, entries=8, untitled=2, pending=5, free_lines=len(free), lines=LOG.count("\n")
    )


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("## 2023.12.7", date(2023, 12, 7)),
        ("## 2023.02.03 (Fri)", date(2023, 2, 3)),
        ("# 2023-2-3", date(2023, 2, 3)),
        ("## 2023年2月3日 星期五", date(2023, 2, 3)),
        ("## 2024.2.29", date(2024, 2, 29)),
        ("## 2023.2.29", None),
        ("## 0000.1.1", None),
        ("## 2023.12.291", None),
        ("## ２０２３.1.1", None),
        ("## 2023.12", None),
        ("#2023.1.1", None),
    ],
)
def test_a_day_is_a_date_that_exists(line: str, day: date | None) -> None:
    days = {entry.day for entry in parse(f"{line}\n\n《T》\n").entries}
    assert days == ({day} if day else set())


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("《**Reflexion**》", "Reflexion"),
        ("**《Bold outside》**", "Bold outside"),
        ("《Teach ****Use**** of **Tools**》", "Teach Use of Tools"),
        ("《*Wizard* : more》", "Wizard : more"),
        ("《phi: **report **two》", "phi: report two"),
        ("《A* meets D*》", "A* meets D*"),
        ("《2**k designs》", "2**k designs"),
        ("《On 《Inner》 names》", "On 《Inner》 names"),
        ("  《Indented a little》  ", "Indented a little"),
    ],
)
def test_a_title_is_read_without_its_emphasis(line: str, title: str) -> None:
    assert under("2024.1.1", f"{line}\nbody") == [(title, "body")]


@pytest.mark.parametrize(
    "line",
    ["《A》和《B》", "《A》 is good", "see 《A》", "    《A》", "《A", "Idea：\n    indented", "- item\n    more"],
)
def test_lines_that_are_not_titles_stay_in_the_body(line: str) -> None:
    assert under("2024.1.1", f"《T》\n\nx\n{line}\ny") == [("T", f"x\n{line}\ny")]
    assert under("2024.1.1", f"x\n\n{line}") == [("", f"x\n\n{line}")]


def test_a_line_directly_above_a_title_is_not_a_title() -> None:
    assert under("2024.1.1", "Series\n  《A》\nbody") == [("", "Series"), ("A", "body")]


def test_a_line_above_indented_text_is_a_title_only_before_the_first_bracketed_one() -> None:
    assert under("2024.1.1", "Early\n    one\n《Late》\n\nRun this\n    code") == [
        ("Early", "    one"),
        ("Late", "Run this\n    code"),
    ]


def test_headings_and_code_comments_of_a_body_do_not_end_it() -> None:
    body = "```python\n# comment\n## 12\nx = 1\n```\n### Method\n#tag"
    assert under("2024.1.1", f"《T》\n{body}\n") == [("T", body)]


def test_indented_lines_right_below_a_to_do_belong_to_it() -> None:
    log = parse("# pending\n  - [ ] a\n  b\n c\n\n  d\n")
    assert [item.text for item in log.pending] == ["a\nb\nc"]


def test_another_heading_ends_the_pending_list() -> None:
    log = parse("# Pending List:\n- [ ] a\n## books\n1. [X] b\n# ideas\n- [ ] c\n")
    assert [(item.text, item.section, item.done) for item in log.pending] == [("a", "", False), ("b", "books", True)]


def test_a_paragraph_at_the_margin_ends_the_items_above_it() -> None:
    log = parse("# pending\n- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n\nprose\n\n  - [ ] d\n   - [ ] e\n")
    assert todos(log) == [(0, False, "a"), (1, False, "b"), (2, False, "c"), (0, False, "d"), (1, False, "e")]


# Nothing is lost

FRAGMENTS = st.sampled_from(
    [
        "# pending list",
        "# 2024.1",
        "# 2023.12",
        "# other",
        "## 2024.1.5",
        "## 2024.1.3",
        "## 2023.12.30",
        "## 2023.13.41",
        "《One》",
        "《*Two*》",
        "《》",
        "\\《One》",
        "\\\\## 2024.1.3",
        "Plain title",
        "    indented",
        "  《Three》",
        "- [ ] do",
        "  - [x] do more",
        "\t- [ ] tabbed",
        "   * [X] three",
        "Section：",
        "prose",
        "",
        "",
        "  ",
    ]
)
BREAKS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
ANY_TEXT = st.text(st.characters())  # with NUL and lone surrogates
LOG_TEXTS = st.builds(
    lambda mark, lines, end: mark + "".join(line + newline for line, newline in lines) + end,
    st.sampled_from(["", "\ufeff"]),
    st.lists(st.tuples(FRAGMENTS | st.text(max_size=8), BREAKS), max_size=25),
    st.sampled_from(["", "prose", "《End》"]),
)


@given(ANY_TEXT | LOG_TEXTS)
def test_any_text_comes_back_byte_for_byte(text: str) -> None:
    log = parse(text)
    assert "".join(segment.raw for segment in log.segments) == text
    assert compose(log) == text
    assert all(segment.raw for segment in log.segments)


@given(LOG_TEXTS)
def test_a_change_to_the_same_values_changes_nothing(text: str) -> None:
    log = parse(text)
    changes: dict[str, Change] = {entry.fingerprint: RevisedEntry(entry.title, entry.body) for entry in log.entries}
    changes |= {item.fingerprint: RevisedPendingItem(item.done, item.text) for item in log.pending}
    assert compose(log, changes) == text


@given(LOG_TEXTS)
def test_every_fingerprint_is_unique(text: str) -> None:
    log = parse(text)
    prints = [segment.fingerprint for segment in parts(log)]
    assert len(set(prints)) == len(prints)


# Writing

TITLES = st.text(st.characters(exclude_characters="《》*\r\n"), max_size=8).map(str.strip).map(clean_title)
BODIES = (st.lists(FRAGMENTS | st.text(st.characters(), max_size=8), max_size=5).map("\n".join)).map(tidy)
ITEM_TEXTS = st.lists(FRAGMENTS | st.text(max_size=8), min_size=1, max_size=3).map(
    lambda lines: "\n".join(line.strip() for line in "\n".join(lines).splitlines() if not is_blank(line)) or "x"
)
DAYS = st.dates(date(2023, 11, 29), date(2024, 2, 2))


@given(LOG_TEXTS, st.data())
def test_changes_and_additions_read_back(text: str, data: st.DataObject) -> None:
    log = parse(text)
    changes: dict[str, Change] = {}
    expected: Counter[tuple[date, str, str]] = Counter()
    for entry in log.entries:
        now = data.draw(st.sampled_from(["kept", "revised", "dropped"]))
        title, body = entry.title, entry.body
        if now == "revised":
            title, body = data.draw(TITLES | st.just(title)), data.draw(BODIES | st.just(body))
            changes[entry.fingerprint] = RevisedEntry(title, body)
        elif now == "dropped":
            changes[entry.fingerprint] = Dropped()
        expected[entry.day, title, body] += now != "dropped"
    items: list[tuple[int, bool, str]] = []
    dropped_above: list[bool] = []
    for item in log.pending:
        now = data.draw(st.sampled_from(["kept", "revised", "dropped"]))
        done, words = item.done, item.text
        if now == "revised":
            done, words = data.draw(st.booleans()), data.draw(ITEM_TEXTS)
            changes[item.fingerprint] = RevisedPendingItem(done, words)
        elif now == "dropped":
            changes[item.fingerprint] = Dropped()
        del dropped_above[item.depth :]
        if now != "dropped":
            items.append((item.depth - sum(dropped_above), done, words))
        dropped_above.append(now == "dropped")
    new_entries = data.draw(st.lists(st.builds(NewEntry, DAYS, TITLES, BODIES), max_size=4))
    new_pending = data.draw(st.lists(st.builds(NewPendingItem, ITEM_TEXTS, st.booleans()), max_size=3))
    expected.update((new.day, new.title, new.body) for new in new_entries)

    again = parse(compose(log, changes, new_entries, new_pending))

    assert Counter(values(again)) == +expected
    assert todos(again) == items + [(0, new.done, new.text) for new in new_pending]


@given(TITLES, BODIES)
def test_a_new_note_reads_back_as_it_was_typed(title: str, body: str) -> None:
    assert under("2024.1.1", render_entry(title, body)) == [(title, body)]


@given(ANY_TEXT, ANY_TEXT)
def test_any_title_and_body_give_one_note(title: str, body: str) -> None:
    assert len(under("2024.1.1", render_entry(title, body))) == 1


def test_a_note_with_a_pasted_log_in_it_stays_one_note() -> None:
    text = compose(parse(""), new_entries=[NewEntry(date(2024, 3, 1), "About my log", LOG)])
    assert values(parse(text)) == [(date(2024, 3, 1), "About my log", LOG.strip())]


def test_toggling_a_to_do_changes_only_the_character_in_its_box() -> None:
    log = parse(LOG)
    alpha, beta = item_of(log, "Alpha"), item_of(log, "Beta paper")
    text = compose(
        log,
        {
            alpha.fingerprint: RevisedPendingItem(done=True, text=alpha.text),
            beta.fingerprint: RevisedPendingItem(done=False, text=beta.text),
        },
    )
    assert text == LOG.replace("[ ] Alpha", "[x] Alpha").replace("[x] Beta", "[ ] Beta")


def test_an_edited_body_keeps_its_title_line_and_the_blank_lines_around() -> None:
    log = parse(LOG)
    text = compose(log, {entry_of(log, "One More Time").fingerprint: RevisedEntry("One More Time", "\n\nnew\n\n")})
    assert re.search(r"## 2024.2.9\n\n《\*\*One \*\*\*\*More\*\*\*\* Time\*\*》\n\nnew\n\n\n《A\*", text)
    log = parse(LOG.replace("\n", "\r\n"))
    text = compose(log, {entry_of(log, "Eta").fingerprint: RevisedEntry("New Eta", "a\nb")})
    assert text == LOG.replace("《Eta》\n\nshared body", "《New Eta》\n\na\nb").replace("\n", "\r\n")


def test_a_bare_title_stays_bare_while_its_text_is_indented() -> None:
    log = parse(LOG)
    first = entry_of(log, "Plain title of a paper")
    text = compose(log, {first.fingerprint: RevisedEntry("Better title", "    still indented")})
    assert "\nBasics\nBetter title\n    still indented\n\nSecond plain title\n" in text
    text = compose(log, {first.fingerprint: RevisedEntry("Better title", "at the margin")})
    assert "\nBasics\n《Better title》\nat the margin\n\n《Second plain title》\n    body two\n" in text


def test_a_title_or_body_added_to_a_note_is_separate_from_the_rest() -> None:
    log = parse("## 2024.1.1\n\nlonely\n\n《Zeta》\n\n《Eta》")
    lonely, zeta, eta = log.entries
    changes = {
        lonely.fingerprint: RevisedEntry("Titled", "lonely"),
        zeta.fingerprint: RevisedEntry("Zeta", "z"),
        eta.fingerprint: RevisedEntry("Eta", "e"),
    }
    assert compose(log, changes) == "## 2024.1.1\n\n《Titled》\n\nlonely\n\n《Zeta》\n\nz\n\n《Eta》\n\ne\n"
    log = parse(compose(log, changes))
    emptied = {entry.fingerprint: RevisedEntry(entry.title, "") for entry in log.entries}
    assert compose(log, emptied) == "## 2024.1.1\n\n《Titled》\n\n《Zeta》\n\n《Eta》\n"


@pytest.mark.parametrize("body", ["    indented\nSection：\n@¹\nprose", "prose"])
def test_a_note_that_loses_its_title_stays_apart_from_the_untitled_note_above(body: str) -> None:
    log = parse("## 2023.12.30\nPlain title\r\nd…2\n《*Two*》\n    indented")
    above, changed = log.entries
    again = parse(compose(log, {changed.fingerprint: RevisedEntry("", body)}))
    assert values(again) == [(above.day, "", above.body), (above.day, "", body)]


def test_a_dropped_note_leaves_its_neighbors_unchanged() -> None:
    log = parse(LOG)
    text = compose(log, {entry_of(log, "Zeta").fingerprint: Dropped()})
    assert text == LOG.replace("《Zeta》\n\n", "")


def test_to_dos_under_a_dropped_one_move_up() -> None:
    log = parse("# pending list\n\n- [ ] a\n  - [ ] b\n    - [ ] c\n      - [ ] d\n  - [ ] e\n")
    text = compose(log, {item_of(log, "a").fingerprint: Dropped(), item_of(log, "c").fingerprint: Dropped()})
    assert text == "# pending list\n\n- [ ] b\n  - [ ] d\n- [ ] e\n"


def test_new_notes_go_under_their_day_the_newest_day_first() -> None:
    days = [
        date(2024, 2, 9),
        date(2024, 2, 10),
        date(2024, 1, 1),
        date(2024, 1, 4),
        date(2024, 3, 1),
        date(2023, 12, 31),
    ]
    text = compose(parse(LOG), new_entries=[NewEntry(day, f"N{day.month}.{day.day}", "body") for day in days])
    order = re.findall(r"^(?:#+ 20.*|《N[0-9].*)$", text, re.MULTILINE)
    assert order == [
        *("# 2024.3", "## 2024.3.1", "《N3.1》"),
        *("# 2024.2", "## 2024.2.10", "《N2.10》", "## 2024.2.9", "《N2.9》"),
        *(
            "# 2024.1",
            "## 2024.1.4",
            "《N1.4》",
            "## 2024.1.3",
            "## 2023.13.41",
            "## 2024.1.1",
            "《N1.1》",
            "## 2023.12.30",
        ),
        *("# 2023.12", "## 2023.12.31", "《N12.31》"),
    ]
    assert "\n\n# 2024.3\n\n## 2024.3.1\n\n《N3.1》\n\nbody\n\n# 2024.2\n\nMAYBE\n\n## 2024.2.10\n" in text
    assert "    indented body\n\n《N2.9》\n\nbody\n\n# 2024.1\n" in text


def test_new_days_of_a_new_month_share_one_month_heading() -> None:
    days = [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 31), date(2024, 4, 1), date(2023, 11, 30)]
    text = compose(parse(LOG), new_entries=[NewEntry(day, "N", "body") for day in days])
    assert re.findall(r"^#+ 202[34]\.(?:3|4|11)\b.*$", text, re.MULTILINE) == [
        *("# 2024.4", "## 2024.4.1"),
        *("# 2024.3", "## 2024.3.31", "## 2024.3.2", "## 2024.3.1"),
        *("# 2023.11", "## 2023.11.30"),
    ]


def test_additions_use_the_line_breaks_of_the_file() -> None:
    log = parse("# pending list\r\n\r\n- [ ] a\r\n\r\n## 2024.1.3\r\n\r\n《T》\r\nbody")
    text = compose(log, {}, [NewEntry(date(2024, 1, 3), "N", "one\ntwo")], [NewPendingItem("b\nmore")])
    assert text == (
        "# pending list\r\n\r\n- [ ] a\r\n- [ ] b\r\n  more\r\n\r\n"
        "## 2024.1.3\r\n\r\n《T》\r\nbody\r\n\r\n《N》\r\n\r\none\r\ntwo\r\n"
    )


def test_a_log_without_months_gets_no_month_headings() -> None:
    log = parse("# pending list\n- [ ] a\n\n## 2024.1.3\n\n《T》")
    text = compose(log, new_entries=[NewEntry(date(2024, 1, 2), "", "older"), NewEntry(date(2024, 2, 1), "N", "newer")])
    assert text == (
        "# pending list\n- [ ] a\n\n## 2024.2.1\n\n《N》\n\nnewer\n\n## 2024.1.3\n\n《T》\n\n## 2024.1.2\n\nolder\n"
    )


def test_notes_without_a_title_on_one_day_stay_apart() -> None:
    day = date(2024, 1, 1)
    new = [NewEntry(day, "", "one"), NewEntry(day, "", "two"), NewEntry(day, "", "Looks like a title\n    of this")]
    text = compose(parse(""), new_entries=new)
    assert text.startswith("# 2024.1\n\n## 2024.1.1\n\none\n\n《》\n\ntwo\n\n")
    assert values(parse(text)) == [(item.day, item.title, item.body) for item in new]


def test_new_to_dos_go_to_the_end_of_their_section_or_parent() -> None:
    log = parse(LOG)
    new = [
        NewPendingItem("at the end"),
        NewPendingItem("below that", depth=1),
        NewPendingItem("read this", done=True, section="Reading"),
        NewPendingItem("beta figures", under=item_of(log, "Beta paper").fingerprint),
        NewPendingItem("and their data", depth=1, under=item_of(log, "Beta paper").fingerprint),
    ]
    text = compose(log, new_pending=new)
    assert (
        "    with the proof\n  - [ ] beta figures\n    - [ ] and their data\n- [ ] Gamma\n- [x] read this\n\n" in text
    )
    assert "- [ ] survey\n- [ ] at the end\n  - [ ] below that\n\n# 2024.2\n" in text


def test_a_log_without_a_pending_list_gets_one_above_its_days() -> None:
    new = [NewPendingItem("a"), NewPendingItem("b", depth=1)]
    text = compose(parse("# log\n# 2024.1\n\n## 2024.1.1\n《T》\n"), new_pending=new)
    assert text == "# log\n\n# pending list\n\n- [ ] a\n  - [ ] b\n\n# 2024.1\n\n## 2024.1.1\n《T》\n"
    assert compose(parse("# pending list"), new_pending=new) == "# pending list\n\n- [ ] a\n  - [ ] b\n"


def test_a_change_that_does_not_fit_the_log_is_refused() -> None:
    log = parse(LOG)
    with pytest.raises(ValueError, match="nowhere"):
        compose(log, {"nowhere": Dropped()})
    with pytest.raises(ValueError, match="nowhere"):
        compose(log, new_pending=[NewPendingItem("x", under="nowhere")])
    with pytest.raises(TypeError):
        compose(log, {log.pending[0].fingerprint: RevisedEntry("a", "b")})
    with pytest.raises(ValueError, match="text"):
        render_pending(0, done=False, text=" \n ")


# The same file again


def test_a_longer_version_of_a_file_brings_only_what_is_new() -> None:
    old = parse(LOG)
    newer = LOG.replace("# 2024.2\n", "# 2024.2\n\n## 2024.2.11\n\n《Newer》\n\nnew\n", 1).replace(
        "[ ] Gamma", "[x] Gamma"
    )
    newer = newer.replace("- [ ] survey", "- [ ] survey\n- [ ] survey")
    known = {segment.fingerprint for segment in parts(old)}
    again = parse(newer.replace("\n", "\r\n"))
    assert [entry.title for entry in again.entries if entry.fingerprint not in known] == ["Newer"]
    assert [item.text for item in again.pending if item.fingerprint not in known] == ["survey"]
    assert known <= {segment.fingerprint for segment in parts(again)}


def test_a_note_written_elsewhere_is_recognized_by_its_fingerprint() -> None:
    log = parse(compose(parse(LOG), new_entries=[NewEntry(date(2024, 1, 3), "N", "b")]))
    assert entry_of(log, "N").fingerprint == entry_fingerprint(date(2024, 1, 3), "N", "b")
    assert item_of(log, "Beta app").fingerprint == pending_fingerprint(
        "Beta appendix\nwith the proof", pending_fingerprint("Beta paper")
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "《" * 1_000_000,
        "## 2024.1.1\n《" + "*a " * 300_000 + "》\n" + "\\" * 1_000_000,
        "# pending " + " " * 1_000_000 + "x",
        "# pending\n-" + " " * 1_000_000 + "[ ] x\n" + "\t" * 1_000_000,
        "# pending\n" + "".join(f"{' ' * depth}- [ ] {depth}\n" for depth in range(1_400)),
        "## 2024.1.1\n" + "Title\n    body\n" * 60_000,
        "".join(f"## {year:04}.1.1\n" for year in range(1, 10_000)),
    ],
    ids=["brackets", "asterisks", "blank", "marker", "nesting", "titles", "days"],
)
@pytest.mark.timeout(120)
def test_a_megabyte_of_anything_is_read_and_written(text: str) -> None:
    log = parse(text)
    new = [NewEntry(date(year, 1, 2), "N", "b") for year in range(1, 2_000)]
    changes = {segment.fingerprint: Dropped() for segment in parts(log)[::2]}
    again = parse(compose(log, changes, new_entries=new))
    assert len(again.entries) + len(again.pending) == (len(log.entries) + len(log.pending)) // 2 + len(new)


@pytest.mark.slow
def test_ten_thousand_levels_of_to_dos_are_fine() -> None:
    text = "# pending\n" + "".join(f"{' ' * depth}- [ ] {depth}\n" for depth in range(10_000))
    log = parse(text)
    assert log.pending[-1].depth == 9_999
    assert compose(log, {log.pending[0].fingerprint: RevisedPendingItem(done=True, text="0")}) == text.replace(
        "[ ] 0", "[x] 0", 1
    )


# The real log


@pytest.fixture(scope="module")
def real(shared_data: Path) -> str:
    return (shared_data / "seeds" / "papers-weekly.md").read_bytes().decode()


def test_the_real_log_comes_back_byte_for_byte(real: str) -> None:
    assert compose(parse(real)) == real


def test_the_real_log_is_counted_right(real: str) -> None:
    lines = real.split("\n")
    found = summary(parse(real))
    assert found.lines == real.count("\n") == 3_232
    assert found.days == sum(line.startswith("## 20") for line in lines) == 117
    assert found.pending == sum(line.lstrip().startswith("- [ ] ") for line in lines) == 19
    bracketed = sum(line.startswith("《") for line in lines)
    assert bracketed == 174
    styles = Counter(entry.style for entry in parse(real).entries)
    assert styles == {TitleStyle.BRACKETED: bracketed, TitleStyle.BARE: 8, TitleStyle.UNTITLED: 5}
    assert (found.entries, found.untitled) == (187, 5)


def test_every_line_under_a_day_of_the_real_log_is_in_a_note_of_that_day(real: str) -> None:
    expected: dict[date, list[str]] = {}
    day: date | None = None
    for line in real.split("\n"):
        if line.startswith("#"):
            numbers = [int(number) for number in re.findall(r"\d+", line)]
            day = date(*numbers) if line.startswith("## ") else None
        elif day is not None and line.strip():
            expected.setdefault(day, []).append(line)
    found: dict[date, list[str]] = {}
    for entry in parse(real).entries:
        heads = [] if entry.style is TitleStyle.UNTITLED else [entry.raw.split("\n")[0]]
        found.setdefault(entry.day, []).extend(heads + [line for line in entry.body.split("\n") if line.strip()])
    assert found == expected


def test_titles_of_the_real_log_are_clean(real: str) -> None:
    titles = {(entry.day, entry.title) for entry in parse(real).entries}
    assert titles >= {
        (date(2023, 12, 29), "Emu2: Generative Multimodal Models are In-Context Learners"),
        (date(2023, 12, 18), "Toolformer: Language Models Can Teach Themselves to Use Tools"),
        (date(2023, 12, 17), "Reflexion: Language Agents with Verbal Reinforcement Learning"),
        (date(2023, 12, 17), "Textbooks Are All You Need II: phi-1.5 technical report"),
        (date(2023, 4, 13), "The Unreasonable Effectiveness of Recurrent Neural Networks"),
        (date(2023, 4, 13), "Long short-term memory"),
        (date(2023, 4, 8), "Graph Convolutional Networks for Text Classification"),
    }
    assert not [title for _, title in titles if "*" in title or "《" in title]


def test_changes_all_over_the_real_log_read_back(real: str) -> None:
    log = parse(real)
    chosen = random.Random(7)
    changes: dict[str, Change] = {}
    expected = []
    for entry in log.entries:
        now = chosen.choice(["kept", "revised", "dropped"])
        if now == "revised":
            changes[entry.fingerprint] = RevisedEntry(
                f"{entry.title} again", f"{entry.body}\n\n《{entry.title}》\n## 2023.1.1"
            )
            expected.append((entry.day, f"{entry.title} again", f"{entry.body}\n\n《{entry.title}》\n## 2023.1.1"))
        elif now == "dropped":
            changes[entry.fingerprint] = Dropped()
        else:
            expected.append((entry.day, entry.title, entry.body))
    again = parse(compose(log, changes))
    assert values(again) == expected
    assert [part.raw for part in again.segments if isinstance(part, FreeText)] == [
        part.raw for part in log.segments if isinstance(part, FreeText)
    ]
