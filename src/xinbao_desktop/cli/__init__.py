"""The command line ``xinbao``: parsing and printing only; never imports Qt by itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from xinbao_desktop.errors import AppError, Cancelled, ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence

DEBUG = "XINBAO_DEBUG"
"""Set in the environment of a developer, lets an unforeseen failure show its traceback."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    from xinbao_desktop.bootstrap import build_services
    from xinbao_desktop.cli.console import Console, use_utf8
    from xinbao_desktop.cli.parser import make_parser
    from xinbao_desktop.cli.session import language

    words = sys.argv[1:] if argv is None else list(argv)
    args = make_parser().parse_args(words)
    out = Console(language(args.lang), args.json)
    use_utf8(json_wanted=args.json)
    services = build_services()
    try:
        return int(args.run(args, services, out))
    except AppError as error:
        out.error(error)
        return int(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.DONE)
    except OSError as error:
        from xinbao_desktop.app.failures import translated

        out.error(translated(error))
        return int(ExitCode.DISK)
    except (Cancelled, KeyboardInterrupt):
        return int(ExitCode.CANCELLED)
    except Exception as error:
        if DEBUG in os.environ:
            raise
        out.warn(services.note_failure(error))
        return int(ExitCode.INTEGRITY)


if __name__ == "__main__":
    sys.exit(main())
