"""Find the tables of a blank: fields under one another that make columns."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from xinbao_desktop.domain.blank import BlankFieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xinbao_desktop.domain.blank import BlankField

DIGITS = re.compile(r"\d+")
NUMBER_ONLY = re.compile(r"[\W\d]*")
STEP = 2.2  # a next row begins at most so many heights further down
SLACK = 3.0  # points by which edges that are meant to be equal differ


def columns_of(fields: Iterable[BlankField]) -> list[tuple[BlankField, ...]]:
    """Return each run of text fields that stand under one another as rows of a table do.

    A form's single fields stand under one another too; those have words of their own at their
    left, and names that differ by more than a number.
    """
    stacks: dict[tuple[int, int, int], list[BlankField]] = defaultdict(list)
    for field in fields:
        if field.kind is BlankFieldKind.TEXT and len(field.spots) == 1 and not field.multiline:
            spot = field.spots[0]
            key = (spot.page, round(spot.left / SLACK), round(spot.right / SLACK))
            stacks[key].append(field)
    found: list[tuple[BlankField, ...]] = []
    for stack in stacks.values():
        stack.sort(key=lambda field: field.spots[0].top)
        found += [tuple(run) for run in _runs(stack) if len(run) > 1 and _is_column(run)]
    return sorted(found, key=lambda run: (run[0].spots[0].page, run[0].spots[0].left))


def _runs(stack: Sequence[BlankField]) -> list[list[BlankField]]:
    runs: list[list[BlankField]] = []
    for field in stack:
        last = runs[-1][-1].spots[0] if runs else None
        spot = field.spots[0]
        height = spot.bottom - spot.top
        if last is not None and spot.top - last.top <= STEP * max(height, last.bottom - last.top):
            runs[-1].append(field)
        else:
            runs.append([field])
    return runs


def _is_column(run: Sequence[BlankField]) -> bool:
    stems = {DIGITS.sub("#", field.name) for field in run}
    numbered = len(stems) == 1 and "#" in next(iter(stems))
    alone = all(NUMBER_ONLY.fullmatch(field.spots[0].before) for field in run)
    return alone or (numbered and _same_words(run))


def _same_words(run: Sequence[BlankField]) -> bool:
    """Say whether no field but the first has words of its own at its left."""
    return len({DIGITS.sub("", field.spots[0].before) for field in run}) <= 1
