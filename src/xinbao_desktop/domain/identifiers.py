"""The shapes of numbers that others issue: customs, HS, SWIFT, e-mail.

Each function says what looks wrong as a sentence, or None where nothing does. A shape that does
not fit is worth a warning; only a check digit proves a mistake, and that is in ``uscc``.
"""

from __future__ import annotations

import re

from xinbao_desktop.text import Text

_CUSTOMS_CODE = re.compile(r"[0-9A-Z]{10}")
_CUSTOMS_NO = re.compile(r"[0-9]{4}(?P<year>[0-9]{4})[0-9A-Z][0-9]{9}")
_HS = re.compile(r"[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10}|[0-9]{13}")
_SWIFT = re.compile(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?")
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.[^\W\d_][\w-]*")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\"\\]+")
_YEARS = range(1990, 2100)


def customs_code_problem(code: str) -> Text | None:
    """Return what is wrong with a firm's customs registration code (海关备案编码)."""
    if _CUSTOMS_CODE.fullmatch(code):
        return None
    return Text(
        "海关备案编码应为10位数字或大写字母",
        "a customs registration code has 10 characters, digits or capital letters",
    )


def customs_no_problem(number: str) -> Text | None:
    """Return what is wrong with the number of a customs declaration (报关单号)."""
    found = _CUSTOMS_NO.fullmatch(number)
    if found is None:
        return Text(
            f"报关单号应为18位数字，这里是“{number}”（{len(number)}位）",
            f"a customs declaration number has 18 digits; “{number}” has {len(number)} characters",
        )
    if int(found["year"]) not in _YEARS:
        return Text(
            f"报关单号第5至8位应为年份，这里是 {found['year']}",
            f"digits 5 to 8 of a customs declaration number are its year, not {found['year']}",
        )
    return None


def customs_year(number: str) -> int | None:
    """Return the year in the number of a customs declaration; None where it has another shape."""
    found = _CUSTOMS_NO.fullmatch(number)
    return int(found["year"]) if found and int(found["year"]) in _YEARS else None


def hs_code_problem(code: str) -> Text | None:
    """Return what is wrong with an HS code; dots and blanks between the digits are allowed."""
    if _HS.fullmatch(re.sub(r"[.\s]", "", code)):
        return None
    return Text(
        "商品编码（HS）应为4、6、8、10或13位数字",
        "an HS code has 4, 6, 8, 10 or 13 digits",
    )


def swift_problem(code: str) -> Text | None:
    """Return what is wrong with a bank's SWIFT code (BIC)."""
    if _SWIFT.fullmatch(code):
        return None
    return Text(
        "SWIFT代码应为8位或11位：4位银行、2位国家、2位地区、可加3位分行",
        "a SWIFT code has 8 or 11 characters: bank 4, country 2, place 2, branch 3 if any",
    )


def domain_problem(domain: str) -> Text | None:
    """Return what is wrong with the domain of an e-mail address (``buyer.example``)."""
    if len(domain) <= 253 and _DOMAIN.fullmatch(domain):
        return None
    return Text(
        f"“{domain}”不是邮箱域名，应形如 buyer.com",
        f"“{domain}” is no e-mail domain; it should look like buyer.com",
    )


def email_problem(address: str) -> Text | None:
    """Return what is wrong with an e-mail address."""
    local, at, domain = address.rpartition("@")
    if at and _LOCAL.fullmatch(local) and domain_problem(domain) is None:
        return None
    return Text(
        f"“{address}”不是邮箱地址，应形如 name@buyer.com",
        f"“{address}” is no e-mail address; it should look like name@buyer.com",
    )


def email_domain(address: str) -> str | None:
    """Return the domain of an address in small letters, to compare senders; None without one."""
    return None if email_problem(address) else address.rpartition("@")[2].casefold()
