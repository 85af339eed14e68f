"""Evaluate an expression into a tree that explains itself: every part with its value.

The slow interpreter, used when somebody asks why. It looks at every part, where ``closures``
stop at the first that decides; their values are the same (a property test holds it).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import logic, nodes, quantity
from xinbao_desktop.domain.rules.evaluation import PYTHON_TYPES, Evaluation, admitted
from xinbao_desktop.domain.rules.function import call, gathered
from xinbao_desktop.domain.rules.values import ODD, Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.closures import Groups
    from xinbao_desktop.domain.rules.nodes import Node
    from xinbao_desktop.domain.rules.parameters import Resolved
    from xinbao_desktop.domain.rules.values import RecordField, Value


@dataclass(frozen=True, slots=True)
class Trace:
    """One part of a rule with its value.

    ``fact`` and ``path`` are set where the part is a fact, ``parameter`` and ``path`` where it
    is a parameter. ``fields`` are the fields of records that a fact rests on; ``joint`` is
    ``and`` or ``or`` where the parts are joined by it.
    """

    text: str
    value: Value
    parts: tuple[Trace, ...] = ()
    path: str = ""
    fact: Fact | None = field(default=None)
    parameter: Resolved | None = field(default=None)
    fields: tuple[RecordField, ...] = ()
    joint: str = ""

    def walk(self) -> Iterator[Trace]:
        """Yield this part and all under it, in the order they are written."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a rule said what it said: the trees of ``applies`` (if it has one) and ``test``."""

    applies: Trace | None
    test: Trace


class Explainer:
    """Evaluates nodes into traces; a ``deep`` one also finds the fields behind each fact."""

    def __init__(self, catalogue: FactCatalogue, groups: Groups, *, deep: bool = False) -> None:
        self._catalogue = catalogue
        self._groups = groups
        self._deep = deep

    def trace(self, node: Node, env: Evaluation) -> Trace:  # noqa: PLR0911 - one case per node
        """Return an expression's tree for one subject."""
        match node:
            case nodes.Literal():
                return Trace(node.text, node.value)
            case nodes.GroupRef():
                return Trace(node.text, self._groups(node.group) or frozenset())
            case nodes.AskedOn():
                return Trace(node.text, env.on)
            case nodes.ItemRef():
                assert isinstance(env.item, str)
                return Trace(node.text, env.item)
            case nodes.FactRef():
                return self._fact(node, env)
            case nodes.ParamRef():
                found = env.parameter(node.id)
                return Trace(node.text, found.value, path=node.id, parameter=found)
            case nodes.Given():
                fact = self._fact(node.fact, env)
                answer = env.given(node.fact.path, of_item=node.fact.of_item)
                return Trace(node.text, answer, (fact,))
            case nodes.Choice():
                return self._choice(node, env)
            case nodes.Each():
                return self._each(node, env)
            case _:
                return self._combined(node, env)

    def _combined(self, node: Node, env: Evaluation) -> Trace:
        parts = tuple(self.trace(part, env) for part in nodes.children(node))
        values = [part.value for part in parts]
        paths = nodes.fact_paths(node)
        match node:
            case nodes.Not():
                value = logic.negation(values[0])
            case nodes.Junction():
                value = logic.junction(node.word, values)
            case nodes.Compare():
                value = logic.compare(node.op, values[0], values[1], paths)
            case nodes.Arithmetic():
                value = quantity.arithmetic(node.op, values[0], values[1], paths)
            case _:
                assert isinstance(node, nodes.Call)
                value = call(node.function, values, paths, env.calendar)
        joint = node.word if isinstance(node, nodes.Junction) else ""
        return Trace(node.text, value, parts, joint=joint)

    def _fact(self, node: nodes.FactRef, env: Evaluation) -> Trace:
        spec = self._catalogue.spec(node.path)
        assert spec is not None
        fact = env.fact(node.path, of_item=node.of_item)
        value = admitted(fact.value, PYTHON_TYPES[spec.type], node.path)
        source = env.source(of_item=node.of_item) if self._deep else None
        fields = source.fields(node.path) if source is not None else ()
        return Trace(node.text, value, path=node.path, fact=fact, fields=fields)

    def _choice(self, node: nodes.Choice, env: Evaluation) -> Trace:
        condition = self.trace(node.condition, env)
        chosen = condition.value
        if chosen is True or chosen is False:
            branch = self.trace(node.then if chosen is True else node.otherwise, env)
            return Trace(node.text, branch.value, (condition, branch))
        then, otherwise = self.trace(node.then, env), self.trace(node.otherwise, env)
        value = logic.either(chosen, then.value, otherwise.value)
        return Trace(node.text, value, (condition, then, otherwise))

    def _each(self, node: nodes.Each, env: Evaluation) -> Trace:
        over: tuple[Trace, ...] = ()
        if isinstance(node.over, nodes.ListRef):
            members: object = env.facts.items(node.over.name)
        else:
            over = (self.trace(node.over, env),)
            members = over[0].value
        if members.__class__ in ODD:
            return Trace(node.text, members, over)  # type: ignore[arg-type]
        outer, parts = env.item, []
        for env.item in members:  # type: ignore[attr-defined]
            body = node.body
            parts.append(Trace("", value=True) if body is None else self.trace(body, env))
        env.item = outer
        value = gathered(node.function, [part.value for part in parts], nodes.fact_paths(node))
        return Trace(node.text, value, (*over, *parts))
