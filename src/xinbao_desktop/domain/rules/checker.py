"""Check an expression against the catalogue before it is ever used: names, types, words.

Every problem of an expression is found at once; each is a sentence in both languages.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from xinbao_desktop.domain.rules import nodes
from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.rules.catalogue import FactCatalogue
    from xinbao_desktop.domain.rules.nodes import Node

    ParameterTypes: TypeAlias = "Callable[[str], FactType | None]"
    Groups: TypeAlias = "Callable[[str], frozenset[str] | None]"

_WORDS = {
    FactType.FLAG: Text("是否", "a yes or no"),
    FactType.NUMBER: Text("数字", "a number"),
    FactType.DATE: Text("日期", "a date"),
    FactType.TEXT: Text("文字", "a text"),
    FactType.CODES: Text("代码清单", "a list of codes"),
    FactType.ITEMS: Text("清单", "a list"),
}
_ORDERED = frozenset({FactType.NUMBER, FactType.DATE})
_SIGNATURES: dict[str, tuple[tuple[FactType, ...], FactType]] = {
    "days_between": ((FactType.DATE, FactType.DATE), FactType.NUMBER),
    "add_days": ((FactType.DATE, FactType.NUMBER), FactType.DATE),
    "add_months": ((FactType.DATE, FactType.NUMBER), FactType.DATE),
    "add_workdays": ((FactType.DATE, FactType.NUMBER), FactType.DATE),
    "year_of": ((FactType.DATE,), FactType.NUMBER),
}


class Checker:
    """Finds the type of an expression and every problem in it.

    ``allow_given`` is false for a rule's test: a verdict must not turn on whether a fact was
    entered (promise R15), only a sentence, a severity or the question whether a rule applies.
    """

    def __init__(
        self,
        catalogue: FactCatalogue,
        parameters: ParameterTypes,
        groups: Groups,
        *,
        allow_given: bool,
    ) -> None:
        self._catalogue = catalogue
        self._parameters = parameters
        self._groups = groups
        self._allow_given = allow_given
        self.problems: list[Text] = []

    def check(self, node: Node, wanted: FactType | None) -> FactType | None:
        """Return the type of an expression, None if it cannot be told; note every problem."""
        found = self._type(node)
        if found is not None and wanted is not None and found is not wanted:
            self._note(
                node,
                f"应当是{_WORDS[wanted].zh}，这里是{_WORDS[found].zh}",
                f"should be {_WORDS[wanted].en}, but is {_WORDS[found].en}",
            )
            return None
        return found

    def _note(self, node: Node | nodes.ListRef, zh: str, en: str) -> None:
        self.problems.append(Text(f"“{node.text}”：{zh}", f"“{node.text}”: {en}"))

    def _type(self, node: Node) -> FactType | None:  # noqa: C901, PLR0911 - one case per node
        match node:
            case nodes.Literal():
                return literal_type(node.value)
            case nodes.AskedOn():
                return FactType.DATE
            case nodes.ItemRef():
                return FactType.TEXT
            case nodes.FactRef() | nodes.ParamRef() | nodes.GroupRef() | nodes.Given():
                return self._named(node)
            case nodes.Not():
                self.check(node.part, FactType.FLAG)
                return FactType.FLAG
            case nodes.Junction():
                for part in node.parts:
                    self.check(part, FactType.FLAG)
                return FactType.FLAG
            case nodes.Compare():
                self._compare(node)
                return FactType.FLAG
            case nodes.Arithmetic():
                self.check(node.left, FactType.NUMBER)
                self.check(node.right, FactType.NUMBER)
                return FactType.NUMBER
            case nodes.Choice():
                self.check(node.condition, FactType.FLAG)
                then = self._type(node.then)
                return self.check(node.otherwise, then)
            case nodes.Call():
                return self._call(node)
            case nodes.Each():
                return self._each(node)

    def _named(
        self, node: nodes.FactRef | nodes.ParamRef | nodes.GroupRef | nodes.Given
    ) -> FactType | None:
        match node:
            case nodes.ParamRef():
                found = self._parameters(node.id)
                if found is None:
                    self._note(node, "没有这个参数", "there is no such parameter")
                return found
            case nodes.GroupRef():
                if self._groups(node.group) is None:
                    self._note(node, "没有这个代码清单", "there is no such list of codes")
                return FactType.CODES
            case nodes.Given():
                if not self._allow_given:
                    self._note(
                        node,
                        "test 里不能用 given：缺少的事实应当得出“不明”",
                        "given must not stand in a test: a missing fact has to read unknown",
                    )
                self._type(node.fact)
                return FactType.FLAG
        spec = self._catalogue.spec(node.path)
        if spec is None or spec.type is FactType.ITEMS:
            self._note(node, "事实目录里没有它", "not in the catalogue of facts")
            return None
        return spec.type

    def _compare(self, node: nodes.Compare) -> None:
        left, right = self._type(node.left), self._type(node.right)
        if left is None or right is None:
            return
        if node.op in {"in", "not in"}:
            if right is not FactType.CODES or left is not FactType.TEXT:
                self._note(node, "in 的右边要是代码清单", "in takes a text and a list of codes")
        elif left is not right or left is FactType.CODES:
            self._note(
                node,
                f"不能比较{_WORDS[left].zh}和{_WORDS[right].zh}",
                f"cannot compare {_WORDS[left].en} with {_WORDS[right].en}",
            )
        elif node.op not in {"==", "!="} and left not in _ORDERED:
            self._note(node, "只能用 == 或 !=", "only == or != can be asked here")
        self._check_words(node.left, node.right)
        self._check_words(node.right, node.left)

    def _check_words(self, fact: Node, literal: Node) -> None:
        """A word that the vocabulary does not have would never be equal, silently."""
        if not isinstance(fact, nodes.FactRef) or not isinstance(literal, nodes.Literal):
            return
        spec = self._catalogue.spec(fact.path)
        if spec is None or not spec.words:
            return
        written = literal.value if isinstance(literal.value, tuple) else (literal.value,)
        for word in written:
            if isinstance(word, str) and word not in spec.words:
                known = ", ".join(sorted(spec.words))
                self._note(
                    literal,
                    f"{fact.path} 没有取值 {word}（有：{known}）",
                    f"{word} is no value of {fact.path} (there are: {known})",
                )

    def _call(self, node: nodes.Call) -> FactType | None:
        if node.function == "starts_with":
            self.check(node.args[0], FactType.TEXT)
            if self._type(node.args[1]) not in {None, FactType.TEXT, FactType.CODES}:
                self._note(node, "开头要是文字或清单", "the beginnings are a text or a list")
            return FactType.FLAG
        if node.function in {"min", "max"}:
            first = self._type(node.args[0])
            if first is not None and first not in _ORDERED:
                self._note(node, "只能比较数字或日期", "takes numbers or dates")
            for arg in node.args[1:]:
                self.check(arg, first)
            return first
        wanted, result = _SIGNATURES[node.function]
        for arg, type_ in zip(node.args, wanted, strict=True):
            self.check(arg, type_)
        return result

    def _each(self, node: nodes.Each) -> FactType:
        if not isinstance(node.over, nodes.ListRef):
            self.check(node.over, FactType.CODES)
        if node.body is not None:
            wanted = FactType.NUMBER if node.function == "sum_of" else FactType.FLAG
            self.check(node.body, wanted)
        return FactType.NUMBER if node.function in {"sum_of", "count_of"} else FactType.FLAG


def literal_type(value: object) -> FactType | None:
    """Return the type of a written value; a list must hold texts."""
    match value:
        case bool():
            return FactType.FLAG
        case int() | Decimal():
            return FactType.NUMBER
        case date():
            return FactType.DATE
        case str():
            return FactType.TEXT
        case tuple() | frozenset() if all(isinstance(part, str) for part in value):
            return FactType.CODES
        case _:
            return None
