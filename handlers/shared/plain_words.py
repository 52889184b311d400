"""Commands in plain words without a slash, for private chats: ``搜索 扩散``, ``find LoRA``."""

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("note", "记", "记录", "记一下", "记笔记", "메모", "메모해줘"), "note"),
    **dict.fromkeys(("notes", "笔记", "我的笔记", "노트", "메모들", "메모목록"), "notes"),
    **dict.fromkeys(("todo", "todos", "to-do", "待办", "待读", "清单", "할일", "할일목록"), "todo"),
    **dict.fromkeys(("search", "find", "搜索", "搜", "查找", "找", "检索"), "search"),
    **dict.fromkeys(("검색", "검색해줘", "찾기", "찾아줘"), "search"),
    **dict.fromkeys(("similar", "相似", "类似", "비슷한", "유사한"), "similar"),
    **dict.fromkeys(("digest", "精选", "今日论文", "新论文", "소식", "새논문", "다이제스트"), "digest"),
    # Not "review": notes on papers often begin with it.
    **dict.fromkeys(("周报", "周回顾", "每周回顾", "주간리뷰", "주간정리", "한주정리"), "review"),
    **dict.fromkeys(("subscribe", "订阅", "구독"), "subscribe"),
    **dict.fromkeys(("subscriptions", "我的订阅", "구독목록"), "subscriptions"),
    **dict.fromkeys(("unsubscribe", "退订", "取消订阅", "구독취소", "구독해지"), "unsubscribe"),
    **dict.fromkeys(("profile", "喜好", "我的喜好", "취향", "내취향"), "profile"),
    **dict.fromkeys(("paper", "论文", "논문"), "paper"),
    **dict.fromkeys(("settings", "设置", "설정"), "settings"),
    **dict.fromkeys(("export", "导出", "내보내기"), "export"),
    **dict.fromkeys(("help", "帮助", "도움말", "도움"), "help"),
    **dict.fromkeys(("cancel", "取消", "취소"), "cancel"),
})  # fmt: skip
"""Names of commands by word. ``forget`` is missing, so that no one deletes anything by accident."""


def command_of(word: str) -> str | None:
    """The command that a word means in any of the languages; case and final punctuation do not matter."""
    return WORDS.get(word.casefold().rstrip(":：,，.。!！?？"))
