"""Propose the checklist slot a paper belongs to, from its file name and its own text.

Which words speak for which slot is data (``resources/papers/recognition.toml``); how they are
weighed stands here. A picture without text is judged by its name alone, with less confidence;
where text is read from pictures one day, it is handed in as ``page_texts``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import (
    KeyFact,
    Keyword,
    KnownNumbers,
    Proposal,
    RecognitionRule,
    folded,
)
from xinbao_desktop.papers.key_facts import key_facts, known_facts
from xinbao_desktop.papers.keywords import Hit, KeywordIndex
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEAST_CONFIDENCE = Decimal("0.30")
_WITHOUT_TEXT = Decimal("0.75")
_KNOWN_IN_NAME = Decimal("0.5")
_TITLE_LINES = 16
# A heading fills its line; "as per packing list" is a mention.
_HEADING_SHARES = ((0.75, Decimal(1)), (0.3, Decimal("0.6")), (0.0, Decimal("0.35")))
_MOST_CONFIDENT = Decimal("0.99")
_WORDS_AT_MOST = Decimal("0.6")
_ONE, _ZERO, _CENT = Decimal(1), Decimal(0), Decimal("0.01")

_IN_NAME = Text("文件名含“{words}”", "its name says “{words}”")
_IN_TITLE = Text("标题含“{words}”", "its heading says “{words}”")
_IN_TEXT = Text("正文含“{words}”", "its text says “{words}”")
_IS_KNOWN = Text("文件名是已登记的号码“{words}”", "its name is the recorded number “{words}”")
_NOTHING = Text(
    "文件名和文字都没有说明是什么单证，请自行选择",
    "Neither its name nor its text says what it is; choose the slot yourself",
)
_UNSURE = Text(
    "像多种单证（{slots}），请自行选择", "It could be several papers ({slots}); choose yourself"
)
_NO_TEXT = Text("图片没有文字层，只按文件名判断", "a picture without text, judged by its name")


@dataclass(slots=True)
class _Evidence:
    """What speaks for one slot."""

    name: Decimal = _ZERO
    title: Decimal = _ZERO
    words: Decimal = _ZERO
    reasons: dict[Text, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """The three together, as independent hints."""
        return _ONE - (_ONE - self.name) * (_ONE - self.title) * (_ONE - self.words)


def propose(
    name: str, page_texts: Sequence[str], rules: Sequence[RecognitionRule], known: KnownNumbers
) -> Proposal:
    """Return where a paper seems to belong, with its reasons and the numbers it names."""
    own = known_facts(name, page_texts, known)
    invoices = tuple(dict.fromkeys(invoice for _, invoice in own))
    numbers = tuple(dict.fromkeys((*(fact for fact, _ in own), *key_facts(page_texts))))
    evidence = _gather(name, page_texts, tuple(rules))
    _add_known(evidence, rules, [fact for fact, _ in own if fact.page == 0])
    has_text = any(text.strip() for text in page_texts)
    slot, confidence, why = _judge(evidence, has_text=has_text)
    return Proposal(slot, confidence, why, numbers, invoices)


def _judge(evidence: dict[str, _Evidence], *, has_text: bool) -> tuple[str | None, Decimal, Text]:
    ranked = sorted(evidence.items(), key=lambda item: (-item[1].total, item[0]))
    if not ranked:
        return None, _ZERO, _NOTHING
    slot, best = ranked[0]
    second = ranked[1][1].total if len(ranked) > 1 else _ZERO
    confidence = best.total * (_ONE - second / best.total / 2)
    if not has_text:
        confidence *= _WITHOUT_TEXT
    confidence = min(_MOST_CONFIDENT, confidence.quantize(_CENT))
    if len(ranked) > 1 and second >= best.total * Decimal("0.98"):
        slots = ", ".join(sorted(s for s, e in ranked if e.total >= second))
        return None, _ZERO, _UNSURE.fill(slots=slots)
    if confidence < LEAST_CONFIDENCE:
        return None, confidence, _NOTHING
    reasons = [phrase.fill(words=words) for phrase, words in best.reasons.items()]
    if not has_text:
        reasons.append(_NO_TEXT)
    return slot, confidence, joined(reasons, zh="，", en=", ")


def _gather(
    name: str, page_texts: Sequence[str], rules: tuple[RecognitionRule, ...]
) -> dict[str, _Evidence]:
    names, titles, words = _indexes(rules)
    evidence: dict[str, _Evidence] = {}
    stem = _name_words(name)
    for hit in names.hits(stem):
        found = evidence.setdefault(hit.slot, _Evidence())
        if hit.weight > found.name:
            found.name = hit.weight
            found.reasons[_IN_NAME] = hit.word
    first = next((text for text in page_texts if text.strip()), "")
    for line in _title_lines(first):
        _weigh_heading(evidence, titles.hits(line), len(line))
    _weigh_words(evidence, words, page_texts)
    return evidence


def _weigh_heading(evidence: dict[str, _Evidence], hits: Sequence[Hit], length: int) -> None:
    """Weigh the words of one line; Chinese and English of one title count together."""
    covered: dict[str, int] = {}
    for hit in hits:
        covered[hit.slot] = covered.get(hit.slot, 0) + hit.end - hit.start
    for hit in hits:
        found = evidence.setdefault(hit.slot, _Evidence())
        share = covered[hit.slot] / length
        weight = hit.weight * next(w for least, w in _HEADING_SHARES if share >= least)
        if weight > found.title:
            found.title = weight
            found.reasons[_IN_TITLE] = hit.word


def _weigh_words(
    evidence: dict[str, _Evidence], words: KeywordIndex, page_texts: Sequence[str]
) -> None:
    seen: set[tuple[str, str]] = set()
    for text in page_texts[:5]:
        for hit in words.hits(folded(text)):
            if (hit.slot, hit.word) in seen:
                continue
            seen.add((hit.slot, hit.word))
            found = evidence.setdefault(hit.slot, _Evidence())
            total = _ONE - (_ONE - found.words) * (_ONE - hit.weight)
            found.words = min(_WORDS_AT_MOST, total)
            found.reasons.setdefault(_IN_TEXT, hit.word)


def _add_known(
    evidence: dict[str, _Evidence], rules: Iterable[RecognitionRule], in_name: Sequence[KeyFact]
) -> None:
    """Let a file that is named only by a number speak for the paper that bears the number."""
    if any(found.name for found in evidence.values()):
        return
    for rule in rules:
        for fact in in_name:
            if fact.kind is rule.known:
                found = evidence.setdefault(rule.slot, _Evidence())
                found.name = _KNOWN_IN_NAME
                found.reasons[_IS_KNOWN] = fact.value


def _name_words(name: str) -> str:
    stem = PurePath(name).name
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", stem)
    return folded(re.sub(r"[_\-+,;()（）\[\]【】&]+", " ", stem))


# A printed mail: its subject is its heading, what was attached to it is not.
_SUBJECT = re.compile(r"^(?:主题|subject|re|fwd?|回复|转发|答复|\s|[:：])+[:：]\s*")
_FILE_NAME = re.compile(r"\.(?:pdf|jpe?g|png|tiff?|heic|docx?|xlsx?|zip|rar|eml)\b")


def _title_lines(text: str) -> list[str]:
    """Return the first lines, folded; spaced-out Chinese headings (合 同) are drawn together."""
    lines: list[str] = []
    for line in text.splitlines():
        joined_up = re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", line)
        words = _SUBJECT.sub("", folded(joined_up))
        if words and not _FILE_NAME.search(words):
            lines.append(words)
        if len(lines) == _TITLE_LINES:
            break
    return lines


@lru_cache(maxsize=4)
def _indexes(
    rules: tuple[RecognitionRule, ...],
) -> tuple[KeywordIndex, KeywordIndex, KeywordIndex]:
    def entries(words: str) -> list[tuple[str, str, Decimal]]:
        listed: list[tuple[str, str, Decimal]] = []
        for rule in rules:
            keywords: tuple[Keyword, ...] = getattr(rule, words)
            listed += [(rule.slot, keyword.word, keyword.weight) for keyword in keywords]
        return listed

    return (
        KeywordIndex(entries("names")),
        KeywordIndex(entries("titles")),
        KeywordIndex(entries("words")),
    )
