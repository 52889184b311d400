"""Telegram's automatic links in what Paperboy says, found by Telegram's own library."""

from pathlib import Path

from tests.servers.telegram.text import at
from tests.support.platforms import meeting
from tests.support.wording import line


async def test_categories_and_file_names_are_not_links(tmp_path: Path, sqlite_template: Path) -> None:
    """A digest, a note and ``/feeds`` name ``cs.CL`` and ``notes.md``; a tap on one opens no site in Chile."""
    async with meeting("telegram-polling", tmp_path, sqlite_template) as me:
        await me.says("/digest cs.CL cs.CV top 3")
        await me.sees(line("digest-heading"), "cs.CL")
        await me.says("/feeds cs.CL cs.CV")
        await me.says("/note see notes.md, paper.py and README.md on cs.RO, or https://example.com/notes.md")
        await me.sees(line("note-saved"))
        await me.says("/note show 1")
        await me.sees("notes.md, paper.py and README.md on cs.RO")
        found = {
            at(each.text, entity["offset"], entity["length"])
            for each in me.person.messages()
            for entity in each.entities
            if entity["type"] == "url"
        }
        assert found == {"https://example.com/notes.md"}
