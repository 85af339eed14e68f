"""The two ways into the program: ``main`` is the command line, ``window`` the window."""

from __future__ import annotations

import sys

PAPERS_WORKER = "--papers-worker"
"""What a frozen program calls itself with; elsewhere Python runs the worker's module."""


def main() -> int:
    """Run the command line; ``python -m xinbao_desktop`` is the same as ``xinbao``."""
    if sys.argv[1:] == [PAPERS_WORKER]:
        return _serve_papers()
    from xinbao_desktop.cli import main as command_line

    return command_line()


def window() -> int:
    """Show the window; ``xinbao-desktop [FILE]`` opens a client file."""
    if sys.argv[1:] == [PAPERS_WORKER]:
        return _serve_papers()
    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.gui.application import run

    return run(sys.argv[1:], build_services())


def _serve_papers() -> int:
    from xinbao_desktop.bootstrap import serve_papers

    return serve_papers()


if __name__ == "__main__":
    sys.exit(main())
