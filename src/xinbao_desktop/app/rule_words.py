"""A rule, a figure or a fact as it is shown: what it asks, its facts, its figures, its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.rules.catalogue import FactType
from xinbao_desktop.domain.rules.result import value_as_json
from xinbao_desktop.domain.rules.values import Span
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.domain.rules.model import Citation, Parameter, ParameterValue, Rule
    from xinbao_desktop.text import Lang

_LABELS = {
    "pack": Text("规则包", "pack"),
    "version": Text("版本", "version"),
    "subject": Text("判断对象", "judges"),
    "applies": Text("何时适用", "applies when"),
    "test": Text("条件", "asks"),
    "severity": Text("不符合时", "when not met"),
    "reference_date": Text("参数日期取", "figures as of"),
    "facts": Text("需要的事实", "facts"),
    "parameters": Text("用到的参数", "figures"),
    "papers": Text("要准备的单证", "papers"),
    "sources": Text("依据", "sources"),
    "verified_on": Text("核对日期", "verified on"),
    "overridden_by": Text("以保单为准的字段", "overridden by"),
    "values": Text("取值", "values"),
    "type": Text("类型", "type"),
    "unit": Text("单位", "unit"),
    "entered": Text("在哪里填写", "entered under"),
    "computed": Text("如何得到", "how it is known"),
    "empty": Text("留空时", "when empty"),
    "words": Text("可填的值", "values it may hold"),
    "used_by": Text("用到它的规则", "rules that ask for it"),
    "valid_from": Text("生效日", "valid from"),
    "rules": Text("规则", "rules"),
}


_TYPES = {
    FactType.FLAG: Text("是/否", "yes or no"),
    FactType.NUMBER: Text("数字", "number"),
    FactType.DATE: Text("日期", "date"),
    FactType.TEXT: Text("文字", "text"),
    FactType.CODES: Text("若干个值", "several values"),
    FactType.ITEMS: Text("列表", "list"),
}
_COMPUTED = Text("由程序根据填写的内容算出", "computed from what was entered")
_ASSUMED = Text("视为没有，并在结论里列为推定", "read as none, and listed as assumed")
_UNKNOWN = Text("视为未知，不作判断", "read as unknown; nothing is decided on it")
_NOT_DONE = Text("视为到所查日期还没有做", "read as not done by the day asked")
_OF_POLICY = Text(
    "自行投保的保单视为没有，并列为推定；统保的视为未知",
    "read as none and listed as assumed for an own policy, as unknown for unified cover",
)
_AT_SEA = Text(
    "海运视为“否”，并列为推定；其他运输方式视为未知",
    "read as no and listed as assumed for carriage by sea, else as unknown",
)
_EMPTY = {
    **dict.fromkeys(
        ("shipment.declared_on", "case.notice_on", "case_invoice.notice_on", "case.claim_on"),
        _NOT_DONE,
    ),
    **dict.fromkeys(("policy.auto_limit", "policy.self_held_limit"), _OF_POLICY),
    **dict.fromkeys(("shipment.straight_bl", "shipment.telex_release"), _AT_SEA),
    "shipment.seller_is_insured": Text(
        "货物出口视为“是”，并列为推定；其他业务视为未知",
        "read as yes and listed as assumed for goods, as unknown for other kinds",
    ),
    "limit.expires_on": Text("视为长期有效", "read as open: the limit has no last day"),
    "policy.limit_applies_to": Text(
        "视为限制赔付基数，并列为推定", "read as capping the base, and listed as assumed"
    ),
    "policy.max_credit_days": Text("用程序默认值", "the program's default is used"),
    "buyer.kind": Text("视为买方", "read as buyer"),
    "shipment.kind": Text("视为货物", "read as goods"),
    "receipt.kind": Text("视为货款", "read as a payment"),
}
"""What an empty field is read as where that is neither plainly none nor plainly unknown."""


def fact_json(knowledge: Knowledge, path: str) -> dict[str, Any] | None:
    """Return a fact by its path: type, unit, label, where it is entered; None where none is."""
    spec = knowledge.facts.spec(path)
    if spec is None:
        return None
    unit = knowledge.facts.unit(path)
    entered = spec.entered.as_json() if spec.entered is not None else None
    empty = _EMPTY.get(path) or (_ASSUMED if spec.assumed_when_empty else _UNKNOWN)
    return {
        "kind": "fact",
        "id": path,
        "title": spec.label.as_json(),
        "type": {"id": spec.type.value, **_TYPES[spec.type].as_json()},
        "unit": unit.as_json() if unit is not None else None,
        "entered": entered,
        "computed": _COMPUTED.as_json() if entered is None else None,
        "empty": empty.as_json() if entered is not None else None,
        "words": [{"id": w, "title": t.as_json()} for w, t in (spec.words or {}).items()],
        "used_by": [
            {"id": id_, "title": knowledge.rules.rule(id_).title.as_json()}
            for id_ in knowledge.rules.ids()
            if path in knowledge.rules.asked(id_)[0]
        ],
    }


def rule_json(knowledge: Knowledge, id_: str) -> dict[str, Any] | None:
    """Return a rule or a figure by its id, None where there is neither."""
    for pack in knowledge.packs:
        for rule in pack.rules:
            if rule.id == id_:
                return {"kind": "rule", "pack": pack.id, **_rule(knowledge, rule)}
        for parameter in pack.parameters:
            if parameter.id == id_:
                return {"kind": "parameter", "pack": pack.id, **_parameter(knowledge, parameter)}
    return None


def _rule(knowledge: Knowledge, rule: Rule) -> dict[str, Any]:
    facts, figures = knowledge.rules.asked(rule.id)
    return {
        "id": rule.id,
        "title": rule.title.as_json(),
        "subject": rule.subject.value,
        "applies": rule.applies,
        "test": rule.test,
        "severity": [{"when": choice.when, "then": choice.then.value} for choice in rule.severity],
        "reference_date": rule.reference_date,
        "facts": [_fact(knowledge, path) for path in facts],
        "parameters": list(figures),
        "papers": list(rule.papers),
        "sources": [_cited(knowledge, citation) for citation in rule.sources],
        "verified_on": rule.verified_on.isoformat(),
        "cases": len(rule.cases),
    }


def _fact(knowledge: Knowledge, path: str) -> dict[str, Any]:
    spec = knowledge.facts.spec(path)
    assert spec is not None
    entered = spec.entered.as_json() if spec.entered is not None else None
    unit = knowledge.facts.unit(path)
    return {
        "path": path,
        "label": spec.label.as_json(),
        "type": spec.type.value,
        "unit": unit.as_json() if unit is not None else None,
        "entered": entered,
    }


def _parameter(knowledge: Knowledge, parameter: Parameter) -> dict[str, Any]:
    return {
        "id": parameter.id,
        "title": parameter.title.as_json(),
        "unit": parameter.unit,
        "overridden_by": parameter.overridden_by,
        "values": [_value(knowledge, value) for value in parameter.values],
        "by_form": {
            form: [_value(knowledge, value) for value in values]
            for form, values in parameter.by_form.items()
        },
    }


def _value(knowledge: Knowledge, value: ParameterValue) -> dict[str, Any]:
    held: dict[str, Any] = {"value": value_as_json(value.value)}
    if isinstance(value.value, Span):
        ends = value.value
        held = {"strict": value_as_json(ends.low), "generous": value_as_json(ends.high)}
    start = value.from_on
    return {
        "from": None if start == start.min else start.isoformat(),
        **held,
        "source": _cited(knowledge, value.citation),
        "verified_on": value.verified_on.isoformat(),
    }


def _cited(knowledge: Knowledge, citation: Citation) -> dict[str, Any]:
    source = knowledge.source(citation.source)
    kind = source.kind.value if source is not None else ""
    title = source.title.as_json() if source is not None else None
    return {"id": citation.source, "article": citation.article, "kind": kind, "title": title}


def rule_words(shown: dict[str, Any], lang: Lang) -> Sequence[str]:
    """Return a shown rule, figure or pack as lines to read."""
    lines = [f"{shown['id']} · {shown['title'][lang.value]}"]
    for key, label in _LABELS.items():
        value = shown.get(key)
        if value in (None, "", []):
            continue
        said = [_line(p, lang) for p in (value if isinstance(value, list) else [value])]
        mark = Text("：", ": ").of(lang)
        lines.append(f"  {label.of(lang)}{mark}" + ("" if len(said) > 1 else said[0]))
        if len(said) > 1:
            lines += [f"    {line}" for line in said]
    return lines


def _line(part: Any, lang: Lang) -> str:  # noqa: PLR0911 - one case per kind of part
    match part:
        case {"path": path, "label": label}:
            entered, unit = part["entered"], part["unit"]
            counted = Text("，单位", ", in ").of(lang) + unit[lang.value] if unit else ""
            return f"{label[lang.value]} ({path}{counted})" + (
                f" ← {entered[lang.value]}" if entered else ""
            )
        case {"then": then, "when": when}:
            return then if when is None else f"{then} ← {when}"
        case {"id": id_, "article": article, "title": title}:
            named = title[lang.value] if title else id_
            return f"{named} {article}".strip()
        case {"id": id_, "title": title}:
            return f"{id_} · {title[lang.value]}"
        case {"zh": _, "en": _}:
            return str(part[lang.value])
        case {"from": start}:
            figure = part.get("value", f"{part.get('strict')} – {part.get('generous') or '∞'}")
            return f"{start or '…'}: {figure} ({_line(part['source'], lang)})"
        case _:
            return str(part)
