"""``python -m bot`` is ``paperboy``."""

import sys

from bot.cli import main

sys.exit(main())
