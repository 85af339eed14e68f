"""Make the bundled fonts: static Noto faces, cut down to the characters Chinese papers use.

    cd FOLDER
    for name in noto-sans-sc@0.4.3 noto-sans@0.4.2 noto-serif-sc@0.4.3 noto-serif@0.4.2 \
                noto-sans-hk@0.4.3 noto-sans-jp@0.4.3; do
        npm pack @expo-google-fonts/$name && tar xzf *.tgz && rm *.tgz && mv package ${name%@*}
    done
    python tools/fonts.py FOLDER resources/fonts

Kept of the Chinese sans: GBK, Big5, the basic CJK block and extension A, punctuation, and every
character outside the basic plane the font knows (the rare characters of names, 通用规范汉字
levels 2 and 3). Of Noto Sans: the Latin and Greek letters that the Chinese font lacks and that
names of buyers need (Polish, Czech, Turkish …). The serif (宋体) keeps the same; its bold is for
titles, which are our own words, and keeps GB 2312. Of the fonts for Hong Kong and Japan: the
characters of names that no font before them has.
"""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Callable

Points = set[int]
LATIN = set(range(0x20, 0x250)) | set(range(0x1E00, 0x1F00))
SIGNS = set(range(0x2000, 0x2700)) | set(range(0x3000, 0x3400)) | set(range(0xFF00, 0xFFF0))
RARE = set(range(0x20000, 0x32000))
HAN = set(range(0x3400, 0xA000)) | set(range(0xF900, 0xFB00)) | RARE


def chinese() -> Points:
    """Return the code points to keep of the Chinese fonts."""
    points = LATIN | SIGNS | set(range(0x370, 0x460)) | set(range(0x4E00, 0xA000))
    points |= set(range(0x3400, 0x4DC0)) | RARE
    return points | encoded("gbk", 0x81, 0x40) | encoded("big5", 0x81, 0x40)


def titles() -> Points:
    """Return the code points to keep of the serif's bold."""
    return LATIN | SIGNS | encoded("gb2312", 0xA1, 0xA1)


def latin() -> Points:
    """Return the code points to keep of the Latin fonts."""
    return LATIN | set(range(0x370, 0x530))


def names() -> Points:
    """Return the code points to keep of the fonts for other places."""
    return HAN


def encoded(codec: str, first: int, second: int) -> Points:
    """Return the characters of two bytes that an encoding knows."""
    pairs = (bytes((high, low)) for high in range(first, 0xFF) for low in range(second, 0xFF))
    texts = (pair.decode(codec, "ignore") for pair in pairs)
    return {ord(text) for text in texts if len(text) == 1}


# From which package and file, what to keep, and after which of ours it only fills gaps.
FILES: tuple[tuple[str, str, Callable[[], Points], tuple[str, ...]], ...] = (
    ("noto-sans-sc/400Regular", "NotoSansSC-Regular.ttf", chinese, ()),
    ("noto-sans-sc/700Bold", "NotoSansSC-Bold.ttf", chinese, ()),
    ("noto-sans/400Regular", "NotoSans-Regular.ttf", latin, ()),
    ("noto-sans/700Bold", "NotoSans-Bold.ttf", latin, ()),
    ("noto-serif-sc/400Regular", "NotoSerifSC-Regular.ttf", chinese, ()),
    ("noto-serif-sc/700Bold", "NotoSerifSC-Bold.ttf", titles, ()),
    ("noto-serif/400Regular", "NotoSerif-Regular.ttf", latin, ()),
    ("noto-serif/700Bold", "NotoSerif-Bold.ttf", latin, ()),
    ("noto-sans-hk/400Regular", "NotoSansHK-Regular.ttf", names, ("NotoSansSC-Regular.ttf",)),
    (
        "noto-sans-jp/400Regular",
        "NotoSansJP-Regular.ttf",
        names,
        ("NotoSansSC-Regular.ttf", "NotoSansHK-Regular.ttf"),
    ),
)


def cut(source: Path, target: Path, points: Points) -> None:
    """Write ``source`` with these characters alone."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points & known(source))
    subsetter.subset(font)
    font.save(target)
    print(target.name, len(font.getBestCmap()), target.stat().st_size)


def known(file: Path) -> Points:
    """Return the characters a font has."""
    return set(TTFont(file, lazy=True).getBestCmap())


def main(packages: Path, target: Path) -> None:
    """Cut every font; later ones may fill the gaps of earlier ones."""
    for place, name, wanted, before in FILES:
        source = next((packages / place).glob("*.ttf"))
        had = set(chain.from_iterable(known(target / other) for other in before))
        cut(source, target / name, wanted() - had)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
