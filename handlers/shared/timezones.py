"""The time zone a person means. Zones have IANA names, from the data that ``zoneinfo`` reads."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

# Cities that have no zone of their own at IANA, and names in Chinese and Korean.
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

# One well-known place per offset in use, in the order they are offered.
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
"""Zones offered when the text may mean several."""


@dataclass(frozen=True, slots=True)
class ZoneMatch:
    """A zone's ``name``, or an empty one and the names of ``similar`` zones."""

    name: str = ""
    similar: tuple[str, ...] = ()


def find_timezone(text: str, now: datetime) -> ZoneMatch:
    """Find ``Asia/Shanghai`` in any case, a city alone, or places where an offset such as ``UTC+8`` holds ``now``."""
    wanted = " ".join(text.replace("_", " ").split()).casefold()
    names = _names()
    if wanted in names:
        return ZoneMatch(names[wanted])
    offset = _OFFSET.fullmatch(wanted)
    if offset is not None:
        return ZoneMatch(similar=_places_at(offset, now))
    near = difflib.get_close_matches(wanted[:60], names, n=OFFERED, cutoff=0.75)
    return ZoneMatch(similar=tuple(dict.fromkeys(names[name] for name in near)))


@cache
def _names() -> Mapping[str, str]:
    """Zones by the folded names people use: the full name, its city, and the other names above."""
    names: dict[str, str] = {}
    # Shorter names first, so that Louisville is America/Louisville rather than America/Kentucky/Louisville.
    for zone in sorted(available_timezones(), key=lambda zone: (zone.count("/"), zone)):
        folded = zone.casefold().replace("_", " ")
        names[folded] = zone
        if not zone.startswith("Etc/"):
            names.setdefault(folded.rpartition("/")[2], zone)
    return MappingProxyType({**names, **_OTHER_NAMES})


def _places_at(offset: re.Match[str], now: datetime) -> tuple[str, ...]:
    size = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    wanted = size if offset[1] == "+" else -size
    fitting = (name for name in _KNOWN_PLACES if now.astimezone(ZoneInfo(name)).utcoffset() == wanted)
    return tuple(fitting)[:OFFERED]
