"""Paragraphs and headings as strips: sizes, line spacing, widows, the second language.

Sizes and faces are those of Chinese office papers: running text in the serif (宋体), 小四 (12 pt),
titles in its bold; headings and tables in the sans (黑体), tables 五号 (10.5 pt).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache, partial

from xinbao_desktop.packet.fonts import clean, typeface
from xinbao_desktop.packet.sheet import BLACK, SOFT, Glyphs, Mark, Rule, Shade, Strip, moved
from xinbao_desktop.packet.tags import CODES, Role, Tag, language_of
from xinbao_desktop.packet.typeset import Line, break_lines, is_chinese, is_wide
from xinbao_desktop.text import Lang, Text

KEPT = 1 << 13  # texts whose lines are kept: a packet is laid out until its numbers stand
EM_BOX = 0.88  # of the size: how far the Chinese square reaches above the baseline


class Align(StrEnum):
    """Where a line stands in its width."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; ``indent`` counts in characters, sizes in points."""

    size: float = 12.0
    leading: float = 19.0
    bold: bool = False
    shade: Shade = BLACK
    align: Align = Align.LEFT
    indent: float = 0.0
    serif: bool = False


BODY = Style(align=Align.JUSTIFY, serif=True)
BODY_INDENTED = replace(BODY, indent=2)
CELL = Style(size=10.5, leading=14.5)
SECOND = Style(size=9.0, leading=11.5, shade=SOFT)
SECOND_CHINESE = Style(size=10.5, leading=14.0, shade=SOFT)  # Chinese is never below 五号


def second_style(words: str, align: Align = Align.LEFT) -> Style:
    """Return how the second language is set: small, but Chinese not below 五号."""
    style = SECOND_CHINESE if is_chinese(words) else SECOND
    return replace(style, align=align)


def primary(text: Text, lang: Lang) -> str:
    """Return a text's first language."""
    return text.of(lang)


def secondary(text: Text, lang: Lang) -> str:
    """Return a text's other language; empty where both read alike but for their punctuation.

    English that is mostly Chinese is what a person entered, said once already.
    """
    other = text.of(Lang.EN if lang is Lang.ZH else Lang.ZH)
    if _letters(other) == _letters(text.of(lang)):
        return ""
    chinese = sum(map(is_wide, other))
    return "" if lang is Lang.ZH and chinese > len(other) / 3 else other


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))


def lines_of(words: str, width: float, style: Style) -> list[Line]:
    """Break words for this style."""
    return list(_lines_of(words, width, style))


@lru_cache(KEPT)
def _lines_of(words: str, width: float, style: Style) -> tuple[Line, ...]:
    measure = partial(typeface(bold=style.bold, serif=style.serif).width, size=style.size)
    indent = style.indent * style.size
    return tuple(break_lines(clean(words), width, measure, indent=indent))


def set_line(
    line: Line, width: float, style: Style, *, top: float, x: float = 0.0, tag: Tag | None = None
) -> Glyphs:
    """Place one line whose upper edge is ``top``."""
    spare = width - line.width
    spacing, shift = 0.0, 0.0
    if style.align is Align.CENTRE:
        shift = spare / 2
    elif style.align is Align.RIGHT:
        shift = spare
    elif style.align is Align.JUSTIFY and not line.last and len(line.words) > 1:
        stretch = spare / (len(line.words) - 1)
        spacing = stretch if -1.0 < stretch < style.size * 0.12 else 0.0
    y = top + (style.leading - style.size) / 2 + style.size * EM_BOX
    words = line.words + " " * line.gap
    return Glyphs(
        x + shift, y, words, style.size, style.bold, style.shade, spacing, style.serif, tag
    )


def paragraph(
    words: str,
    width: float,
    style: Style = BODY,
    before: float = 0.0,
    tag: Tag | None = None,
) -> list[Strip]:
    """Return a paragraph; neither its first nor its last line stands alone on a page.

    Chinese fills its lines; words without any are not spread out letter by letter. Each line
    break begins a paragraph of its own unless the ``tag`` is given.
    """
    lines = [
        (line, _own_style(part, style))
        for part in words.split("\n")
        for line in lines_of(part, width, style)
    ]
    strips: list[Strip] = []
    starts, own = True, tag
    for number, (line, set_) in enumerate(lines):
        if starts and tag is None:
            own = Tag(Role.PARAGRAPH)
        shift = style.indent * style.size if starts else 0.0
        glyphs = set_line(line, width - shift, set_, top=0.0, x=shift, tag=own)
        keep = number in (0, len(lines) - 2) and number < len(lines) - 1
        strips.append(Strip(style.leading, (glyphs,), before if number == 0 else 0.0, keep))
        starts = line.last
    return strips


