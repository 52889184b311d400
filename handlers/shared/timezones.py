"""Finding the time zone a person means. Names are IANA's, from the zone data that ``zoneinfo`` reads."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

# Cities that people name and IANA files under another one, or that they write in their own language.
_OTHER_NAMES: Mapping[str, str] = MappingProxyType({
    **dict.fromkeys(("beijing", "shenzhen", "hangzhou", "china"), "Asia/Shanghai"),
    **dict.fromkeys(("北京", "上海", "深圳", "杭州", "中国", "베이징", "상하이"), "Asia/Shanghai"),
    **dict.fromkeys(("香港", "hong kong"), "Asia/Hong_Kong"),
    **dict.fromkeys(("台北", "臺北"), "Asia/Taipei"),
    **dict.fromkeys(("korea", "서울", "한국", "首尔", "韩国"), "Asia/Seoul"),
    **dict.fromkeys(("japan", "도쿄", "东京", "東京"), "Asia/Tokyo"),
    **dict.fromkeys(("新加坡", "싱가포르"), "Asia/Singapore"),
    **dict.fromkeys(("new york city", "nyc", "boston", "纽约", "뉴욕"), "America/New_York"),
    **dict.fromkeys(("san francisco", "seattle", "洛杉矶"), "America/Los_Angeles"),
    **dict.fromkeys(("伦敦", "런던"), "Europe/London"),
})  # fmt: skip

# One well-known place for each offset in use, in the order they are offered.
_KNOWN_PLACES = (
    "Asia/Shanghai", "Asia/Seoul", "Asia/Tokyo", "Asia/Singapore", "Asia/Kolkata", "Asia/Dubai", "Asia/Karachi",
    "Asia/Dhaka", "Asia/Bangkok", "Asia/Kathmandu", "Asia/Tehran", "Asia/Kabul", "Asia/Yangon", "Europe/London",
    "Europe/Berlin", "Europe/Paris", "Europe/Athens", "Europe/Moscow", "Europe/Istanbul", "Africa/Lagos",
    "Africa/Johannesburg", "Africa/Nairobi", "America/New_York", "America/Chicago", "America/Denver",
    "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "America/Halifax", "America/St_Johns",
    "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "America/Bogota", "America/Noronha", "Atlantic/Azores",
    "Atlantic/Reykjavik", "Australia/Sydney", "Australia/Adelaide", "Australia/Perth", "Pacific/Auckland",
    "Pacific/Honolulu", "Pacific/Pago_Pago", "Pacific/Noumea", "Pacific/Marquesas", "Pacific/Kiritimati",
)  # fmt: skip

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE | re.ASCII)

OFFERED = 3
"""Names offered where several may be meant."""


@dataclass(frozen=True, slots=True)
class Found:
    """``name`` is empty when no zone was named; ``similar`` are then the ones that come near."""

    name: str = ""
    similar: tuple[str, ...] = ()


def find_timezone(text: str, now: datetime) -> Found:
    """``Asia/Shanghai`` in any case, a city alone, or the places an offset such as ``UTC+8`` fits at ``now``."""
    wanted = " ".join(text.replace("_", " ").split()).casefold()
    names = _names()
    if wanted in names:
        return Found(names[wanted])
    offset = _OFFSET.fullmatch(wanted)
    if offset is not None:
        return Found(similar=_places_at(_offset(offset), now))
    near = difflib.get_close_matches(wanted[:60], names, n=OFFERED, cutoff=0.75)
    return Found(similar=tuple(dict.fromkeys(names[name] for name in near)))


@cache
def _names() -> Mapping[str, str]:
    """Zones by everything they may be called, folded: the whole name, its city, and other names."""
    names: dict[str, str] = {}
    # Shorter first, so that a city is America/Louisville rather than America/Kentucky/Louisville.
    for zone in sorted(available_timezones(), key=lambda zone: (zone.count("/"), zone)):
        folded = zone.casefold().replace("_", " ")
        names[folded] = zone
        if not zone.startswith("Etc/"):
            names.setdefault(folded.rpartition("/")[2], zone)
    return MappingProxyType({**names, **_OTHER_NAMES})


def _offset(match: re.Match[str]) -> timedelta:
    size = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return size if match[1] == "+" else -size


def _places_at(offset: timedelta, now: datetime) -> tuple[str, ...]:
    fitting = (name for name in _KNOWN_PLACES if now.astimezone(ZoneInfo(name)).utcoffset() == offset)
    return tuple(fitting)[:OFFERED]
