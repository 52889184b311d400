"""The languages Paperboy speaks. Their sentences are in ``bot/locales``."""

from collections.abc import Mapping
from types import MappingProxyType

LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh": "中文", "ko": "한국어"})
"""Code (ISO 639-1) to the name that its speakers give it; the first is spoken where no other is known."""
