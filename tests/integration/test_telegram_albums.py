"""Albums in Telegram, whose pictures come one by one, from the person's message to the stored copies."""

from pathlib import Path

import pytest

from tests.support.platforms import meeting
from tests.support.wording import line


@pytest.mark.parametrize("transport", ["telegram-polling", "telegram-webhook"])
async def test_every_picture_of_an_album_is_kept_with_its_caption(transport: str, tmp_path: Path) -> None:
    async with meeting(transport, tmp_path) as me:
        person = me.person
        for number, caption in enumerate(["/note Three figures", "", ""]):
            await person.chat.posts_photo(person.me, caption, b"\xff\xd8%d" % number, album="13")
        shown = await me.sees(line("note-saved", number=1), line("note-files", count=3))
        assert len(person.screen()) == 1, "one answer, which names them all"
        await me.settles()
        async with me.app.database.begin() as work:
            space = await work.spaces.get(1)
            note = await work.notes.get(space, 1)
            assert note is not None
            copies = [await work.notes.copy(each) for each in await work.notes.attachments(note)]
        assert copies == [b"\xff\xd8%d" % number for number in range(3)], shown
        assert not me.rejected()
