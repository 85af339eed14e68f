"""The unified social credit code (统一社会信用代码) of GB 32100-2015 and its check characters.

Each function says what is wrong with a code as a sentence, or None where nothing is. Whether a
wrong code refuses a record or only warns is decided where records are validated.
"""

from __future__ import annotations

from xinbao_desktop.text import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of the standard: no I, O, S, V, Z."""

_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18


def check_character(first_seventeen: str) -> str:
    """Return the eighteenth character that belongs to the first seventeen."""
    total = sum(
        ALPHABET.index(sign) * weight
        for sign, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return ALPHABET[(31 - total % 31) % 31]


def uscc_problem(code: str) -> Text | None:
    """Return why a code cannot be a unified social credit code; None where it can."""
    if len(code) != _LENGTH:
        return Text(
            f"统一社会信用代码应为18位，这里是{len(code)}位",
            f"a unified social credit code has 18 characters, this one has {len(code)}",
        )
    for position, sign in enumerate(code, 1):
        if sign not in ALPHABET:
            return Text(
                f"第{position}位“{sign}”不会出现在统一社会信用代码中"
                "（不用 I、O、S、V、Z 和小写字母）",
                f"character {position}, “{sign}”, never stands in such a code "
                "(no I, O, S, V, Z, no small letters)",
            )
    expected = check_character(code[:-1])
    if code[-1] != expected:
        return Text(
            f"统一社会信用代码校验位不符：末位应为 {expected}，这里是 {code[-1]}，请核对每一位",
            f"the check character is wrong: the last one should be {expected}, not {code[-1]}; "
            "compare every character with the licence",
        )
    return None


def uscc_remark(code: str) -> Text | None:
    """Return what is unusual about a code that passes ``uscc_problem``; worth a warning only.

    Characters 9 to 17 are the organisation code of GB 11714 with a check of its own, which some
    codes that were really issued do not pass.
    """
    inner = code[8:17]
    if len(inner) != 9 or inner_check_character(inner[:8]) == inner[8]:
        return None
    return Text(
        "第9至17位（组织机构代码）的校验位不符，个别真实代码也如此，请对照营业执照",
        "characters 9 to 17 (the organisation code) do not pass their own check; "
        "a few real codes do not, so compare with the licence",
    )


def inner_check_character(first_eight: str) -> str | None:
    """Return the ninth character of an organisation code; None where the eight are no such code."""
    if not all(sign.isascii() and sign.isalnum() and not sign.islower() for sign in first_eight):
        return None
    total = sum(
        int(sign, 36) * weight for sign, weight in zip(first_eight, _INNER_WEIGHTS, strict=True)
    )
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
