"""Slack's numbers, each with the page it comes from.

Slack counts characters and does not say how. The adapter counts UTF-16 units of the escaped text, which are never
fewer. Pages are given relative to https://docs.slack.dev/.
"""

from bot.core.ports.adapters import Pace, Window

# A message.
MESSAGE_BLOCKS = 50
"""reference/block-kit/blocks"""
MESSAGE_CHARACTERS = 9_000
"""All texts and links of the blocks. Undocumented, seen: refused above about 11,300 (slackapi/bolt-js#2867)"""
NOTIFICATION_CHARACTERS = 4_000
"""The text for notifications, before Slack truncates it; reference/methods/chat.postMessage"""

# Blocks.
RICH_TEXT_CHARACTERS = 3_000
"""Undocumented; the limit of a section"""
LIST_DEPTH = 8
"""Levels of a list below the first: its ``indent`` is 0 to 8; reference/block-kit/blocks/rich-text-block"""
SECTION_CHARACTERS = 3_000
"""reference/block-kit/blocks/section-block"""
HEADER_CHARACTERS = 150
"""reference/block-kit/blocks/header-block"""
CONTEXT_CHARACTERS = 2_000
"""One text of the block. Undocumented, seen; reference/block-kit/composition-objects/text-object says 3,000"""
CONTEXT_TEXTS = 10
"""reference/block-kit/blocks/context-block"""
INPUT_LABEL_CHARACTERS = 2_000
"""An input's label, and the hint below it; reference/block-kit/blocks/input-block"""

# Elements.
BUTTON_CHARACTERS = 75
"""reference/block-kit/block-elements/button-element"""
URL_CHARACTERS = 3_000
"""The page a button opens; reference/block-kit/block-elements/button-element. Applied to links as well"""
OPTION_CHARACTERS = 75
"""A choice or a checkbox, the line below it, and the value of a menu's option;
reference/block-kit/composition-objects/option-object
"""
MENU_OPTIONS = 5
"""reference/block-kit/block-elements/overflow-menu-element"""
CHECKBOXES = 10
"""One element; reference/block-kit/block-elements/checkboxes-element"""
SELECT_OPTIONS = 100
"""reference/block-kit/block-elements/select-menu-element"""
TEXT_INPUT_CHARACTERS = 3_000
"""reference/block-kit/block-elements/plain-text-input-element"""

# Modals and Home tabs.
VIEW_BLOCKS = 100
"""reference/views"""
MODAL_TITLE_CHARACTERS = 24
"""A modal's title, and its submit button; reference/views/modal-views"""
METADATA_CHARACTERS = 3_000
"""``private_metadata``; reference/views/modal-views"""

# The manifest: reference/app-manifest.
COMMANDS = 50
COMMAND_NAME_CHARACTERS = 32
COMMAND_DESCRIPTION_CHARACTERS = 2_000
USAGE_HINT_CHARACTERS = 1_000
UNFURL_DOMAINS = 5
SHORTCUT_NAME_CHARACTERS = 24
SHORTCUT_DESCRIPTION_CHARACTERS = 150
APP_DESCRIPTION_CHARACTERS = 140

# Time.
PACE = Pace(overall=Window(10, 1.0), conversation=lambda _: (Window(1, 1.0),))
"""One message per second in a channel, "several hundred" per minute in all; apis/web-api/rate-limits"""
ANSWER_SECONDS = 3.0
"""The time in which to answer a request of Slack's; interactivity/handling-user-interaction"""
TRIGGER_SECONDS = 3.0
"""The life of a ``trigger_id``; interactivity/handling-user-interaction"""
RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60.0
"""interactivity/handling-user-interaction#message_responses"""
PAGE_SIZE = 200
"""Entries per page of an answer, as many as Slack recommends; apis/web-api/pagination"""
HISTORY_EVERY = 60.0
"""Seconds per workspace between two reads of a conversation, outside of the Marketplace;
reference/methods/conversations.history
"""
HISTORY_PAGE = 15
"""Messages per such read; the same page"""
