"""The window's own words for what the domain names by codes: verdicts, needs, states, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

MEASURES: dict[str, Text] = {
    "m01": Text("产业链承保", "Industry chains"),
    "m02": Text("绿色产品", "Green goods"),
    "m03": Text("出运前与重点市场", "Pre-shipment and markets"),
    "m04": Text("数字化风险工具", "Digital risk tools"),
    "m05": Text("小微企业统保", "Unified cover for small firms"),
    "m06": Text("资信服务", "Credit information"),
    "m07": Text("进口预付款保险", "Import prepayment insurance"),
    "m08": Text("外贸新业态", "E-commerce and offshore"),
    "m09": Text("服务贸易", "Service trade"),
    "m10": Text("中长期险与海外投资险", "Long term and investment"),
    "m11": Text("理赔绿色通道", "Green channel for claims"),
    "m12": Text("统保快速理赔", "Quick claims under unified cover"),
    "m13": Text("线上服务与培训", "Online services and training"),
    "m14": Text("保单融资", "Policy financing"),
    "m15": Text("各区配套支持", "Support by the districts"),
}
"""Short names of the fifteen measures, as the cards show them."""

_VERDICTS = {
    "met": QT_TRANSLATE_NOOP("Wording", "Met"),
    "not_met": QT_TRANSLATE_NOOP("Wording", "Not met"),
    "unknown": QT_TRANSLATE_NOOP("Wording", "Unknown"),
    "not_applicable": QT_TRANSLATE_NOOP("Wording", "Not applicable"),
}
_COVER = {
    "": QT_TRANSLATE_NOOP("Wording", "Covered"),
    "unknown": QT_TRANSLATE_NOOP("Wording", "To be checked"),
    "blocking": QT_TRANSLATE_NOOP("Wording", "Not covered"),
    "reducing": QT_TRANSLATE_NOOP("Wording", "Reduced"),
    "warning": QT_TRANSLATE_NOOP("Wording", "Warning"),
    "info": QT_TRANSLATE_NOOP("Wording", "Covered"),
}
_SEVERITIES = {
    "blocking": QT_TRANSLATE_NOOP("Wording", "Blocking"),
    "reducing": QT_TRANSLATE_NOOP("Wording", "Reduces the payout"),
    "warning": QT_TRANSLATE_NOOP("Wording", "Warning"),
    "info": QT_TRANSLATE_NOOP("Wording", "For information"),
    "error": QT_TRANSLATE_NOOP("Wording", "Error"),
}
_NEEDS = {
    "mandatory": QT_TRANSLATE_NOOP("Wording", "Required"),
    "recommended": QT_TRANSLATE_NOOP("Wording", "Recommended"),
    "not_applicable": QT_TRANSLATE_NOOP("Wording", "Not applicable"),
}
_SLOTS = {
    "filled": QT_TRANSLATE_NOOP("Wording", "Filed"),
    "missing": QT_TRANSLATE_NOOP("Wording", "Missing"),
    "waived": QT_TRANSLATE_NOOP("Wording", "Waived"),
}
_PRINTED = {
    "filled": QT_TRANSLATE_NOOP("Wording", "Can be printed"),
    "missing": QT_TRANSLATE_NOOP("Wording", "Facts missing"),
}
_DEADLINES = {
    "done": QT_TRANSLATE_NOOP("Wording", "Done"),
    "due": QT_TRANSLATE_NOOP("Wording", "Due"),
    "overdue": QT_TRANSLATE_NOOP("Wording", "Overdue"),
    "unknown": QT_TRANSLATE_NOOP("Wording", "Unknown"),
}
_ROUTES = {
    "fast": QT_TRANSLATE_NOOP("Wording", "Quick claim (15 workdays)"),
    "green": QT_TRANSLATE_NOOP("Wording", "Green channel"),
    "ordinary": QT_TRANSLATE_NOOP("Wording", "Ordinary procedure"),
    "none": QT_TRANSLATE_NOOP("Wording", "No route yet"),
}
_PAGES = {
    "company": QT_TRANSLATE_NOOP("Wording", "Company"),
    "policies": QT_TRANSLATE_NOOP("Wording", "Policies"),
    "buyers": QT_TRANSLATE_NOOP("Wording", "Buyers"),
    "limits": QT_TRANSLATE_NOOP("Wording", "Limits"),
    "shipments": QT_TRANSLATE_NOOP("Wording", "Shipments"),
    "measures": QT_TRANSLATE_NOOP("Wording", "Fifteen measures"),
    "deadlines": QT_TRANSLATE_NOOP("Wording", "Deadlines"),
    "cases": QT_TRANSLATE_NOOP("Wording", "Cases"),
    "more": QT_TRANSLATE_NOOP("Wording", "More records"),
    "exchange": QT_TRANSLATE_NOOP("Wording", "Import and export"),
    "rules": QT_TRANSLATE_NOOP("Wording", "Rules"),
    "blanks": QT_TRANSLATE_NOOP("Wording", "Insurers' forms"),
    "custody": QT_TRANSLATE_NOOP("Wording", "Safekeeping"),
    "settings": QT_TRANSLATE_NOOP("Wording", "Settings"),
}


def pending() -> str:
    """Return what stands where a verdict is being worked out."""
    return QCoreApplication.translate("Wording", "Calculating…")


def not_calculated() -> str:
    """Return what stands where a verdict could not be worked out."""
    return QCoreApplication.translate("Wording", "Could not be calculated")


def verdict(code: str) -> str:
    """Return the word for a verdict."""
    return _said(_VERDICTS, code)


def cover(code: str) -> str:
    """Return the word for the worst thing said of a shipment's cover; empty is covered."""
    return _said(_COVER, code)


def severity(code: str) -> str:
    """Return the word for how much a rule that is not met matters."""
    return _said(_SEVERITIES, code)


def need(code: str) -> str:
    """Return the word for whether a paper is needed."""
    return _said(_NEEDS, code)


def slot_state(code: str, *, printed: bool = False) -> str:
    """Return the word for the state of a slot; the program prints some papers by itself."""
    if printed and code in _PRINTED:
        return _said(_PRINTED, code)
    return _said(_SLOTS, code)


def deadline_state(code: str) -> str:
    """Return the word for the state of a deadline."""
    return _said(_DEADLINES, code)


def route(code: str) -> str:
    """Return the word for the route of a claim."""
    return _said(_ROUTES, code)


def page_title(page: str) -> str:
    """Return a page's name as the navigation shows it."""
    return _said(_PAGES, page)


def _said(words: Mapping[str, object], code: str) -> str:
    """Return the word in the window's language; a code without one stays as it is."""
    return QCoreApplication.translate("Wording", str(words[code])) if code in words else code
