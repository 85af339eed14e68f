"""The parts an expression is made of, after parsing; two interpreters and a checker walk them.

Every node keeps the words it was written with, so that an explanation can quote the rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

LiteralValue: TypeAlias = bool | Decimal | str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the rule."""

    text: str
    value: LiteralValue


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact path; ``of_item`` when it is asked of the member of the list that is gone through."""

    text: str
    path: str
    of_item: bool = False


@dataclass(frozen=True, slots=True)
class AskedOn:
    """``on``: the day the question is asked for."""

    text: str


@dataclass(frozen=True, slots=True)
class ItemRef:
    """``item`` alone: one code of a list of codes."""

    text: str


@dataclass(frozen=True, slots=True)
class ParamRef:
    """``param("id")``."""

    text: str
    id: str


@dataclass(frozen=True, slots=True)
class GroupRef:
    """``codes("group")``."""

    text: str
    group: str


@dataclass(frozen=True, slots=True)
class Given:
    """``given(path)``: whether a fact is there at all."""

    text: str
    fact: FactRef


@dataclass(frozen=True, slots=True)
class Not:
    """``not x``."""

    text: str
    part: Node


@dataclass(frozen=True, slots=True)
class Junction:
    """``a and b and …`` or ``a or b or …``."""

    text: str
    word: str  # "and" or "or"
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison of two parts: ``< <= > >= == != in``, ``not in``."""

    text: str
    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``a + b`` and its kin."""

    text: str
    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Choice:
    """``then if condition else otherwise``."""

    text: str
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of values: ``days_between``, ``min`` and others."""

    text: str
    function: str
    args: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ListRef:
    """A list of subjects such as ``case_invoices``."""

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Each:
    """``all_of``, ``any_of``, ``count_of`` or ``sum_of`` over a list of subjects or of codes."""

    text: str
    function: str
    over: ListRef | Node
    body: Node | None


Node: TypeAlias = (
    Literal
    | FactRef
    | AskedOn
    | ItemRef
    | ParamRef
    | GroupRef
    | Given
    | Not
    | Junction
    | Compare
    | Arithmetic
    | Choice
    | Call
    | Each
)


def children(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 - one answer per kind of node
    """Return the parts of a node, in the order they are written."""
    match node:
        case Not():
            return (node.part,)
        case Junction():
            return node.parts
        case Compare() | Arithmetic():
            return (node.left, node.right)
        case Choice():
            return (node.condition, node.then, node.otherwise)
        case Call():
            return node.args
        case Given():
            return (node.fact,)
        case Each():
            over = () if isinstance(node.over, ListRef) else (node.over,)
            return over if node.body is None else (*over, node.body)
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """Return a node and everything under it."""
    found = [node]
    for part in found:
        found.extend(children(part))
    return found


def fact_paths(node: Node) -> frozenset[str]:
    """Return every fact path an expression names, and the lists it goes through."""
    paths = set()
    for part in walk(node):
        if isinstance(part, FactRef):
            paths.add(part.path)
        elif isinstance(part, Each) and isinstance(part.over, ListRef):
            paths.add(part.over.name)
    return frozenset(paths)
