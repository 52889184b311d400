"""Telegram's updates become events; the updates have recorded shapes."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update, User

from bot.adapters.telegram.parse import InlineQuestion, parse
from bot.core.events import (
    Body,
    ButtonPress,
    Edited,
    Event,
    IncomingFile,
    Joined,
    Left,
    Migrated,
    Reaction,
    TextMessage,
)
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Route
from bot.core.model.digests import Signal

Json = dict[str, Any]

NOW = datetime(2025, 6, 11, 12, 0, tzinfo=UTC)
ME = User(110201543, "Paperboy", is_bot=True, username="Paperboy_bot")
BOT = {"id": ME.id, "is_bot": True, "first_name": "Paperboy", "username": "Paperboy_bot"}
OTHER_BOT = {"id": 5, "is_bot": True, "first_name": "Clock", "username": "clock_bot"}
ADA = {"id": 7_000_000_001, "is_bot": False, "first_name": "Ada", "last_name": "Lovelace"}
PRIVATE = {"id": ADA["id"], "type": "private", "first_name": "Ada"}
GROUP = {"id": -4001, "type": "group", "title": "Lab"}
SUPERGROUP = {"id": -1002000000001, "type": "supergroup", "title": "Lab"}
FORUM = SUPERGROUP | {"is_forum": True}
CHANNEL = {"id": -1002000000009, "type": "channel", "title": "Papers"}


def message(chat: Json, text: str = "", **fields: Any) -> Json:
    """Return a message in the Bot API's format, with its mentions as entities."""
    body: Json = {"message_id": 12, "date": 1749643200, "chat": chat, "from": ADA}
    if text:
        body |= {"text": text, "entities": mentions(text)}
    if chat["type"] == "channel":
        body |= {"sender_chat": chat}
        del body["from"]
    return body | fields


def mentions(text: str) -> list[Json]:
    found: list[Json] = []
    start = 0
    for word in text.split(" "):
        name = word.rstrip(",:")
        length = len(name.encode("utf-16-le")) // 2
        if name.startswith("@"):
            found.append({"type": "mention", "offset": start, "length": length})
        start += len(word.encode("utf-16-le")) // 2 + 1
    return found


def read(kind: str, payload: Json) -> Event | InlineQuestion | None:
    return parse(Update.de_json({"update_id": 735000001, kind: payload}, None), ME, NOW)


def event(kind: str, payload: Json) -> Event:
    found = read(kind, payload)
    assert isinstance(found, Event)
    return found


def body(kind: str, payload: Json) -> Body:
    return event(kind, payload).body


def test_a_private_message_says_who_where_when_and_what() -> None:
    """Every message in the private chat is meant for Paperboy and kept exactly as typed."""
    found = event("message", message(PRIVATE, "/note 2312.13286  Strong\n\nin-context"))
    assert found == Event(
        key="735000001",
        actor=UserRef("telegram", "telegram", "7000000001"),
        actor_name="Ada Lovelace",
        address=Address("telegram", "telegram", "7000000001"),
        conversation=ConversationKind.PRIVATE,
        received_at=NOW,
        body=TextMessage("/note 2312.13286  Strong\n\nin-context", direct=True),
        message="12",
        route=Route(recipient="7000000001", direct="7000000001"),
    )


def test_names_pasted_from_our_messages_read_as_typed() -> None:
    """Our messages keep Telegram from linking ``cs.CL`` with an invisible character, which a person copies too."""
    pasted = body("message", message(PRIVATE, "/subscribe cs.\u2060CL v1.\u20602.\u2060md \u2060x"))
    assert pasted == TextMessage("/subscribe cs.CL v1.2.md \u2060x", direct=True)


