"""Read the numbers a paper says of itself: invoice, contract, transport, customs, money, days.

Only what stands behind its own label, or has an unmistakable form, is taken.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import FactKind, KeyFact, KnownNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_FACTS = 60
_TEXT_READ = 200_000

_NUMBER = r"([A-Z0-9][A-Z0-9/.\-]{3,30}[A-Z0-9])"
_LABELLED = (
    (
        FactKind.INVOICE,
        r"(?:invoice\s*(?:no|number|#)|发票号码?|发票编号)\s*[.:#)]*\s*" + _NUMBER,
    ),
    (
        FactKind.CONTRACT,
        r"(?:(?:contract|s/c|p\.?o\.?|purchase order|order)\s*(?:no|number|#)"
        r"|合同协议号|合同号|合同编号|订单号)\s*[.:#)]*\s*" + _NUMBER,
    ),
    (
        FactKind.TRANSPORT,
        r"(?:(?:b/l|bill of lading|awb|air waybill|waybill)\s*(?:no|number|#)"
        r"|提运单号|提单号码?|运单号码?)\s*[.:#)]*\s*" + _NUMBER,
    ),
    (
        FactKind.CUSTOMS,
        r"(?:海关编号|报关单号|customs\s*(?:declaration\s*)?no)\s*[.:#)]*\s*(\d{18})",
    ),
    (FactKind.CUSTOMS, r"(?<!\d)(\d{4}20\d{2}[01]\d{9})(?!\d)"),
)
_PATTERNS = tuple((kind, re.compile(p, re.IGNORECASE)) for kind, p in _LABELLED)
_DAY_LABELS = {
    FactKind.SHIPPED: r"(?:shipped|laden|loaded)\s+on\s+board|on[\s-]board\s+date"
    r"|date\s+of\s+shipment|shipment\s+date|装船日期|装船日",
    FactKind.INVOICED: r"invoice\s+date|date\s+of\s+invoice|发票日期|开票日期",
}
_DAYS_BEHIND = tuple((kind, re.compile(p, re.IGNORECASE)) for kind, p in _DAY_LABELS.items())
_TOTAL = re.compile(
    r"(?<!sub)(?<!sub[- ])total(?!\s+(?:number|packages|gross|net|quantity|cartons|pcs))"
    r"|amount\s+due|invoice\s+value|总金额|合计金额|价税合计|总计|合计",
    re.IGNORECASE,
)
_REACH = 60
"""How far behind its label a value may stand; a cell's words follow its label."""
_CURRENCY = r"(USD|US\$|EUR|€|GBP|£|HKD|HK\$|JPY|CNY|RMB|CHF|AUD|CAD|SGD)"
_AMOUNT = re.compile(_CURRENCY + r"\s{0,3}(\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d+(?:\.\d{1,4})?)")
_CURRENCY_CODES = {"US$": "USD", "€": "EUR", "£": "GBP", "HK$": "HKD", "RMB": "CNY"}

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMERIC_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)"
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ \-.,/]{0,2}" + _MONTH + r"[ \-.,/]{0,2}((?:19|20)\d{2})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    _MONTH + r"[ .\-]{1,2}(\d{1,2})(?:st|nd|rd|th)?[ ,\-]{1,3}((?:19|20)\d{2})", re.IGNORECASE
)


def key_facts(page_texts: Sequence[str]) -> tuple[KeyFact, ...]:
    """Return the numbers found, each once, in the order of pages."""
    found: dict[tuple[FactKind, str], KeyFact] = {}
    left = _TEXT_READ
    for page, raw in enumerate(page_texts, start=1):
        text = unicodedata.normalize("NFKC", raw[:left])
        left -= len(text)
        for kind, value in _on_page(text):
            found.setdefault((kind, value), KeyFact(kind, value, page))
            if len(found) >= MOST_FACTS:
                return tuple(found.values())
        if left <= 0:
            break
    return tuple(found.values())


def _on_page(text: str) -> Iterator[tuple[FactKind, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            value = match.group(1).strip(".-/")
            if any(c.isdigit() for c in value):
                yield kind, value
    for match in _AMOUNT.finditer(text):
        amount = _amount(match.group(2))
        if amount is not None:
            code = match.group(1).upper()
            yield FactKind.AMOUNT, f"{_CURRENCY_CODES.get(code, code)} {amount}"
    yield from _behind_labels(text)
    for day in _days(text):
        yield FactKind.DATE, day.isoformat()


def _behind_labels(text: str) -> Iterator[tuple[FactKind, str]]:
    """Yield the first day or amount that stands behind a label."""
    for kind, label in _DAYS_BEHIND:
        for match in label.finditer(text):
            day = next(_days(text[match.end() : match.end() + _REACH]), None)
            if day is not None:
                yield kind, day.isoformat()
    for match in _TOTAL.finditer(text):
        found = _AMOUNT.search(text, match.end(), match.end() + _REACH)
        amount = _amount(found.group(2)) if found is not None else None
        if found is not None and amount is not None:
            code = found.group(1).upper()
            yield FactKind.TOTAL, f"{_CURRENCY_CODES.get(code, code)} {amount}"


def _amount(words: str) -> Decimal | None:
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None


def _days(text: str) -> Iterator[date]:
    for match in _NUMERIC_DAY.finditer(text):
        yield from _day(match.group(1), match.group(2), match.group(3))
    for match in _DAY_FIRST.finditer(text):
        month = _MONTHS.index(match.group(2)[:3].lower()) + 1
        yield from _day(match.group(3), str(month), match.group(1))
    for match in _MONTH_FIRST.finditer(text):
        month = _MONTHS.index(match.group(1)[:3].lower()) + 1
        yield from _day(match.group(3), str(month), match.group(2))


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def known_facts(
    name: str, page_texts: Sequence[str], known: KnownNumbers
) -> tuple[tuple[KeyFact, str], ...]:
    """Return which of the client's own numbers the paper names, each with its invoice.

    A number of fewer than four signs would be found by chance and is not looked for.
    """
    pages = [_compact(name), *(_compact(text[:_TEXT_READ]) for text in page_texts)]
    found: list[tuple[KeyFact, str]] = []
    for shipment in known.shipments:
        for kind, number in shipment.numbers:
            key = _compact(number)
            if len(key) < 4:
                continue
            pattern = re.compile(rf"(?<![a-z0-9]){re.escape(key)}(?![a-z0-9])")
            for page, text in enumerate(pages):
                if key in text and pattern.search(text):
                    found.append((KeyFact(kind, number, page), shipment.invoice))
                    break
    return tuple(found)


def _compact(text: str) -> str:
    """Fold for comparing numbers: width, case, and what file names cannot hold."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s_/\\\-–—:.,;()\[\]]+", " ", plain)
