"""Break text into lines as Chinese typography asks.

A closing mark never begins a line, an opening one never ends it; numbers and Latin words stay
whole unless one alone is wider than the line. Nothing here knows pages or fonts: widths come
from the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NO_START = frozenset("，。、；：？！）】」』》〉”’…—～·％‰℃々ー,.;:?!)]}%”’")
NO_END = frozenset("（【「『《〈“‘([{￥$£€№＃☐☑")
HALF_BLANK = frozenset("，。、；：！？）】」』》〉")  # full-width marks blank on the right half
OPENING = frozenset("（【「『《〈“‘")  # full-width marks blank on the left half
CLOSING = HALF_BLANK | frozenset("”’")
BOXES = "☐☑"  # a box and the answer beside it stay together, up to the next wide space
GIVEN_UP = 0.12  # of the width: more taken from a line would leave a gap
WIDE_SPACE = "\u3000"
UNITS = frozenset("年月日元角分万亿个页份号天时")
GOOD_CUTS = "/-_.@&=?,:\\"
CURRENCY = re.compile(r"(?:^|[（(])[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, their width, and whether the paragraph ends here.

    ``gap``: it was broken at a space, which whoever copies the words must get.
    """

    words: str
    width: float
    last: bool
    gap: bool = False


def is_wide(char: str) -> bool:
    """Whether a character is set like a Chinese one: a line may break before and after it."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF00 <= code <= 0xFF60
        or 0xFFE0 <= code <= 0xFFE6
        or 0x20000 <= code <= 0x3FFFF
        or char in "“”‘’…—·※①②③④⑤⑥⑦⑧⑨⑩☐☑√"
    )


def is_chinese(words: str) -> bool:
    """Whether there is a Chinese character among the words; marks alone are none."""
    return any("\u3400" <= char <= "\u9fff" or char >= "\U00020000" for char in words)


def clusters(words: str) -> list[str]:
    """Split one paragraph into pieces that never break; a space is a piece of its own."""
    found: list[str] = []
    for piece in _pieces(words):
        if found and _joins(found, piece):
            found[-1] += piece
        else:
            found.append(piece)
    return _with_currencies(found)


def break_lines(
    words: str, width: float, measure: Callable[[str], float], *, indent: float = 0.0
) -> list[Line]:
    """Break text, which may hold several paragraphs, into lines no wider than ``width``.

    ``indent`` narrows the first line of each paragraph; drawing it there is the caller's work.
    """
    lines: list[Line] = []
    for paragraph in words.split("\n"):
        filled = list(_fill(clusters(paragraph), width, measure, indent))
        lines.extend(_not_alone(filled, width, measure))
    return lines


def is_tight(before: str, after: str) -> bool:
    """Whether two full-width marks share the blank between them: 》） take one and a half squares.

    The first then takes half a square less.
    """
    if before in CLOSING:
        return after in CLOSING or after in OPENING
    return before in OPENING and after in OPENING


def tightened(words: str) -> Iterator[tuple[str, bool]]:
    """Yield words in pieces, and of each whether its last mark takes half a square less."""
    start = 0
    for position in range(1, len(words)):
        if is_tight(words[position - 1], words[position]):
            yield words[start:position], True
            start = position
    if start < len(words):
        yield words[start:], False


def _not_alone(lines: list[Line], width: float, measure: Callable[[str], float]) -> list[Line]:
    """Let no paragraph end with a line of one character: the line before gives one up."""
    if len(lines) < 2 or lines[-2].gap:
        return lines
    before, last = lines[-2], lines[-1]
    alone = "".join(char for char in last.words if char not in NO_START)
    pieces = clusters(before.words)
    if len(alone) != 1 or not is_wide(alone) or len(pieces) < 2 or pieces[-2] == " ":
        return lines
    if not is_wide(pieces[-1][0]) or measure(pieces[-1]) > width * GIVEN_UP:
        return lines
    kept, moved = "".join(pieces[:-1]), pieces[-1] + last.words
    return [*lines[:-2], _line(kept, measure, last=False), _line(moved, measure, last=True)]


def _pieces(words: str) -> Iterator[str]:
    """Yield wide characters singly, spaces singly, and everything else by the word."""
    start = None
    for position, char in enumerate(words):
        if char == " " or is_wide(char):
            if start is not None:
                yield words[start:position]
                start = None
            yield char
        elif start is None:
            start = position
    if start is not None:
        yield words[start:]


def _joins(before: list[str], piece: str) -> bool:
    previous = before[-1]
    if WIDE_SPACE in (piece, previous):
        return False
    if previous[-1] in NO_END or previous[0] in BOXES:
        return True
    if piece[0] in NO_START:
        return True
    return len(piece) == 1 and piece in UNITS and previous[-1].isdigit() and len(previous) <= 5


def _with_currencies(pieces: list[str]) -> list[str]:
    """Keep ``USD 1,200.00`` together: code, space and number are one piece."""
    found: list[str] = []
    for piece in pieces:
        if (
            len(found) >= 2
            and found[-1] == " "
            and piece[0].isdigit()
            and CURRENCY.search(found[-2])
        ):
            found[-2:] = [found[-2] + " " + piece]
        else:
            found.append(piece)
    return found


def _fill(
    pieces: list[str], width: float, measure: Callable[[str], float], indent: float
) -> Iterator[Line]:
    line, used, room, first = "", 0.0, width - indent, True
    waiting = list(reversed(pieces))
    while waiting:
        piece = waiting.pop()
        wide = measure(piece)
        if line and is_tight(line[-1], piece[0]):
            wide += measure(line[-1] + piece[0]) - measure(line[-1]) - measure(piece[0])
        if used + wide - _blank(piece, measure) <= room + 0.01:
            if line or piece not in (" ", WIDE_SPACE) or first:
                line, used = line + piece, used + wide
            continue
        if line:
            yield _line(line, measure, last=False, gap=piece == " " or line.endswith(" "))
            waiting.append(piece)
        else:
            head, rest = _cut(piece, room, measure)
            yield _line(head, measure, last=not rest and not waiting)
            if rest:
                waiting.append(rest)
            elif not waiting:
                return
        line, used, room, first = "", 0.0, width, False
    yield _line(line, measure, last=True)


def _line(words: str, measure: Callable[[str], float], *, last: bool, gap: bool = False) -> Line:
    kept = words.rstrip(" \u3000")
    return Line(kept, measure(kept), last, gap)


def _blank(piece: str, measure: Callable[[str], float]) -> float:
    """Return how much of a piece's end may stick out because nothing is printed there."""
    return measure(piece[-1]) / 2 if piece[-1] in HALF_BLANK else 0.0


def _cut(piece: str, room: float, measure: Callable[[str], float]) -> tuple[str, str]:
    """Cut a piece that is wider than a whole line, after a sign where one is near."""
    count, used = 0, 0.0
    for char in piece:
        used += measure(char)
        if used > room + 0.01:
            break
        count += 1
    count = max(count, 1)
    best = max(piece.rfind(sign, 0, count) for sign in GOOD_CUTS) + 1
    if best > count // 2:
        count = best
    return piece[:count], piece[count:]