def test_in_a_group_answers_show_what_they_reply_to() -> None:
    """In a group an answer is a reply to its message; a private answer goes to the author."""
    found = event("message", message(SUPERGROUP, "/note hi"))
    assert found.route == Route(recipient="7000000001", answers="12", direct="7000000001")
    assert found.conversation is ConversationKind.GROUP


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/note hi", TextMessage("/note hi")),
        ("/note@paperboy_bot hi", TextMessage("/note@paperboy_bot hi", direct=True)),
        ("/note@clock_bot hi", None),
        ("@paperboy_bot add 2312.13286", TextMessage("add 2312.13286", direct=True)),
        ("@PAPERBOY_BOT, add it", TextMessage("add it", direct=True)),
        ("𝔄 2312.13286 is great @paperboy_bot", TextMessage("𝔄 2312.13286 is great", direct=True)),
        ("what does @paperboy_bot say?", TextMessage("what does say?", direct=True)),
        ("@paperboy_bot /note  two  blanks", TextMessage("/note  two  blanks", direct=True)),
        ("/note ask @paperboy_bot about it", TextMessage("/note ask @paperboy_bot about it")),
        ("@clock_bot what time is it", None),
        ("just talking about 2312.13286", None),
    ],
)
def test_in_a_group_only_messages_to_paperboy_are_read(text: str, meant: TextMessage | None) -> None:
    """Paperboy reads commands and mentions, but not talk between people or commands for other bots."""
    found = read("message", message(GROUP, text))
    assert (found.body if isinstance(found, Event) else None) == meant


def test_a_person_without_a_username_is_not_mistaken_for_paperboy() -> None:
    """A mention by name counts only if it names Paperboy."""
    named = [{"type": "text_mention", "offset": 0, "length": 3, "user": ADA}]
    ours = [{"type": "text_mention", "offset": 0, "length": 3, "user": BOT}]
    assert read("message", message(GROUP, "Ada look", entities=named)) is None
    assert body("message", message(GROUP, "Bot look", entities=ours)) == TextMessage("look", direct=True)


def test_a_reply_to_paperboy_is_read_and_one_to_somebody_else_is_not() -> None:
    """In a group a person can answer Paperboy with a reply, without a command."""
    to_us = message(GROUP, "Better: 1", **{"from": BOT}, message_id=4)
    to_them = message(GROUP, "I like it", message_id=5)
    assert body("message", message(GROUP, "mine", reply_to_message=to_us)) == TextMessage("mine", answers="4")
    assert read("message", message(GROUP, "mine", reply_to_message=to_them)) is None
    assert body("message", message(GROUP, "/note x", reply_to_message=to_them)) == TextMessage("/note x", answers="5")


def test_a_forum_topic_is_separate_from_the_others() -> None:
    """Answers in a forum topic stay in it."""
    found = event("message", message(FORUM, "/todo", message_thread_id=77, is_topic_message=True))
    assert found.address == Address("telegram", "telegram", "-1002000000001", "77")


def test_a_thread_of_replies_is_not_a_topic() -> None:
    """In a plain supergroup replies also have a thread id, to which nothing can be sent."""
    found = event("message", message(SUPERGROUP, "/todo", message_thread_id=77))
    assert found.address.thread_id is None


def test_talk_in_a_topic_that_paperboy_opened_is_not_a_reply_to_it() -> None:
    """Telegram makes each message in a topic a reply to the message that opened it."""
    created = {"name": "Papers", "icon_color": 7322096}
    opened = message(FORUM, "", **{"from": BOT}, message_id=77, forum_topic_created=created)
    place: Json = {"message_thread_id": 77, "is_topic_message": True, "reply_to_message": opened}
    assert read("message", message(FORUM, "just talking", **place)) is None
    assert body("message", message(FORUM, "/note hi", **place)) == TextMessage("/note hi")


def test_a_channel_speaks_for_itself() -> None:
    """The author of a channel post is the channel, so a private answer has no recipient."""
    found = event("channel_post", message(CHANNEL, "/subscribe cs.CL"))
    assert found.actor == UserRef("telegram", "telegram", "-1002000000009")
    assert found.actor_name == "Papers"
    assert found.conversation is ConversationKind.CHANNEL
    assert found.route == Route()


