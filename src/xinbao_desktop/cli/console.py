"""What a command prints: words in one language, or one JSON document; errors to the side."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from xinbao_desktop.errors import AppError
    from xinbao_desktop.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Console:
    """Prints for one run of one command."""

    lang: Lang
    json: bool

    def say(self, text: Text | str) -> None:
        """Print a line, unless the answer is JSON."""
        if not self.json:
            print(text if isinstance(text, str) else text.of(self.lang))

    def document(self, content: dict[str, Any]) -> None:
        """Print the one JSON document, if that was asked for."""
        if self.json:
            print(json.dumps({"format": 1, **content}, ensure_ascii=False, indent=1))

    def stream(self, head: dict[str, Any], key: str, rows: Iterator[dict[str, Any]]) -> None:
        """Print a JSON document whose last value is a list, one row a line as it comes."""
        start = json.dumps({"format": 1, **head}, ensure_ascii=False)
        sys.stdout.write(f'{start[:-1]}, "{key}": [')
        for number, row in enumerate(rows):
            sys.stdout.write("\n" if number == 0 else ",\n")
            sys.stdout.write(json.dumps(row, ensure_ascii=False))
        sys.stdout.write("\n]}\n")

    def stream_document(
        self, head: dict[str, Any], key: str, rows: Iterable[dict[str, Any]]
    ) -> None:
        """Print what ``document`` prints of a head and a last list, each row as it comes."""
        start = json.dumps({"format": 1, **head}, ensure_ascii=False, indent=1)
        start = start.removesuffix("\n}")
        sys.stdout.write(f'{start},\n "{key}": [')
        empty = True
        for row in rows:
            words = json.dumps(row, ensure_ascii=False, indent=1).replace("\n", "\n  ")
            sys.stdout.write(f"\n  {words}" if empty else f",\n  {words}")
            empty = False
        sys.stdout.write("]\n}\n" if empty else "\n ]\n}\n")

    def warn(self, text: Text) -> None:
        """Print to the error stream."""
        print(text.of(self.lang), file=sys.stderr)

    def error(self, error: AppError) -> None:
        """Print what happened and what to do, every detail on its own line."""
        print(error.text.of(self.lang), file=sys.stderr)
        for detail in getattr(error, "details", ()):
            print(f"  - {detail.of(self.lang)}", file=sys.stderr)

    def table(self, rows: Iterable[tuple[str, ...]]) -> None:
        """Print rows in columns, wide Chinese characters counted as two."""
        if self.json:
            return
        lines = [tuple(map(str, row)) for row in rows]
        if not lines:
            return
        widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
        for line in lines:
            cells = (c + " " * (w - _width(c)) for c, w in zip(line, widths, strict=True))
            print("  ".join(cells).rstrip())


def _width(words: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in words)


def use_utf8(*, json_wanted: bool) -> None:
    """Make the streams print every character: JSON as UTF-8 on every console."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if json_wanted and stream is sys.stdout:
                stream.reconfigure(encoding="utf-8", newline="\n")
            else:
                stream.reconfigure(errors="replace")
