"""The sheet of paper and what is drawn on it: sizes, zones kept free, marks.

Positions are points from the top left corner, downwards; only ``canvas`` turns them round.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from xinbao_desktop.packet.tags import Tag

MM = 72 / 25.4
A4_WIDTH = 210 * MM
A4_HEIGHT = 297 * MM

# Zones measured on the printed sheet, in millimetres.
BINDING_MM = 26.0  # both sides: on the back of a sheet the binding is on the right
RIDING_SEAL_MM = 12.0  # the strip at the outer edge that a seal over fanned pages needs
NUMBER_MM = 11.0  # baseline of the page number above the lower edge

Shade: TypeAlias = float  # 0 black … 1 white; grey prints alike everywhere

BLACK: Shade = 0.0
SOFT: Shade = 0.32  # second language; still dark enough for a fax
RULE: Shade = 0.45
HEAD_FILL: Shade = 0.93


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page's size and the box its text stands in."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    number_y: float

    @property
    def text_width(self) -> float:
        """How wide a line may be."""
        return self.right - self.left

    @property
    def text_height(self) -> float:
        """How much fits on the page."""
        return self.bottom - self.top


PORTRAIT = Geometry(
    A4_WIDTH,
    A4_HEIGHT,
    BINDING_MM * MM,
    A4_WIDTH - BINDING_MM * MM,
    22 * MM,
    A4_HEIGHT - 21 * MM,
    A4_HEIGHT - NUMBER_MM * MM,
)
# Turned to be read, the binding lies on top and the riding seal runs along the lower edge.
LANDSCAPE = Geometry(
    A4_HEIGHT,
    A4_WIDTH,
    BINDING_MM * MM,
    A4_HEIGHT - BINDING_MM * MM,
    BINDING_MM * MM,
    A4_WIDTH - 26 * MM,
    A4_WIDTH - (RIDING_SEAL_MM + 4.5) * MM,
)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Words on a baseline; ``spacing`` is added after each character (justified lines).

    ``tag`` says what they are to a reader that cannot see them; an empty cell has a tag and no
    words.
    """

    x: float
    y: float
    words: str
    size: float
    bold: bool = False
    shade: Shade = BLACK
    spacing: float = 0.0
    serif: bool = False
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.6
    shade: Shade = RULE


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled, outlined, or both."""

    x: float
    y: float
    width: float
    height: float
    fill: Shade | None = None
    line: float = 0.0
    shade: Shade = RULE
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A place that leads to the first page of a document of the same packet."""

    x: float
    y: float
    width: float
    height: float
    target: str
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class SealPlace:
    """The space kept for the company's seal; nothing is printed inside."""

    x: float
    y: float
    width: float
    height: float


Mark: TypeAlias = Glyphs | Rule | Box | Hotspot | SealPlace


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal slice that never breaks.

    ``before`` is left free above unless the strip begins a page; ``keep`` binds it to the next
    one, ``whole`` only as long as all that is bound fits on a page; ``repeat`` is drawn again
    when the strip begins a page (a table's head), ``foot`` when it ends one and more of the same
    follows (a frame's lower edge).
    """

    height: float
    marks: tuple[Mark, ...] = ()
    before: float = 0.0
    keep: bool = False
    whole: bool = False
    repeat: tuple[Strip, ...] = ()
    foot: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """One laid-out page."""

    geometry: Geometry
    marks: tuple[Mark, ...] = field(default=())


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """Return a mark at another place."""
    if isinstance(mark, Rule):
        return Rule(mark.x0 + dx, mark.y0 + dy, mark.x1 + dx, mark.y1 + dy, mark.width, mark.shade)
    if isinstance(mark, Glyphs):
        return Glyphs(
            mark.x + dx, mark.y + dy, mark.words, mark.size,
            mark.bold, mark.shade, mark.spacing, mark.serif, mark.tag,
        )  # fmt: skip
    if isinstance(mark, Box):
        return Box(
            mark.x + dx, mark.y + dy, mark.width, mark.height,
            mark.fill, mark.line, mark.shade, mark.dashed,
        )  # fmt: skip
    if isinstance(mark, Hotspot):
        return Hotspot(mark.x + dx, mark.y + dy, mark.width, mark.height, mark.target, mark.tag)
    return SealPlace(mark.x + dx, mark.y + dy, mark.width, mark.height)


def untagged(mark: Mark) -> Mark:
    """Return a mark as decoration: what it says is said elsewhere."""
    return replace(mark, tag=None) if isinstance(mark, Glyphs | Hotspot) else mark