def _own_style(words: str, style: Style) -> Style:
    """Return how a paragraph without any Chinese is set: not spread out to fill its lines."""
    if style.align is Align.JUSTIFY and not is_chinese(words):
        return replace(style, align=Align.LEFT)
    return style


def bilingual(
    text: Text,
    width: float,
    lang: Lang,
    style: Style = BODY_INDENTED,
    before: float = 0.0,
    within: Tag | None = None,
) -> list[Strip]:
    """Return a paragraph in the first language with the other one small below it.

    Where one ends and the other begins no page breaks.
    """
    tag = Tag(Role.PARAGRAPH, within, CODES[lang])
    strips = paragraph(primary(text, lang), width, style, before, tag)
    other = secondary(text, lang)
    if other:
        strips[-1] = replace(strips[-1], keep=True)
        small = replace(second_style(other, style.align), serif=style.serif)
        if small.size > SECOND.size:  # running Chinese text is 小四 in either place
            small = replace(small, size=BODY.size, leading=BODY.leading)
        indent = style.indent * style.size
        tag = Tag(Role.PARAGRAPH, within, language_of(other))
        for strip in paragraph(other, width - indent, small, tag=tag):
            strips.append(_shifted(strip, indent))
    return strips


def second_tag(words: str, within: Tag) -> Tag:
    """Return the tag of the second language inside an element."""
    return Tag(Role.SPAN, within, language_of(words))


def heading(text: Text, width: float, lang: Lang, before: float = 16.0) -> list[Strip]:
    """Return a section's heading, bound to what follows it."""
    first, other = primary(text, lang), secondary(text, lang)
    style = Style(size=13.0, leading=20.0, bold=True)
    tag = Tag(Role.HEADING, lang=CODES[lang])
    inner = second_tag(other, tag)
    marks: list[Mark] = []
    lines = lines_of(first, width, style)
    marks += [set_line(line, width, style, top=n * 20.0, tag=tag) for n, line in enumerate(lines)]
    height = 20.0 * len(lines)
    if other:
        end = lines[-1].width + 8
        room = width - end
        below = second_style(other)
        small = lines_of(other, room, below)
        if len(small) == 1:
            base = marks[-1]
            assert isinstance(base, Glyphs)
            set_ = set_line(small[0], room, below, top=0.0, x=end, tag=inner)
            marks.append(replace(set_, y=base.y))
        else:
            for line in lines_of(other, width, below):
                marks.append(set_line(line, width, below, top=height, tag=inner))
                height += below.leading
    height += 4.0
    return [Strip(height, tuple(marks), before, keep=True)]


def titled(
    text: Text, width: float, lang: Lang, big: Style, small: Style, role: Role = Role.TITLE
) -> list[Strip]:
    """Return large words with the second language small below them, as one element.

    Centred words that need several lines fill them evenly: no single word is left below.
    """
    tag = Tag(role, lang=CODES[lang])
    words = primary(text, lang)
    even = _evened(words, width, big) if big.align is Align.CENTRE else width
    strips = [_shifted(s, (width - even) / 2) for s in paragraph(words, even, big, tag=tag)]
    other = secondary(text, lang)
    return [*strips, *(paragraph(other, width, small, tag=second_tag(other, tag)) if other else ())]


def _evened(words: str, width: float, style: Style) -> float:
    """Return the narrowest width in which words need no more lines, the first the longest."""
    count = len(lines_of(words, width, style))
    if count == 1:
        return width
    for narrower in range(int(width / 2), int(width), 4):
        lines = lines_of(words, float(narrower), style)
        if len(lines) == count and lines[0].width >= max(line.width for line in lines[1:]):
            return float(narrower)
    return width


def title(text: Text, width: float, lang: Lang, size: float = 20.0) -> list[Strip]:
    """Return a document's title, centred, ruled off below."""
    big = Style(size=size, leading=size * 1.45, bold=True, align=Align.CENTRE, serif=True)
    small = Style(size=11.0, leading=15.0, shade=SOFT, align=Align.CENTRE)
    strips = [replace(strip, keep=True) for strip in titled(text, width, lang, big, small)]
    line = Rule(0.0, 4.0, width, 4.0, width=1.2, shade=0.15)
    return [*strips, Strip(10.0, (line,), keep=True)]


def _shifted(strip: Strip, dx: float) -> Strip:
    marks = tuple(moved(mark, dx, 0.0) for mark in strip.marks)
    return replace(strip, marks=marks)
