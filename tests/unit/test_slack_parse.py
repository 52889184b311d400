"""Slack's payloads become the events that people meant."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.slack.blockkit.mrkdwn import escape
from bot.adapters.slack.incoming.decode import decode
from bot.adapters.slack.incoming.interactivity import parse_actions, parse_shortcut, parse_submission, private_metadata
from bot.adapters.slack.incoming.parse import HomeOpened, LinkShared, parse_command, parse_event, people_in
from bot.adapters.slack.incoming.payload import ParseContext
from bot.adapters.slack.names import BUILT_INTO_SLACK, core_line, shown_names, slash_name
from bot.adapters.slack.references import block_id
from bot.adapters.slack.workspaces import Bot
from bot.core.commands import FormView
from bot.core.events import (
    ButtonPress,
    Edited,
    Event,
    FormSubmission,
    IncomingFile,
    Joined,
    Left,
    Reaction,
    TextMessage,
)
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.digests import Signal
from bot.core.ports.adapters import OpenForm

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
CONTEXT = ParseContext(Bot("T1", "UBOT", "BBOT", "https://lab.slack.com/"), NOW, {"U1": "Ann Lee", "U2": "Bo"})

Json = dict[str, Any]


def happened(event_id: str = "Ev1", **event: Any) -> Json:
    return {"type": "event_callback", "team_id": "T1", "event_id": event_id, "event": event}


def message(text: str, channel: str = "D1", **more: Any) -> Json:
    return happened(type="message", channel=channel, user="U1", text=text, ts="17.01", **more)


def mention(text: str, **more: Any) -> Json:
    return happened(type="app_mention", channel="C1", user="U1", text=text, ts="17.01", **more)


def parsed(payload: Json) -> Event:
    event = parse_event(payload, CONTEXT)
    assert isinstance(event, Event)
    return event


def said(payload: Json) -> TextMessage:
    body = parsed(payload).body
    assert isinstance(body, TextMessage)
    return body


def command(name: str, text: str = "", channel: str = "C1") -> Event:
    said = {"command": name, "text": text, "trigger_id": "1.T1.a", "response_url": "https://hook"}
    where = {"channel_id": channel, "channel_name": "lab", "user_id": "U1", "user_name": "ann"}
    return parse_command(said | where, CONTEXT)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("/note", "a &lt;b&gt; &amp;amp; c", "/note a <b> &amp; c"),
        ("/notes", "", "/notes"),
        ("/paperboy-search", "diffusion", "/search diffusion"),
        ("/paperboy", "search diffusion", "search diffusion"),
        ("/paperboy", "2312.13286", "2312.13286"),
        ("/paperboy", " ", "/help"),
    ],
)
def test_a_slash_command_says_what_was_typed(name: str, text: str, line: str) -> None:
    assert command(name, text).body == TextMessage(line, direct=True)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Search  diffusion", "/Search  diffusion"),
        ("note\nTwo lines", "/note\nTwo lines"),
        ("2312.13286", "2312.13286"),
        ("searching", "searching"),
        (" ", "/help"),
        ("", "/help"),
    ],
)
def test_paperboy_alone_takes_every_command(text: str, line: str) -> None:
    """As a command, so that an open question does not take it for its answer."""
    assert core_line("/paperboy", text, {"search", "note"}) == line


@pytest.mark.parametrize(
    ("own", "names"),
    [(False, {"search": "/paperboy search", "note": "/paperboy note"}), (True, {"search": "/paperboy-search"})],
)
def test_commands_are_shown_as_the_manifest_declares_them(own: bool, names: dict[str, str]) -> None:
    assert shown_names(["search", "note"], own=own) == names


def test_a_slash_command_says_who_asks_where_and_how_to_answer() -> None:
    event = command("/notes")
    assert (event.key, event.actor, event.actor_name) == ("1.T1.a", UserRef("slack", "T1", "U1"), "Ann Lee")
    assert (event.address, event.conversation) == (Address("slack", "T1", "C1"), ConversationKind.GROUP)
    assert (event.route.recipient, event.route.via, event.received_at) == ("U1", "https://hook", NOW)
    assert command("/notes", channel="D1").conversation is ConversationKind.PRIVATE


@given(st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True) | st.sampled_from(sorted(BUILT_INTO_SLACK)), st.text())
def test_every_command_has_a_name_in_slack_that_leads_back_to_it(name: str, text: str) -> None:
    if name != "paperboy":
        assert slash_name(name).removeprefix("/") not in BUILT_INTO_SLACK
        assert core_line(slash_name(name), text).rstrip() == f"/{name} {text}".rstrip()


def test_a_direct_message_may_be_in_plain_words() -> None:
    event = parsed(message("note MAE masks &gt; 75%"))
    assert event.body == TextMessage("note MAE masks > 75%", direct=True)
    assert (event.address, event.conversation) == (Address("slack", "T1", "D1"), ConversationKind.PRIVATE)
    assert (event.message, event.route.answers) == ("17.01", "")


def test_a_reply_in_a_direct_messages_thread_answers_its_first_message() -> None:
    event = parsed(message("worth a second look", thread_ts="16.00"))
    assert event.body == TextMessage("worth a second look", direct=True, answers="16.00")
    assert (event.address.thread_id, event.route.answers) == ("16.00", "16.00")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<@UBOT> search diffusion", "search diffusion"),
        ("<@UBOT>: note one\ntwo", "note one\ntwo"),
        ("<@UBOT|paperboy> notes", "notes"),
        ("<@UBOT>", "/help"),
        ("note ask <@U2> <@UBOT>", "note ask @Bo"),
    ],
)
def test_a_mention_is_a_command_without_the_mention(text: str, meant: str) -> None:
    assert said(mention(text)) == TextMessage(meant, direct=True)


def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    event = parsed(mention("<@UBOT> note this", thread_ts="16.00"))
    assert event.address == Address("slack", "T1", "C1", "16.00")
    assert said(mention("<@UBOT> note this", thread_ts="16.00")).answers == "16.00"


def test_the_first_message_of_a_thread_is_in_the_channel() -> None:
    assert parsed(mention("<@UBOT> note this", thread_ts="17.01")).address.thread_id is None


def test_a_mention_repeated_by_an_edit_is_the_same_event() -> None:
    again = mention("<@UBOT> note this, too", edited={"user": "U1", "ts": "18.00"}) | {"event_id": "Ev2"}
    assert parsed(mention("<@UBOT> note this")).key == parsed(again).key


@pytest.mark.parametrize(
    "payload",
    [
        message("hello", channel="C1"),
        message("hello", channel="C1", thread_ts="16.00"),
        message("<@UBOT> note this", channel="C1"),
        message("beep", bot_id="BOTHER"),
        message("beep", bot_id="BBOT"),
        message("beep", subtype="bot_message"),
        message("joined", subtype="channel_join"),
        happened(type="message", subtype="message_deleted", channel="D1", deleted_ts="17.01", ts="18.0"),
        message("me") | {"event": {"type": "message", "channel": "D1", "user": "UBOT", "text": "me", "ts": "17.01"}},
        mention("<@UBOT> hi", bot_id="BOTHER"),
        happened(type="app_home_opened", user="U1", channel="D1", tab="messages"),
        happened(type="team_join", user="U3"),
    ],
)
def test_messages_not_meant_for_paperboy_are_ignored(payload: Json) -> None:
    assert parse_event(payload, CONTEXT) is None


def test_a_message_with_a_file_brings_it_along() -> None:
    file = {"id": "F1", "name": "plot.png", "mimetype": "image/png", "size": 2048, "permalink": "https://lab/F1"}
    gone = {"id": "F2", "mode": "tombstone"}
    body = said(message("note the loss", subtype="file_share", files=[file, gone]))
    assert body.files == (IncomingFile("F1", "plot.png", "image/png", 2048, "https://lab/F1"),)
    assert said(message("", subtype="file_share", files=[file])).text == ""


def changed(text: str, before: str, channel: str = "D1", **more: Any) -> Json:
    new = {"type": "message", "user": "U1", "text": text, "ts": "17.01", **more}
    return happened(
        type="message", subtype="message_changed", channel=channel, message=new, previous_message={"text": before}
    )


def test_an_edit_names_the_message_that_was_typed() -> None:
    event = parsed(changed("note two", "note one"))
    assert (event.body, event.message, event.actor.user_id) == (Edited("note two"), "17.01", "U1")
    mentioned = parsed(changed("<@UBOT> note two", "<@UBOT> note one", channel="C1"))
    assert mentioned.body == Edited("note two")


@pytest.mark.parametrize(
    "payload",
    [
        changed("see <https://arxiv.org/abs/2312.13286>", "see <https://arxiv.org/abs/2312.13286>"),
        changed("two", "one", channel="C1"),
        changed("two", "one", bot_id="BBOT", user="UBOT"),
        changed("two", "one", subtype="bot_message"),
    ],
)
def test_previews_other_peoples_talk_and_our_own_edits_are_ignored(payload: Json) -> None:
    assert parse_event(payload, CONTEXT) is None


def reaction(name: str, kind: str = "reaction_added", **more: Any) -> Json:
    item = {"type": "message", "channel": "C1", "ts": "17.01"}
    return happened(**{"type": kind, "user": "U1", "reaction": name, "item": item, "item_user": "UBOT", **more})


@pytest.mark.parametrize(
    ("payload", "signal"),
    [
        (reaction("+1"), Signal.LIKED),
        (reaction("thumbsup::skin-tone-3"), Signal.LIKED),
        (reaction("-1"), Signal.DISLIKED),
        (reaction("heart", "reaction_removed"), None),
    ],
)
def test_a_reaction_to_a_message_of_paperboys_teaches(payload: Json, signal: Signal | None) -> None:
    event = parsed(payload)
    assert (event.body, event.message) == (Reaction(signal), "17.01")


@pytest.mark.parametrize(
    "payload",
    [
        reaction("eyes"),
        reaction("eyes", "reaction_removed"),
        reaction("+1", item_user="U2"),
        reaction("+1", item={"type": "file", "file": "F1"}),
        reaction("+1", user="UBOT"),
    ],
)
def test_other_reactions_teach_nothing(payload: Json) -> None:
    assert parse_event(payload, CONTEXT) is None


@pytest.mark.parametrize(
    ("event", "body"),
    [
        ({"type": "member_joined_channel", "user": "UBOT", "inviter": "U1"}, Joined()),
        ({"type": "member_joined_channel", "user": "U2"}, None),
        ({"type": "channel_unarchive", "user": "U1"}, Joined()),
        ({"type": "member_left_channel", "user": "UBOT"}, Left()),
        ({"type": "member_left_channel", "user": "U2"}, None),
        ({"type": "channel_left"}, Left()),
        ({"type": "group_left"}, Left()),
        ({"type": "channel_archive", "user": "U1"}, Left()),
        ({"type": "channel_deleted"}, Left()),
    ],
)
def test_paperboy_knows_which_channels_it_is_in(event: Json, body: object) -> None:
    found = parse_event(happened(**event, channel="C1"), CONTEXT)
    assert (found.body if isinstance(found, Event) else None) == body


def test_opening_the_home_tab_requests_the_persons_own_page() -> None:
    opened = happened(type="app_home_opened", user="U1", channel="D1", tab="home", view={"hash": "156.ab"})
    found = parse_event(opened, CONTEXT)
    assert isinstance(found, HomeOpened)
    assert (found.shown, found.request.address.conversation_id, found.request.actor.user_id) == ("156.ab", "D1", "U1")


def test_links_to_papers_are_distinguished_from_other_links() -> None:
    links = [{"domain": "arxiv.org", "url": "https://arxiv.org/abs/2312.13286v2?x=1&amp;y=2"}]
    links += [{"domain": "arxiv.org", "url": "https://arxiv.org/list/cs.CL/new"}]
    shared = happened(type="link_shared", user="U1", channel="C1", message_ts="17.01", links=links)
    found = parse_event(shared, CONTEXT)
    assert isinstance(found, LinkShared)
    assert found.papers == {links[0]["url"]: "2312.13286"}
    assert found.target == {"channel": "C1", "ts": "17.01"}
    composed = {**shared["event"], "channel": "COMPOSER", "source": "composer", "unfurl_id": "u-1"}
    found = parse_event(happened(**composed), CONTEXT)
    assert isinstance(found, LinkShared)
    assert (found.target, found.request.conversation) == (
        {"unfurl_id": "u-1", "source": "composer"},
        ConversationKind.PRIVATE,
    )
    assert parse_event(happened(**{**shared["event"], "links": links[1:]}), CONTEXT) is None


def test_a_link_posted_where_paperboy_is_not_belongs_to_the_persons_own_conversation() -> None:
    """Slack reports links in every public channel, also where Paperboy is not and so has no space."""
    links = [{"domain": "arxiv.org", "url": "https://arxiv.org/abs/2312.13286"}]
    asked = []
    for member in (True, False):
        told: Json = {"channel": "C1", "message_ts": "17.01", "links": links, "is_bot_user_member": member}
        found = parse_event(happened(type="link_shared", user="U1", **told), CONTEXT)
        assert isinstance(found, LinkShared)
        asked.append(found.request.address.conversation_id)
    assert asked == ["C1", ""]


def test_every_name_that_is_needed_is_requested() -> None:
    assert people_in(mention("<@UBOT> note ask <@U2>")) == {"U1", "U2", "UBOT"}
    assert people_in(changed("a", "b")) == {"U1"}
    assert people_in({"user_id": "U1", "text": "x"}) == {"U1"}


@pytest.mark.parametrize(
    ("wire", "typed"),
    [
        ("<http://arxiv.org/abs/1706.03762|arxiv.org/abs/1706.03762>", "arxiv.org/abs/1706.03762"),
        ("<https://a.b/?x=1&amp;y=2>", "https://a.b/?x=1&y=2"),
        ("<https://a.b/|our page>", "our page (https://a.b/)"),
        ("<mailto:ann@a.b|ann@a.b>", "ann@a.b"),
        ("<@U2> in <#C1|lab>, <!here> and <!subteam^S1|@readers>", "@Bo in #lab, @here and @readers"),
    ],
)
def test_encoded_text_is_decoded_to_what_was_typed(wire: str, typed: str) -> None:
    assert decode(wire, {"U2": "Bo"}) == typed


@given(st.text())
def test_plain_text_loses_no_character(text: str) -> None:
    assert decode(escape(text), {}) == text


def pressed(*actions: Json, **more: Any) -> Json:
    container = {"type": "message", "message_ts": "17.01", "channel_id": "C1", "is_ephemeral": False}
    told = {"type": "block_actions", "user": {"id": "U1", "username": "ann"}, "trigger_id": "2.T1.b"}
    return {**told, "container": container, "response_url": "https://hook", "actions": list(actions), **more}


BUTTON = {"type": "button", "action_id": "press:0", "block_id": "b1", "value": "todo.done:3"}


def test_a_button_sends_the_action_it_was_drawn_with() -> None:
    [event] = parse_actions(pressed(BUTTON), CONTEXT)
    assert (event.key, event.body, event.message) == ("2.T1.b", ButtonPress("todo.done:3"), "17.01")
    assert (event.address, event.route.via) == (Address("slack", "T1", "C1"), "https://hook")


def test_a_button_in_a_thread_is_answered_there_and_an_ephemeral_one_privately() -> None:
    container = {"message_ts": "17.01", "channel_id": "C1", "thread_ts": "16.00", "is_ephemeral": True}
    [event] = parse_actions(pressed(BUTTON, container=container), CONTEXT)
    assert (event.address.thread_id, event.message, event.route.answers) == ("16.00", "~17.01", "~17.01")


def test_a_button_that_one_person_sees_says_which_message_it_is_in() -> None:
    """Slack tells nothing else of such a message."""
    container = {"message_ts": "17.01", "channel_id": "C1", "is_ephemeral": True}
    [event] = parse_actions(pressed({**BUTTON, "block_id": block_id("12/0", 3)}, container=container), CONTEXT)
    assert (event.message, event.route.answers) == ("~12/0", "~12/0")


def test_a_choice_sends_the_chosen_option_and_a_link_nothing() -> None:
    select = {"type": "static_select", "action_id": "s", "block_id": "b1", "selected_option": {"value": "lang:ko"}}
    link = {"type": "button", "action_id": "open:0", "block_id": "b1", "url": "https://arxiv.org"}
    assert [event.body for event in parse_actions(pressed(select, link), CONTEXT)] == [ButtonPress("lang:ko")]


def boxes(*ticked: str) -> Json:
    options = [{"value": value} for value in ticked]
    return {"type": "checkboxes", "action_id": "tick", "block_id": "b2", "selected_options": options}


def page(*ticked: str, hash_: str = "h1") -> Json:
    initial = {"initial_options": [{"value": value} for value in ticked]} if ticked else {}
    element = {"type": "checkboxes", "action_id": "tick", "options": [], **initial}
    blocks = [{"type": "divider"}, {"type": "actions", "block_id": "b2", "elements": [element]}]
    return {
        "view": {"id": "V1", "type": "home", "hash": hash_, "blocks": blocks},
        "container": {"type": "view", "view_id": "V1"},
    }


def test_ticking_and_unticking_a_box_concerns_only_that_box() -> None:
    [ticked] = parse_actions(pressed(boxes("todo:1", "todo:2"), **page("todo:1")), CONTEXT)
    [undone] = parse_actions(pressed(boxes(), **page("todo:1")), CONTEXT)
    assert (ticked.body, undone.body) == (ButtonPress("todo:2"), ButtonPress("todo:1"))
    assert (ticked.address.conversation_id, ticked.conversation) == ("", ConversationKind.PRIVATE)


def test_boxes_ticked_before_the_page_is_redrawn_count_once_each() -> None:
    [first] = parse_actions(pressed(boxes("todo:1"), **page()), CONTEXT)
    again, second = parse_actions(pressed(boxes("todo:1", "todo:2"), **page()), CONTEXT)
    assert (again.key, second.body) == (first.key, ButtonPress("todo:2"))
    assert len({first.key, second.key}) == 2
    [later] = parse_actions(pressed(boxes("todo:1"), **page(hash_="h2")), CONTEXT)
    assert later.key != first.key


def test_a_box_at_the_end_of_a_line_works() -> None:
    accessory = {"type": "checkboxes", "action_id": "tick", "initial_options": [{"value": "todo:1"}]}
    shown = {"ts": "17.01", "blocks": [{"type": "section", "block_id": "b2", "accessory": accessory}]}
    assert parse_actions(pressed(boxes("todo:1"), message=shown), CONTEXT) == []
    [event] = parse_actions(pressed(boxes(), message=shown), CONTEXT)
    assert event.body == ButtonPress("todo:1")


def test_text_typed_into_an_input_box_follows_its_command() -> None:
    typed = {"type": "plain_text_input", "action_id": "say:/search", "block_id": "b3", "value": " diffusion "}
    [event] = parse_actions(pressed(typed, **page()), CONTEXT)
    assert event.body == TextMessage("/search diffusion", direct=True)
    assert parse_actions(pressed({**typed, "value": None}, **page()), CONTEXT) == []


def submitted(metadata: str, **values: Json) -> Json:
    state = {"values": {field: {"answer": value} for field, value in values.items()}}
    blocks = [{"type": "input", "block_id": field} for field in values]
    view = {"id": "V9", "private_metadata": metadata, "state": state, "blocks": blocks}
    return {"type": "view_submission", "user": {"id": "U1"}, "trigger_id": "3.T1.c", "view": view}


def test_a_form_returns_its_values_to_where_it_was_opened() -> None:
    [press] = parse_actions(pressed({**BUTTON, "value": "note.edit:12"}), CONTEXT)
    metadata = private_metadata(OpenForm("note", "12", FormView("Note", ())), press)
    choice = {"type": "static_select", "selected_option": {"value": "ko", "text": {}}}
    event = parse_submission(submitted(metadata, text={"value": "new"}, tags={"value": None}, language=choice), CONTEXT)
    assert event.body == FormSubmission("note", "12", {"text": "new", "tags": "", "language": "ko"})
    assert (event.address, event.message, event.route) == (press.address, press.message, press.route)


def test_a_form_submitted_again_is_the_same_event() -> None:
    [press] = parse_actions(pressed(BUTTON), CONTEXT)
    metadata = private_metadata(OpenForm("note", "", FormView("Note", ())), press)
    again = submitted(metadata) | {"trigger_id": "4.T1.d"}
    assert parse_submission(submitted(metadata), CONTEXT).key == parse_submission(again, CONTEXT).key


def chosen(callback_id: str, text: str, **more: Any) -> Event:
    shown = {"type": "message", "user": "U2", "text": text, "ts": "1700.000100", **more}
    told = {"type": "message_action", "callback_id": callback_id, "trigger_id": "5.T1.e", "message_ts": shown["ts"]}
    where = {
        "channel": {"id": "C1", "name": "lab"},
        "user": {"id": "U1", "name": "ann"},
        "response_url": "https://hook",
    }
    return parse_shortcut({**told, **where, "message": shown}, CONTEXT)


def test_save_as_note_opens_a_form_with_the_message_and_the_link_to_it() -> None:
    long = "masking &gt; " * 900
    event = chosen("save_note", long, thread_ts="1699.000000")
    assert isinstance(event.body, ButtonPress)
    name, _, argument = event.body.action.partition(":")
    link = "https://lab.slack.com/archives/C1/p1700000100?thread_ts=1699.000000&cid=C1"
    assert (name, msgspec.json.decode(argument)) == ("note.form", {"url": link, "text": "masking > " * 900})
    metadata = private_metadata(OpenForm("note", argument, FormView("Note", ())), event)
    assert len(metadata) < 3000
    assert msgspec.json.decode(msgspec.json.decode(metadata)["argument"]) == {"url": link}


def test_add_to_to_do_adds_the_messages_first_line_and_the_link_to_it() -> None:
    event = chosen("add_todo", "\n read <https://arxiv.org/abs/2312.13286> \nand more")
    line = "read https://arxiv.org/abs/2312.13286 https://lab.slack.com/archives/C1/p1700000100"
    assert event.body == TextMessage(f"/todo add {line}", direct=True)
    assert (event.key, event.route.via, event.route.recipient) == ("5.T1.e", "https://hook", "U1")
