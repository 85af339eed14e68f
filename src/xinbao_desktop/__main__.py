"""The two ways into the program: ``main`` is the command line, ``window`` the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; ``python -m xinbao_desktop`` is the same as ``xinbao``."""
    from xinbao_desktop.cli import main as command_line

    return command_line()


def window() -> int:
    """Show the window; ``xinbao-desktop [FILE]`` opens a client file."""
    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.gui.application import run

    return run(sys.argv[1:], build_services())


if __name__ == "__main__":
    sys.exit(main())
