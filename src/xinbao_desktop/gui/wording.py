"""The window's own words for what the domain names by codes: verdicts, needs, states, pages."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from xinbao_desktop.text import Text

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


def verdict(code: str) -> str:
    """Return the word for a verdict."""
    return {
        "met": QCoreApplication.translate("Wording", "Met"),
        "not_met": QCoreApplication.translate("Wording", "Not met"),
        "unknown": QCoreApplication.translate("Wording", "Unknown"),
        "not_applicable": QCoreApplication.translate("Wording", "Not applicable"),
    }.get(code, code)


def cover(code: str) -> str:
    """Return the word for the worst thing said of a shipment's cover; empty is covered."""
    return {
        "": QCoreApplication.translate("Wording", "Covered"),
        "unknown": QCoreApplication.translate("Wording", "To be checked"),
        "blocking": QCoreApplication.translate("Wording", "Not covered"),
        "reducing": QCoreApplication.translate("Wording", "Reduced"),
        "warning": QCoreApplication.translate("Wording", "Warning"),
        "info": QCoreApplication.translate("Wording", "Covered"),
    }.get(code, code)


def severity(code: str) -> str:
    """Return the word for how much a rule that is not met matters."""
    return {
        "blocking": QCoreApplication.translate("Wording", "Blocking"),
        "reducing": QCoreApplication.translate("Wording", "Reduces the payout"),
        "warning": QCoreApplication.translate("Wording", "Warning"),
        "info": QCoreApplication.translate("Wording", "For information"),
        "error": QCoreApplication.translate("Wording", "Error"),
    }.get(code, code)


def need(code: str) -> str:
    """Return the word for whether a paper is needed."""
    return {
        "mandatory": QCoreApplication.translate("Wording", "Required"),
        "recommended": QCoreApplication.translate("Wording", "Recommended"),
        "not_applicable": QCoreApplication.translate("Wording", "Not applicable"),
    }.get(code, code)


def slot_state(code: str, *, printed: bool = False) -> str:
    """Return the word for the state of a slot; the program prints some papers by itself."""
    if printed and code == "filled":
        return QCoreApplication.translate("Wording", "Can be printed")
    if printed and code == "missing":
        return QCoreApplication.translate("Wording", "Facts missing")
    return {
        "filled": QCoreApplication.translate("Wording", "Filed"),
        "missing": QCoreApplication.translate("Wording", "Missing"),
        "waived": QCoreApplication.translate("Wording", "Waived"),
    }.get(code, code)


def deadline_state(code: str) -> str:
    """Return the word for the state of a deadline."""
    return {
        "done": QCoreApplication.translate("Wording", "Done"),
        "due": QCoreApplication.translate("Wording", "Due"),
        "overdue": QCoreApplication.translate("Wording", "Overdue"),
        "unknown": QCoreApplication.translate("Wording", "Unknown"),
    }.get(code, code)


def route(code: str) -> str:
    """Return the word for the route of a claim."""
    return {
        "fast": QCoreApplication.translate("Wording", "Quick claim (15 workdays)"),
        "green": QCoreApplication.translate("Wording", "Green channel"),
        "ordinary": QCoreApplication.translate("Wording", "Ordinary procedure"),
        "none": QCoreApplication.translate("Wording", "No route yet"),
    }.get(code, code)


def page_title(page: str) -> str:
    """Return a page's name as the navigation shows it."""
    return {
        "company": QCoreApplication.translate("Wording", "Company"),
        "policies": QCoreApplication.translate("Wording", "Policies"),
        "buyers": QCoreApplication.translate("Wording", "Buyers"),
        "limits": QCoreApplication.translate("Wording", "Limits"),
        "shipments": QCoreApplication.translate("Wording", "Shipments"),
        "measures": QCoreApplication.translate("Wording", "Fifteen measures"),
        "deadlines": QCoreApplication.translate("Wording", "Deadlines"),
        "cases": QCoreApplication.translate("Wording", "Cases"),
        "more": QCoreApplication.translate("Wording", "More records"),
        "exchange": QCoreApplication.translate("Wording", "Import and export"),
        "rules": QCoreApplication.translate("Wording", "Rules"),
        "custody": QCoreApplication.translate("Wording", "Safekeeping"),
        "settings": QCoreApplication.translate("Wording", "Settings"),
    }.get(page, page)
