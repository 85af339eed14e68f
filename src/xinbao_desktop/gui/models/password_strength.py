"""How hard a new password is to guess, roughly: a hint beside the field, never a refusal."""

from __future__ import annotations

from enum import StrEnum

SHORT, LONG, VERY_LONG = 8, 12, 16
FEW_LETTERS = 5
ALL_KINDS = 3


class Strength(StrEnum):
    """What is said of a password."""

    NONE = ""
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


def strength(password: str, known: str = "") -> Strength:
    """Return how strong a password is.

    Args:
        password: What was typed.
        known: What anybody could guess first, such as the file's name.
    """
    if not password:
        return Strength.NONE
    letters = set(password.casefold())
    guessable = bool(known) and known.casefold() in password.casefold()
    if len(password) < SHORT or len(letters) < FEW_LETTERS or password.isdigit() or guessable:
        return Strength.WEAK
    kinds = sum(
        any(test(letter) for letter in password)
        for test in (str.islower, str.isupper, str.isdigit, _is_sign, _is_wide)
    )
    if len(password) >= VERY_LONG or (len(password) >= LONG and kinds >= ALL_KINDS):
        return Strength.GOOD
    return Strength.FAIR


def _is_sign(letter: str) -> bool:
    return not letter.isalnum()


def _is_wide(letter: str) -> bool:
    return ord(letter) > 0x2E7F
