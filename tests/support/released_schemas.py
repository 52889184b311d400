"""Rows of every table, as each released schema holds them: the databases that upgrades are tested on.

A release whose schema is new adds its revision here, with all tables. Rows of earlier revisions never change.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from bot.core.codec import to_json
from bot.core.messages import Route
from bot.core.model.digests import Interests
from tests.support.storage_samples import reply

MADE = datetime(2025, 6, 1, tzinfo=UTC)
DAY = date(2025, 6, 1)
_CHAT = {"platform": "console", "workspace": "local", "conversation_id": "me"}
_QUEUED = {
    **_CHAT,
    "thread_id": "thread",
    "state": "pending",
    "next_at": MADE,
    "owner": "",
    "attempts": 0,
    "reason": "",
    "created_at": MADE,
    "route": to_json(Route()),
}
_SUBSCRIPTION = {
    **_CHAT,
    "thread_id": None,
    "space_id": 1,
    "user_id": 1,
    "interests": to_json(Interests(("cs.CL",), ("diffusion",))),
    "at": time(9, 30),
    "timezone": "Asia/Seoul",
    "top": 5,
    "weekdays": "[0,4]",
    "created_at": MADE,
    "last_due": date(2025, 6, 10),
    "layout": "thread",
    "rhythm": "daily",
    "unreachable": False,
    "since": DAY,
}
_APP = {"client_id": "c", "app_id": "A1", "team_id": "T1", "bot_token": "encrypted", "is_enterprise_install": False}

Rows = dict[str, list[dict[str, Any]]]

FIRST: Rows = {
    "spaces": [
        {
            **_CHAT,
            "id": 1,
            "kind": "private",
            "language": "ko",
            "timezone": "Asia/Seoul",
            "last_note": 1,
            "last_todo": 2,
            "last_subscription": 2,
            "created_at": MADE,
            "surprises": False,
        }
    ],
    "users": [
        {
            "id": 1,
            "platform": "console",
            "workspace": "local",
            "user_id": "ann",
            "name": "Ann",
            "folded_name": "ann",
            "created_at": MADE,
        }
    ],
    "dialogues": [{"space_id": 1, "user_id": 1, "name": "note", "state": "what", "opened_at": MADE}],
    "continuations": [{"id": 7, "space_id": 1, "payload": "a long query", "created_at": MADE}],
    "message_subjects": [{**_CHAT, "message": "m1", "space_id": 1, "about": '["paper:2312.13286"]', "stored_at": MADE}],
    "papers": [
        {
            "paper_id": "2312.13286",
            "version": 2,
            "title": "A title",
            "abstract": "We show it.",
            "authors": '["Ann Lee"]',
            "categories": '["cs.CL"]',
            "published": MADE,
            "updated": None,
            "comment": "",
            "doi": "10.1/x",
            "journal_ref": "",
            "stored_at": MADE,
        }
    ],
    "paper_versions": [
        {
            "paper_id": "2312.13286",
            "version": 1,
            "title": "A title",
            "abstract": 11,
            "comment": "",
            "replaced_at": MADE,
        }
    ],
    "announcements": [
        {
            "category": "cs.CL",
            "announced_on": DAY,
            "state": "fresh",
            "source": "feed",
            "stored_at": MADE,
            "complete": True,
            "shows": DAY,
            "reason": "",
        }
    ],
    "announced": [
        {
            "category": "cs.CL",
            "announced_on": DAY,
            "position": 0,
            "paper_id": "2312.13286",
            "kind": "new",
            "source": "feed",
        }
    ],
    "community_asked": [{"source": "hugging-face", "announced_on": DAY, "again_at": MADE}],
    "community_signals": [
        {
            "paper_id": "2312.13286",
            "source": "hugging-face",
            "kind": "upvotes",
            "value": 40,
            "url": "https://hf.co/papers/2312.13286",
            "stored_at": MADE,
        }
    ],
    "notes": [
        {
            "id": 1,
            "space_id": 1,
            "number": 1,
            "author_id": 1,
            "title": "A title",
            "paper_id": "2312.13286",
            "body": "kept words #tag",
            "written_on": DAY,
            "created_at": MADE,
            "updated_at": MADE,
            "revision": 1,
            "deleted_at": None,
            "embedded_as": 0,
        }
    ],
    "note_tags": [{"space_id": 1, "note_id": 1, "folded": "tag", "tag": "tag", "position": 0}],
    "files": [{"sha256": "0" * 64, "content": b"picture"}],
    "attachments": [
        {
            **_CHAT,
            "id": 1,
            "space_id": 1,
            "note_id": 1,
            "position": 0,
            "reference": "f1",
            "name": "loss.png",
            "media_type": "image/png",
            "size": 7,
            "url": "",
            "sha256": "0" * 64,
            "stored_at": MADE,
        }
    ],
    "todos": [
        {
            "id": number,
            "space_id": 1,
            "number": number,
            "parent_id": parent,
            "kind": kind,
            "text": text,
            "paper_id": "",
            "state": "open",
            "due": None,
            "priority": 0,
            "position": 0,
            "created_at": MADE,
            "closed_at": None,
            "embedded_as": 1,
        }
        for number, parent, kind, text in ((1, None, "section", "Retrieval"), (2, 1, "item", "read it"))
    ],
    "document_parts": [
        {
            "space_id": 1,
            "format": "papers-weekly",
            "position": 0,
            "raw": "# log\n",
            "fingerprint": "f",
            "note_id": 1,
            "todo_id": None,
            "revision": 1,
            "state": "",
            "day": DAY,
        }
    ],
    "subscriptions": [
        {**_SUBSCRIPTION, "id": 1, "number": 1, "paused": False},
        {**_SUBSCRIPTION, "id": 2, "number": 2, "paused": True, "rhythm": "weekly"},
    ],
    "considered": [{"subscription_id": 1, "category": "cs.CL", "announced_on": DAY, "entries": 1}],
    "picks": [
        {
            "space_id": 1,
            "paper_id": "2312.13286",
            "announced_on": DAY,
            "rank": 1,
            "score": 0.5,
            "reasons": '["because"]',
            "terms": "[]",
            "created_at": MADE,
            "scheduled": True,
        }
    ],
    "replacements_told": [{"space_id": 1, "paper_id": "2312.13286", "version": 2}],
    "signals": [{"space_id": 1, "user_id": 1, "paper_id": "2312.13286", "signal": "more", "created_at": MADE}],
    "preferences": [{"space_id": 1, "subject": "word:speech", "weight": 0.0, "user_id": 1, "created_at": MADE}],
    "recommendations": [{"space_id": 1, "source": "semantic-scholar", "pages": "{}", "again_at": MADE}],
    "receipts": [{"platform": "console", "workspace": "local", "event_key": "e1", "received_at": MADE, "error_id": ""}],
    "outbox": [
        {
            **_QUEUED,
            "id": 1,
            "dedupe_key": "1",
            "reply": to_json(reply("waiting", key="k")),
            "reply_key": "k",
            "scheduled": False,
            "sent": 1,
            "refs": "r1\n",
        }
    ],
    "jobs": [
        {
            **_QUEUED,
            "id": 1,
            "dedupe_key": None,
            "kind": "lookup",
            "payload": "{}",
            "space_id": 1,
            "user_id": 1,
        }
    ],
    "arxiv_gate": [{"name": "arxiv", "holder": "", "free_at": MADE}],
    "slack_installations": [{**_APP, "id": 1, "installed_at": datetime(2025, 6, 1), "user_id": "U1"}],  # noqa: DTZ001  # slack_sdk's columns have no zone
    "slack_bots": [{**_APP, "id": 1, "installed_at": datetime(2025, 6, 1)}],  # noqa: DTZ001  # the same
    "slack_oauth_states": [{"id": 1, "state": "s", "expire_at": datetime(2025, 6, 1)}],  # noqa: DTZ001  # the same
    "meta": [{"name": "tokenizer", "value": "an earlier one"}],
    "models": [{"id": 1, "name": "a model"}],
    "vectors": [
        {"id": 1, "space_id": 1, "model": 1, "kind": "todo", "entry_id": 2, "passage": 0, "vector": b"\0" * 516}
    ],
}

SECOND: Rows = {**FIRST, "outbox": [{**row, "failures": 2, "settled": 1} for row in FIRST["outbox"]]}

THIRD: Rows = {**SECOND, "spaces": [{**row, "members_may": '["subscribe"]'} for row in FIRST["spaces"]]}

RELEASED: dict[str, Rows] = {"0009": FIRST, "0010": SECOND, "0011": THIRD}
"""Rows of every table by revision, oldest first."""
