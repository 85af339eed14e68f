"""Where the frozen command line begins."""

import sys

from xinbao_desktop.__main__ import main

sys.exit(main())
