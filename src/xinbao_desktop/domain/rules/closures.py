"""Compile an expression into closures: the quick way, used for every verdict.

A closure takes the ``Evaluation`` and returns a value; it allocates nothing while the values
are plain, and hands everything odd to ``logic``. ``tree`` is the slow way that explains; a
property test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from xinbao_desktop.domain.rules import logic, nodes, quantity
from xinbao_desktop.domain.rules.evaluation import PYTHON_TYPES, Evaluation, admitted
from xinbao_desktop.domain.rules.function import call, gathered
from xinbao_desktop.domain.rules.values import ODD, Missing, NotApplicable, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.nodes import Node
    from xinbao_desktop.domain.rules.values import Value

Closure: TypeAlias = "Callable[[Evaluation], Value]"


def compiled(node: Node, catalogue: FactCatalogue, groups: Groups) -> Closure:
    """Return the closure of a checked expression."""
    return _Compiler(catalogue, groups).of(node)


Groups: TypeAlias = "Callable[[str], frozenset[str] | None]"


class _Compiler:
    def __init__(self, catalogue: FactCatalogue, groups: Groups) -> None:
        self._catalogue = catalogue
        self._groups = groups

    def of(self, node: Node) -> Closure:  # noqa: C901, PLR0911, PLR0912 - one case per node
        match node:
            case nodes.Literal():
                return _constant(node.value)
            case nodes.GroupRef():
                return _constant(self._groups(node.group) or frozenset())
            case nodes.FactRef():
                return self._fact(node)
            case nodes.AskedOn():
                return lambda env: env.on
            case nodes.ItemRef():
                return _item
            case nodes.ParamRef():
                return _parameter(node.id)
            case nodes.Given():
                return _given(node.fact.path, of_item=node.fact.of_item)
            case nodes.Not():
                return _negation(self.of(node.part))
            case nodes.Junction():
                return _junction(node.word, tuple(self.of(part) for part in node.parts))
            case nodes.Compare():
                return self._compare(node)
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case nodes.Choice():
                return _choice(self.of(node.condition), self.of(node.then), self.of(node.otherwise))
            case nodes.Call():
                return self._call(node)
            case nodes.Each():
                return self._each(node)

    def _fact(self, node: nodes.FactRef) -> Closure:
        spec = self._catalogue.spec(node.path)
        assert spec is not None
        path, allowed = node.path, PYTHON_TYPES[spec.type]
        if node.of_item:

            def of_item(env: Evaluation) -> Value:
                value: Value = env.item.fact(path).value  # type: ignore[union-attr]
                return value if value.__class__ in allowed else admitted(value, allowed, path)

            return of_item

        def of_subject(env: Evaluation) -> Value:
            value = env.facts.fact(path).value
            return value if value.__class__ in allowed else admitted(value, allowed, path)

        return of_subject

    def _compare(self, node: nodes.Compare) -> Closure:
        left, right, op = self.of(node.left), self.of(node.right), node.op
        paths = nodes.fact_paths(node)
        if op in {"in", "not in"}:
            return _membership(left, right, op, paths)
        quick: Any = _QUICK[op]

        def compare(env: Evaluation) -> Value:
            a, b = left(env), right(env)
            # Two plain values of one class need no more than Python's own operator.
            if a.__class__ is b.__class__ and a.__class__ not in ODD:
                try:
                    return quick(a, b)  # type: ignore[no-any-return]
                except logic.FAILURES:
                    return Missing(paths)
            return logic.compare(op, a, b, paths)

        return compare

    def _arithmetic(self, node: nodes.Arithmetic) -> Closure:
        left, right, op = self.of(node.left), self.of(node.right), node.op
        paths = nodes.fact_paths(node)
        return lambda env: quantity.arithmetic(op, left(env), right(env), paths)

    def _call(self, node: nodes.Call) -> Closure:
        args = tuple(self.of(arg) for arg in node.args)
        name, paths = node.function, nodes.fact_paths(node)
        return lambda env: call(name, [arg(env) for arg in args], paths, env.calendar)

    def _each(self, node: nodes.Each) -> Closure:
        members = self._members(node)
        body = self.of(node.body) if node.body is not None else _constant(value=True)
        name, paths = node.function, nodes.fact_paths(node)

        def each(env: Evaluation) -> Value:
            found = members(env)
            if isinstance(found, Missing | Span | NotApplicable):
                return found
            outer = env.item
            values = []
            for env.item in found:
                values.append(body(env))
            env.item = outer
            return gathered(name, values, paths)

        return each

    def _members(self, node: nodes.Each) -> Callable[[Evaluation], Any]:
        if not isinstance(node.over, nodes.ListRef):
            return self.of(node.over)
        name = node.over.name
        return lambda env: env.facts.items(name)


_QUICK = {op: logic.PLAIN_OPERATORS[op] for op in ("<", "<=", ">", ">=", "==", "!=")}


def _constant(value: Value) -> Closure:
    return lambda _env: value


def _item(env: Evaluation) -> Value:
    assert isinstance(env.item, str)
    return env.item


def _parameter(id_: str) -> Closure:
    return lambda env: env.parameter(id_).value


def _given(path: str, *, of_item: bool) -> Closure:
    return lambda env: env.given(path, of_item=of_item)


def _negation(part: Closure) -> Closure:
    def negation(env: Evaluation) -> Value:
        value = part(env)
        return not value if value.__class__ is bool else value

    return negation


def _junction(word: str, parts: tuple[Closure, ...]) -> Closure:
    deciding = word == "or"
    passing = not deciding

    def junction(env: Evaluation) -> Value:
        rest: Value | None = None
        for part in parts:
            value = part(env)
            if value is deciding:
                return deciding
            if value is not passing:
                rest = logic.undecided(rest, value)
        return passing if rest is None else rest

    return junction


def _membership(left: Closure, right: Closure, op: str, paths: frozenset[str]) -> Closure:
    inside = op == "in"

    def membership(env: Evaluation) -> Value:
        a, b = left(env), right(env)
        if a.__class__ is str and (b.__class__ is frozenset or b.__class__ is tuple):
            return (a in b) is inside
        return logic.compare(op, a, b, paths)

    return membership


def _choice(condition: Closure, then: Closure, otherwise: Closure) -> Closure:
    def choice(env: Evaluation) -> Value:
        chosen = condition(env)
        if chosen is True:
            return then(env)
        if chosen is False:
            return otherwise(env)
        return logic.either(chosen, then(env), otherwise(env))

    return choice