def test_an_anonymous_administrator_is_the_group() -> None:
    """An administrator who writes in the group's name is not a bot, although Telegram says so."""
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    found = event("message", message(SUPERGROUP, "/note hi", **{"from": anonymous}, sender_chat=SUPERGROUP))
    assert found.actor.user_id == "-1002000000001"
    assert found.route.recipient == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"from": BOT},
        {"from": OTHER_BOT},
        {"via_bot": BOT},
        {"is_automatic_forward": True, "sender_chat": CHANNEL},
    ],
)
def test_bots_do_not_talk_to_each_other(fields: Json) -> None:
    """Paperboy ignores its own messages, however they come back, and those of other bots."""
    assert read("message", message(SUPERGROUP, "/note hi", **fields)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"new_chat_members": [BOT]},
        {"left_chat_member": ADA},
        {"migrate_from_chat_id": -4001},
        {"group_chat_created": True},
        {"pinned_message": message(GROUP, "/note hi")},
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "u",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
                "type": "regular",
            }
        },
    ],
)
def test_messages_that_nobody_typed_are_ignored(fields: Json) -> None:
    """Service messages and stickers are ignored, in groups and in private."""
    assert read("message", message(GROUP, **fields)) is None
    assert read("message", message(PRIVATE, **fields)) is None


def test_the_largest_size_of_a_photo_comes_with_its_caption() -> None:
    """A photo with a /note caption is kept with the note, as sharp as Telegram has it."""
    sizes = [
        {"file_id": "small", "file_unique_id": "a", "width": 90, "height": 67, "file_size": 1000},
        {"file_id": "large", "file_unique_id": "b", "width": 1280, "height": 960, "file_size": 90000},
        {"file_id": "medium", "file_unique_id": "c", "width": 320, "height": 240, "file_size": 9000},
    ]
    posted = message(SUPERGROUP, photo=sizes, caption="/note figure 2", caption_entities=[])
    found = body("message", posted)
    url = "https://t.me/c/2000000001/12"
    assert found == TextMessage(
        "/note figure 2", files=(IncomingFile("large", "photo-12.jpg", "image/jpeg", 90000, url),)
    )


def test_a_file_keeps_its_name_and_type() -> None:
    """A document keeps its sender's name for it; in a private chat no address opens it."""
    document = {
        "file_id": "d",
        "file_unique_id": "u",
        "file_name": "论文.pdf",
        "mime_type": "application/pdf",
        "file_size": 1234,
    }
    found = body("message", message(PRIVATE, document=document, caption="/note draft"))
    file = IncomingFile("d", "论文.pdf", "application/pdf", 1234)
    assert found == TextMessage("/note draft", direct=True, files=(file,))


def test_a_voice_message_gets_a_name() -> None:
    """A file without a name is named after its kind."""
    voice = {"file_id": "v", "file_unique_id": "u", "duration": 3, "mime_type": "audio/ogg", "file_size": 99}
    found = body("message", message(PRIVATE, voice=voice))
    assert found == TextMessage("", direct=True, files=(IncomingFile("v", "voice-12", "audio/ogg", 99),))


def test_the_pictures_of_an_album_name_their_album() -> None:
    """Only one picture has the caption; nothing else connects them."""
    size = {"file_id": "p", "file_unique_id": "a", "width": 90, "height": 67}
    captioned = body("message", message(GROUP, photo=[size], media_group_id="1", caption="/note both"))
    bare = body("message", message(GROUP, photo=[size], media_group_id="1"))
    assert isinstance(captioned, TextMessage)
    assert isinstance(bare, TextMessage)
    assert (captioned.album, bare.album) == ("album/1", "album/1")
    assert (bare.text, bare.direct, len(bare.files)) == ("", False, 1)


