"""All tables, by topic. The tables of a space have its id as a column, so that one space never shows another's rows."""

from storage.tables.community import community_asked, community_signals, recommendations
from storage.tables.conversations import continuations, dialogues, message_subjects, receipts, spaces, users
from storage.tables.digests import considered, picks, preferences, replacements_told, signals, subscriptions
from storage.tables.notes import attachments, document_parts, files, note_tags, notes
from storage.tables.papers import announced, announcements, arxiv_gate, paper_versions, papers
from storage.tables.queues import jobs, outbox
from storage.tables.schema import PENDING, metadata
from storage.tables.search import meta, models, search_index, vectors
from storage.tables.slack import slack_bots, slack_installations, slack_oauth_states
from storage.tables.todos import todos

__all__ = [
    "PENDING",
    "announced",
    "announcements",
    "arxiv_gate",
    "attachments",
    "community_asked",
    "community_signals",
    "considered",
    "continuations",
    "dialogues",
    "document_parts",
    "files",
    "jobs",
    "message_subjects",
    "meta",
    "metadata",
    "models",
    "note_tags",
    "notes",
    "outbox",
    "paper_versions",
    "papers",
    "picks",
    "preferences",
    "receipts",
    "recommendations",
    "replacements_told",
    "search_index",
    "signals",
    "slack_bots",
    "slack_installations",
    "slack_oauth_states",
    "spaces",
    "subscriptions",
    "todos",
    "users",
    "vectors",
]
