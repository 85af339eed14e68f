"""Dated figures: which value of a parameter holds on a day, for a policy form, for this client.

The client's own policy goes first, then the form's values, then the general ones. Where the
day or the form is not known and would make a difference, the figure is a span or missing.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.rules import logic
from xinbao_desktop.domain.rules.model import Citation
from xinbao_desktop.domain.rules.values import (
    NO_PATHS,
    Fact,
    FactSource,
    Missing,
    NotApplicable,
    Span,
    not_given,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xinbao_desktop.domain.rules.model import Parameter, ParameterValue
    from xinbao_desktop.domain.rules.values import Value

#: The fact that says which form of policy a figure is asked for.
FORM = "policy.form"
#: The source of a figure that the client's own policy gives.
POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A parameter's value with the text it rests on (None when it could not be told)."""

    value: Value
    citation: Citation | None
    from_on: date | None = None
    assumed: frozenset[str] = NO_PATHS

    @property
    def of_policy(self) -> str:
        """The fact of the client's own policy that gave it, empty where none did."""
        own = self.citation is not None and self.citation.source == POLICY
        return self.citation.article if own and self.citation is not None else ""


class ParameterBook:
    """Every parameter of the packs in use."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._parameters = {parameter.id: parameter for parameter in parameters}
        self._starts: dict[int, list[date]] = {}
        self._fixed: dict[str, Resolved] = {}
        for parameter in self._parameters.values():
            for values in (parameter.values, *parameter.by_form.values()):
                self._starts[id(values)] = [value.from_on for value in values]
            if parameter.overridden_by is None and not parameter.by_form:
                dated = parameter.values
                if len(dated) == 1 and dated[0].from_on == date.min:
                    self._fixed[parameter.id] = _resolved(dated[0], NO_PATHS)

    def __contains__(self, id_: str) -> bool:
        return id_ in self._parameters

    def __getitem__(self, id_: str) -> Parameter:
        return self._parameters[id_]

    def resolve(
        self,
        id_: str,
        reference: Value,
        overrides: Mapping[str, Value | Fact] | None,
        facts: FactSource | None,
        form: str | None = None,
    ) -> Resolved:
        """Return what a parameter is.

        Args:
            id_: The parameter.
            reference: The day that decides; may be missing or a span.
            overrides: The client's own figures by parameter id.
            facts: Where ``overridden_by`` and the policy form are looked up.
            form: The policy form, when it is known without facts.
        """
        if overrides is not None and id_ in overrides:
            own = overrides[id_]
            fact = own if isinstance(own, Fact) else Fact(own)
            if not isinstance(fact.value, Missing | NotApplicable):
                return Resolved(fact.value, Citation(POLICY, id_), assumed=fact.assumed)
        fixed = self._fixed.get(id_)
        if fixed is not None:
            return fixed
        parameter = self._parameters[id_]
        path, settle = parameter.overridden_by, NO_PATHS
        if path is not None:
            settle = frozenset({path})
            fact = facts.fact(path) if facts is not None else not_given(path)
            if isinstance(fact.value, NotApplicable):
                settle = NO_PATHS
            elif not isinstance(fact.value, Missing):
                return Resolved(fact.value, Citation(POLICY, path), assumed=fact.assumed)
            elif path not in fact.value.paths:
                return Resolved(fact.value, None)  # not even the policy is known
        lists, unsure = _lists(parameter, facts, form)
        return _hull([self._dated(values, reference, settle) for values in lists], unsure)

    def _dated(
        self, values: tuple[ParameterValue, ...], reference: Value, settle: frozenset[str]
    ) -> Resolved:
        if isinstance(reference, date):
            index = bisect_right(self._starts[id(values)], reference) - 1
            if index < 0:
                return Resolved(Missing(settle), None)
            return _resolved(values[index], settle)
        if isinstance(reference, Span):
            ends = (reference.low, reference.high)
            between = [v for v in values if ends[0] < v.from_on <= ends[1]]  # type: ignore[operator]
            first = self._dated(values, ends[0], settle)
            return _hull([first, *(_resolved(v, settle) for v in between)], reference.paths)
        paths = reference.paths if isinstance(reference, Missing) else settle
        return _hull([_resolved(value, settle) for value in values], paths)


def _lists(
    parameter: Parameter, facts: FactSource | None, form: str | None
) -> tuple[list[tuple[ParameterValue, ...]], frozenset[str]]:
    """Return the lists of values that may hold, and what would tell which of them does."""
    general = parameter.values
    if not parameter.by_form:
        return [general], NO_PATHS
    asked: Value = form if form is not None else Missing(frozenset({FORM}))
    if form is None and facts is not None:
        asked = facts.fact(FORM).value
    if isinstance(asked, str):
        return [parameter.by_form.get(asked, general)], NO_PATHS
    if isinstance(asked, NotApplicable):
        return [general], NO_PATHS
    paths = asked.paths if isinstance(asked, Missing) else frozenset({FORM})
    return [values for values in (general, *parameter.by_form.values()) if values], paths


def _resolved(value: ParameterValue, settle: frozenset[str]) -> Resolved:
    held = value.value
    if isinstance(held, Span):
        held = Span(held.low, held.high, settle)
    start = None if value.from_on == date.min else value.from_on
    return Resolved(held, value.citation, start)


def _hull(found: list[Resolved], paths: frozenset[str]) -> Resolved:
    """Return one value if all agree, a span over ordered ones, else that ``paths`` is missing."""
    values = [one.value for one in found]
    if not values:
        return Resolved(Missing(paths), None)
    if all(value == values[0] for value in values):
        return found[0]
    stop = logic.missing_of(values)
    if stop is not None:
        return Resolved(stop.also(Missing(paths)), None)
    low = logic.extreme("min", values, paths)
    high = logic.extreme("max", values, paths)
    ends = [end for value in (low, high) for end in _ends(value)]
    if ends and all(isinstance(end, Decimal | int | date) for end in ends):
        spans = frozenset().union(*(v.paths for v in values if isinstance(v, Span)))
        return Resolved(logic.span(min(ends), max(ends), paths | spans), found[0].citation)
    return Resolved(Missing(paths), None)


def _ends(value: Value) -> list[Any]:
    if isinstance(value, Span):
        return [value.low, value.high]
    return [value] if isinstance(value, Decimal | date) or type(value) is int else []
