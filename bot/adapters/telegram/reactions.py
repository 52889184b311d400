"""Reactions as opinions about a paper.

Telegram lists the emoji for reactions at https://core.telegram.org/bots/api#reactiontypeemoji. Those missing below
(🤔, 👀, …) and custom emoji express no opinion.
"""

from collections.abc import Sequence

from telegram import ReactionType, ReactionTypeEmoji

from bot.core.model.digests import Signal

LIKED = "👍 ❤ 🔥 🥰 👏 🎉 🤩 😍 💯 ⚡ 🏆 ❤‍🔥 🙏 👌 🤯 🆒 💘 😘 🤗 🫡 🤝 🍾 🍓"
DISLIKED = "👎 💩 🤮 🥱 🖕 😡 🤬 💔 🤡 😴 🥴"

_EMOJI_STYLE = "\ufe0f"
"""Some clients write ❤ with this character after it, some without."""


def signal_of(reactions: Sequence[ReactionType]) -> Signal | None:
    """Return the newest opinion among a person's reactions to one message, which Telegram gives oldest first."""
    for reaction in reversed(reactions):
        if isinstance(reaction, ReactionTypeEmoji):
            emoji = reaction.emoji.replace(_EMOJI_STYLE, "")
            if emoji in LIKED.split():
                return Signal.LIKED
            if emoji in DISLIKED.split():
                return Signal.DISLIKED
    return None
