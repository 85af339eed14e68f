"""The six numbers by which a PDF moves, turns and enlarges what it draws."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Affine:
    """Maps (x, y) to (a·x + c·y + e, b·x + d·y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Affine) -> Affine:
        """Return this map followed by another."""
        return Affine(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def numbers(self) -> tuple[float, float, float, float, float, float]:
        """Return the six numbers."""
        return (self.a, self.b, self.c, self.d, self.e, self.f)

    def operands(self) -> str:
        """Return the numbers as a content stream writes them, alike on every machine."""
        return " ".join(_plain(value) for value in self.numbers())


def _plain(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def moved(x: float, y: float) -> Affine:
    """Return the move by (x, y)."""
    return Affine(e=x, f=y)


def enlarged(across: float, up: float) -> Affine:
    """Return the enlargement about the origin."""
    return Affine(a=across, d=up)


def turned_clockwise(degrees: int, width: float, height: float) -> Affine:
    """Turn a box that stands at the origin so that it stands at the origin again."""
    match degrees % 360:
        case 90:
            return Affine(0, -1, 1, 0, 0, width)
        case 180:
            return Affine(-1, 0, 0, -1, width, height)
        case 270:
            return Affine(0, 1, -1, 0, height, 0)
        case _:
            return Affine()


def mirrored(width: float) -> Affine:
    """Swap left and right of a box that stands at the origin."""
    return Affine(a=-1, e=width)