def test_a_picture_between_people_is_ignored() -> None:
    """In a group Paperboy ignores a photo that is not addressed to it."""
    size = {"file_id": "p", "file_unique_id": "a", "width": 90, "height": 67}
    assert read("message", message(GROUP, photo=[size])) is None
    assert read("message", message(GROUP, photo=[size], media_group_id="1", caption="look")) is None
    assert isinstance(body("message", message(PRIVATE, photo=[size])), TextMessage)


def test_an_edited_message_has_a_new_text() -> None:
    """An edit has the message and its new text, read as a typed one; edits between people are ignored."""
    found = event("edited_message", message(GROUP, "@paperboy_bot add this", edit_date=1749643300))
    assert (found.body, found.message) == (Edited("add this"), "12")
    assert read("edited_message", message(GROUP, "never mind", edit_date=1749643300)) is None
    assert body("edited_channel_post", message(CHANNEL, "/note b", edit_date=1749643300)) == Edited("/note b")


def press(**fields: Any) -> Json:
    return {"id": "4382", "from": ADA, "chat_instance": "-1", "data": "undo:7", **fields}


def test_a_pressed_button_says_which_and_where() -> None:
    """A press has the button's action, its message and the person who pressed it."""
    under = message(FORUM, "Noted", **{"from": BOT}, message_thread_id=77, is_topic_message=True)
    found = event("callback_query", press(message=under))
    assert found.body == ButtonPress("undo:7")
    assert (found.message, found.address.thread_id) == ("12", "77")
    assert found.actor.user_id == "7000000001"
    assert found.route == Route(recipient="7000000001", direct="7000000001")


def test_a_button_of_a_message_too_old_to_show_still_works() -> None:
    """Telegram sends only the chat and the number of an old message; the press counts all the same."""
    found = event("callback_query", press(message={"chat": GROUP, "message_id": 3, "date": 0}))
    assert (found.body, found.message) == (ButtonPress("undo:7"), "3")


def test_a_button_without_a_conversation_does_nothing() -> None:
    """A button of a message sent through inline mode comes without a chat to answer in."""
    assert read("callback_query", press(inline_message_id="abc")) is None


def reaction(old: list[str], new: list[str], **fields: Any) -> Json:
    def as_json(emoji: list[str]) -> list[Json]:
        return [{"type": "emoji", "emoji": one} for one in emoji]

    where = {"chat": SUPERGROUP, "message_id": 12, "date": 1749643200}
    return where | {"old_reaction": as_json(old), "new_reaction": as_json(new), "user": ADA} | fields


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], ["👍"], Signal.LIKED),
        ([], ["❤"], Signal.LIKED),
        ([], ["❤\ufe0f"], Signal.LIKED),
        ([], ["❤\u200d🔥"], Signal.LIKED),
        ([], ["👎"], Signal.DISLIKED),
        (["👍"], ["💩"], Signal.DISLIKED),
        (["👍"], ["👍", "👎"], Signal.DISLIKED),
        (["👍"], [], None),
        (["👎"], ["🤔"], None),
    ],
)
def test_a_reaction_is_an_opinion(old: list[str], new: list[str], expected: Signal | None) -> None:
    """👍 and similar emoji teach one way, 👎 and similar ones the other; removing the reaction undoes the lesson."""
    found = event("message_reaction", reaction(old, new))
    assert (found.body, found.message) == (Reaction(expected), "12")


@pytest.mark.parametrize(("old", "new"), [([], ["🤔"]), (["👍"], ["🔥"]), (["👀"], [])])
def test_a_reaction_that_changes_no_opinion_is_not_read(old: list[str], new: list[str]) -> None:
    """Thinking faces teach nothing, and a second like adds nothing."""
    assert read("message_reaction", reaction(old, new)) is None


