"""Where the frozen window begins."""

import sys

from xinbao_desktop.__main__ import window

sys.exit(window())
