"""Read and check expressions and sentences against one vocabulary of facts, figures and codes."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import expression
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.checker import Checker, literal_type
from xinbao_desktop.domain.rules.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.model import Parameter, RulePack
    from xinbao_desktop.domain.rules.nodes import Node
    from xinbao_desktop.text import Text


class Language:
    """What the expressions of a set of packs may name."""

    def __init__(self, packs: Iterable[RulePack], catalogue: FactCatalogue) -> None:
        packs = tuple(packs)
        self.catalogue = catalogue
        self._parameters = {p.id: parameter_type(p) for pack in packs for p in pack.parameters}
        self._units = {p.id: p.unit for pack in packs for p in pack.parameters}
        self._groups: Mapping[str, frozenset[str]] = ChainMap(*(dict(p.groups) for p in packs))

    def group(self, name: str) -> frozenset[str] | None:
        """Return a list of codes: a pack's own, else the catalogue's."""
        own = self._groups.get(name)
        return self.catalogue.codes(name) if own is None else own

    def parameter_unit(self, id_: str) -> str:
        """Return the unit a parameter is shown with."""
        return self._units.get(id_, "")

    def items_prefix(self, name: str) -> str | None:
        """Return the prefix of the facts of a list's members."""
        spec = self.catalogue.spec(name)
        return spec.items if spec is not None and spec.type is FactType.ITEMS else None

    def read(
        self, text: str, wanted: FactType | None, *, allow_given: bool
    ) -> tuple[Node | None, list[Text]]:
        """Return an expression's nodes, or every problem that keeps it from being used."""
        try:
            node = expression.parse(text, self.items_prefix)
        except expression.ExpressionError as error:
            return None, [error.text]
        checker = Checker(self.catalogue, self._parameters.get, self.group, allow_given=allow_given)
        checker.check(node, wanted)
        return (None if checker.problems else node), checker.problems


def parameter_type(parameter: Parameter) -> FactType | None:
    """Return the type of a parameter's first value; ``lint`` checks that all agree."""
    lists = (parameter.values, *parameter.by_form.values())
    for values in lists:
        for dated in values:
            value = dated.value
            return literal_type(value.low if isinstance(value, Span) else value)
    return None