def test_an_anonymous_reaction_counts_as_the_groups() -> None:
    """An administrator who reacts in the group's name counts as the group."""
    changed = reaction([], ["👍"])
    del changed["user"]
    assert event("message_reaction", changed | {"actor_chat": SUPERGROUP}).actor.user_id == "-1002000000001"


def member(chat: Json, old: str, new: str, **fields: Any) -> Json:
    def as_json(status: str) -> Json:
        return {"user": BOT, "status": status, "until_date": 0} | RIGHTS.get(status, {})

    return {
        "chat": chat,
        "from": ADA,
        "date": 1749643200,
        "old_chat_member": as_json(old),
        "new_chat_member": as_json(new) | fields,
    }


RIGHTS: dict[str, Json] = {
    "administrator": dict.fromkeys(
        [
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
        ],
        False,
    ),
    "restricted": dict.fromkeys(
        [
            "is_member",
            "can_change_info",
            "can_invite_users",
            "can_pin_messages",
            "can_send_messages",
            "can_send_polls",
            "can_send_other_messages",
            "can_add_web_page_previews",
            "can_manage_topics",
            "can_send_audios",
            "can_send_documents",
            "can_send_photos",
            "can_send_videos",
            "can_send_video_notes",
            "can_send_voice_notes",
            "can_react_to_messages",
            "can_edit_tag",
        ],
        True,
    ),
}


@pytest.mark.parametrize(
    ("chat", "old", "new", "expected"),
    [
        (GROUP, "left", "member", Joined()),
        (SUPERGROUP, "kicked", "administrator", Joined()),
        (CHANNEL, "left", "administrator", Joined()),
        (GROUP, "member", "kicked", Left()),
        (GROUP, "administrator", "left", Left()),
        (PRIVATE, "member", "kicked", Left()),
        (PRIVATE, "kicked", "member", Joined()),
        (GROUP, "member", "administrator", None),
        (SUPERGROUP, "member", "restricted", None),
    ],
)
def test_joining_and_leaving(chat: Json, old: str, new: str, expected: Body | None) -> None:
    """Being added, removed, blocked and unblocked are events; a change of rights is not."""
    found = read("my_chat_member", member(chat, old, new))
    assert (found.body if isinstance(found, Event) else None) == expected


def test_a_restricted_bot_outside_of_a_group_has_left_it() -> None:
    """A restricted member may be outside of the group."""
    assert body("my_chat_member", member(SUPERGROUP, "member", "restricted", is_member=False)) == Left()


def test_a_group_that_became_a_supergroup_is_followed_from_its_old_id() -> None:
    """The old conversation reports the new id, no matter who made the change."""
    found = event("message", message(GROUP, migrate_to_chat_id=-1002000000001))
    assert found.body == Migrated("-1002000000001")
    assert found.address.conversation_id == "-4001"


def test_an_inline_query_searches_the_persons_own_notes() -> None:
    """The words after @bot in any chat search the notes of the person who types them."""
    query = {"id": "99", "from": ADA, "query": "diffusion", "offset": "20", "chat_type": "supergroup"}
    asked = read("inline_query", query)
    assert isinstance(asked, InlineQuestion)
    assert (asked.id, asked.words, asked.offset) == ("99", "diffusion", "20")
    assert asked.event.address == Address("telegram", "telegram", "7000000001")
    assert asked.event.conversation is ConversationKind.PRIVATE


@given(before=st.text(max_size=20), after=st.text(max_size=20))
def test_removing_the_mention_loses_no_other_word(before: str, after: str) -> None:
    """Removing the mention keeps the text around it, in any script."""
    text = f"x{before} @Paperboy_bot {after}y"
    offset = len(f"x{before} ".encode("utf-16-le", "surrogatepass")) // 2
    marked = [{"type": "mention", "offset": offset, "length": len("@Paperboy_bot")}]
    found = body("message", message(GROUP, text, entities=marked))
    assert isinstance(found, TextMessage)
    assert found.direct
    assert found.text.split() == f"x{before} {after}y".split()
