"""The settings that an app under test starts with."""

from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from bot.settings import Settings


def settings_for(folder: Path, database_url: str, arxiv: str, **others: Any) -> Settings:
    """English, UTC, and the stand-in at the address ``arxiv``, which needs no pause between requests.

    ``others`` are further fields of ``Settings``.
    """
    return Settings(
        data_dir=folder,
        database_url=make_url(database_url),
        arxiv_api_url=f"{arxiv}/api/query",
        arxiv_feed_url=f"{arxiv}/atom/",
        arxiv_interval=0.0,
        language="en",
        timezone="UTC",
        log_level="WARNING",
        **others,
    )
