"""What an emoji says about a paper.

Telegram lists the emoji one can react with at https://core.telegram.org/bots/api#reactiontypeemoji; those that are not
below (🤔, 👀, …) say neither, and nor do custom emoji, which mean whatever their makers like.
"""

from collections.abc import Sequence

from telegram import ReactionType, ReactionTypeEmoji

from bot.core.model.digests import Signal

LIKED = "👍 ❤ 🔥 🥰 👏 🎉 🤩 😍 💯 ⚡ 🏆 ❤‍🔥 🙏 👌 🤯 🆒 💘 😘 🤗 🫡 🤝 🍾 🍓"
DISLIKED = "👎 💩 🤮 🥱 🖕 😡 🤬 💔 🤡 😴 🥴"

_EMOJI_STYLE = "\ufe0f"
"""Clients write ❤ with this behind it or without."""


def signal_of(reactions: Sequence[ReactionType]) -> Signal | None:
    """The newest of a person's reactions to one message that has an opinion; Telegram gives them oldest first."""
    for reaction in reversed(reactions):
        if isinstance(reaction, ReactionTypeEmoji):
            emoji = reaction.emoji.replace(_EMOJI_STYLE, "")
            if emoji in LIKED.split():
                return Signal.LIKED
            if emoji in DISLIKED.split():
                return Signal.DISLIKED
    return None
