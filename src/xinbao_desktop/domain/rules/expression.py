"""Read one expression: a closed subset of Python's syntax, parsed with ``ast``, never run by it.

Length, depth and number of parts are bounded, the first before anything is parsed. Whether the
facts exist and the types fit is the business of ``checker``.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules import nodes
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.domain.rules.nodes import LiteralValue, Node

MAX_LENGTH = 1_000
MAX_DEPTH = 24
MAX_PARTS = 300

EACH = frozenset({"all_of", "any_of", "count_of", "sum_of"})
#: Functions of values with the number of arguments they take, fewest and most.
FUNCTIONS = {
    "days_between": (2, 2),
    "add_days": (2, 2),
    "add_months": (2, 2),
    "add_workdays": (2, 2),
    "year_of": (1, 1),
    "min": (2, 8),
    "max": (2, 8),
    "starts_with": (2, 2),
}
_PATH = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Eq: "==", ast.NotEq: "!=", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


class ExpressionError(Exception):
    """An expression that is not of the language; ``text`` says why and what to write."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def parse(text: str, items_prefix: Callable[[str], str | None]) -> Node:
    """Return an expression as nodes.

    Args:
        text: What stands in the rule; line breaks count as blanks.
        items_prefix: Gives the fact prefix of a list's members (``case_invoices`` →
            ``case_invoice``), None for what is no list.

    Raises:
        ExpressionError: Too long, too deep, or not of the language.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            Text(f"表达式超过 {MAX_LENGTH} 个字符", f"longer than {MAX_LENGTH} characters")
        )
    line = re.sub(r"\s*[\r\n]\s*", " ", text.strip())
    remarks = ExpressionError(
        Text("表达式里不能写注释和反斜杠", "no remarks and no backslashes in an expression")
    )
    if "\\" in line:
        raise remarks
    try:
        tree = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise ExpressionError(
            Text(f"表达式写法不对：{reason}", f"not a well-formed expression: {reason}")
        ) from error
    source = line.encode(errors="replace")
    if b"#" in source[tree.body.end_col_offset :]:
        raise remarks
    _check_size(tree.body)
    return _Reader(source, items_prefix).node(tree.body)


def _check_size(tree: ast.expr) -> None:
    level: list[ast.AST] = [tree]
    parts = depth = 0
    while level:
        depth += 1
        parts += len(level)
        if depth > MAX_DEPTH or parts > MAX_PARTS:
            raise ExpressionError(
                Text(
                    f"表达式过于复杂（最多 {MAX_DEPTH} 层、{MAX_PARTS} 个部分），请拆成几条规则",
                    f"too complex (at most {MAX_DEPTH} levels and {MAX_PARTS} parts): "
                    "split it into several rules",
                )
            )
        level = [
            child
            for part in level
            for child in ast.iter_child_nodes(part)
            if isinstance(child, ast.expr)
        ]


@dataclass(slots=True)
class _Reader:
    """Turns Python's syntax tree into the language's own nodes."""

    source: bytes
    items_prefix: Callable[[str], str | None]
    prefix: str | None = None  # of the list that is gone through; "" for a list of codes

    def words(self, tree: ast.expr) -> str:
        return self.source[tree.col_offset : tree.end_col_offset].decode()

    def refuse(self, tree: ast.expr, zh: str, en: str) -> ExpressionError:
        words = self.words(tree)
        return ExpressionError(Text(f"“{words}”：{zh}", f"“{words}”: {en}"))

    def node(self, tree: ast.expr) -> Node:  # noqa: C901, PLR0911 - one line per form of syntax
        text = self.words(tree)
        match tree:
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return nodes.Junction(text, word, tuple(self.node(v) for v in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return nodes.Not(text, self.node(operand))
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                zero = nodes.Literal("0", Decimal(0))
                return nodes.Arithmetic(text, "-", zero, self.node(operand))
            case ast.Compare():
                return self.comparison(tree, text)
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
                sign = _ARITHMETIC[type(operator)]
                return nodes.Arithmetic(text, sign, self.node(left), self.node(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return nodes.Choice(text, self.node(test), self.node(body), self.node(orelse))
            case ast.Call():
                return self.call(tree, text)
            case ast.Attribute():
                return self.fact(tree)
            case ast.Name():
                return self.name(tree, text)
            case ast.Constant() | ast.List() | ast.Tuple() | ast.Set():
                return nodes.Literal(text, self.literal(tree))
            case _:
                raise self.refuse(tree, "规则语言没有这种写法", "not part of the rule language")

    def comparison(self, tree: ast.Compare, text: str) -> Node:
        operands = [self.node(part) for part in (tree.left, *tree.comparators)]
        links: list[Node] = []
        for op, left, right in zip(tree.ops, operands, operands[1:], strict=False):
            if type(op) not in _COMPARE:
                raise self.refuse(tree, "请用 == 或 != 比较", "compare with == or !=")
            sign = _COMPARE[type(op)]
            words = text if len(tree.ops) == 1 else f"{left.text} {sign} {right.text}"
            links.append(nodes.Compare(words, sign, left, right))
        return links[0] if len(links) == 1 else nodes.Junction(text, "and", tuple(links))

    def fact(self, tree: ast.expr) -> nodes.FactRef:
        path = self.words(tree)
        if not _PATH.fullmatch(path):
            raise self.refuse(tree, "不是事实路径（如 case.notice_on）", "not a fact path")
        first, _, key = path.partition(".")
        if first != "item":
            return nodes.FactRef(path, path)
        if not self.prefix:
            raise self.refuse(
                tree,
                "item.… 只能用在 all_of、any_of、count_of、sum_of 的清单里",
                "item.… has a meaning only inside all_of, any_of, count_of or sum_of over a list",
            )
        return nodes.FactRef(path, f"{self.prefix}.{key}", of_item=True)

    def name(self, tree: ast.Name, text: str) -> Node:
        if text == "on":
            return nodes.AskedOn(text)
        if text == "item" and self.prefix == "":
            return nodes.ItemRef(text)
        raise self.refuse(
            tree,
            "不认识的词；事实要写全路径（如 shipment.amount），文字要加引号",
            "unknown word; a fact needs its whole path (shipment.amount), a text its quotes",
        )

    def literal(self, tree: ast.expr) -> LiteralValue:
        match tree:
            case ast.Constant(value=bool(value)):
                return value
            case ast.Constant(value=str(words)) if self.words(tree)[0] in "\"'":
                return words
            case ast.Constant(value=int() | float()) if _NUMBER.fullmatch(self.words(tree)):
                return Decimal(self.words(tree))
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return tuple(self.element(part) for part in elements)
            case _:
                raise self.refuse(tree, "不是可用的值", "not a value of the rule language")

    def element(self, tree: ast.expr) -> str:
        value = self.literal(tree)
        if isinstance(value, str):
            return value
        raise self.refuse(tree, "清单里只能写文字", "a list holds texts alone")

    def call(self, tree: ast.Call, text: str) -> Node:
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            raise self.refuse(tree, "没有这个函数", "no such function")
        name = tree.func.id
        if name in EACH:
            return self.each(tree, name, text)
        if name in {"param", "codes", "date"}:
            return self.named(tree, name, text)
        if name == "given":
            if len(tree.args) != 1 or not isinstance(tree.args[0], ast.Attribute):
                raise self.refuse(tree, "given 要写一个事实路径", "given takes one fact path")
            return nodes.Given(text, self.fact(tree.args[0]))
        if name not in FUNCTIONS:
            raise self.refuse(tree, f"没有函数 {name}", f"there is no function {name}")
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(tree.args) <= most:
            raise self.refuse(tree, f"要 {fewest} 个参数", f"takes {fewest} arguments")
        return nodes.Call(text, name, tuple(self.node(arg) for arg in tree.args))

    def named(self, tree: ast.Call, name: str, text: str) -> Node:
        word = tree.args[0] if len(tree.args) == 1 else None
        if not isinstance(word, ast.Constant) or not isinstance(word.value, str):
            raise self.refuse(tree, f'写法是 {name}("…")', f'write {name}("…")')
        if name == "param":
            return nodes.ParamRef(text, word.value)
        if name == "codes":
            return nodes.GroupRef(text, word.value)
        try:
            return nodes.Literal(text, date.fromisoformat(word.value))
        except ValueError as error:
            raise self.refuse(tree, "日期写法是 2024-03-05", "write a day as 2024-03-05") from error

    def each(self, tree: ast.Call, name: str, text: str) -> Node:
        fewest = 1 if name == "count_of" else 2
        if not fewest <= len(tree.args) <= 2:
            raise self.refuse(
                tree,
                f"写法是 {name}(清单, 条件)",
                f"write {name}(list, what is asked of item)",
            )
        over: nodes.ListRef | Node
        first = tree.args[0]
        if isinstance(first, ast.Name) and first.id not in {"on", "item"}:
            prefix = self.items_prefix(first.id)
            if prefix is None:
                raise self.refuse(first, "没有这个清单", "there is no such list")
            over = nodes.ListRef(first.id, first.id)
        else:
            prefix, over = "", self.node(first)
        inside = _Reader(self.source, self.items_prefix, prefix)
        body = inside.node(tree.args[1]) if len(tree.args) == 2 else None
        return nodes.Each(text, name, over, body)
