"""Make the bundled fonts: static Noto Sans SC, cut down to the characters Chinese papers use.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf *.tgz && mv package sc
    npm pack @expo-google-fonts/noto-sans@0.4.2 && tar xzf *noto-sans-0*.tgz && mv package latin
    python tools/fonts.py sc latin resources/fonts

Kept of the Chinese font: GBK, Big5, the basic CJK block and extension A, punctuation, and every
character outside the basic plane the font knows (the rare characters of names, 通用规范汉字
levels 2 and 3). Of Noto Sans: the Latin and Greek letters that the Chinese font lacks and that
names of buyers need (Polish, Czech, Turkish …).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FILES = {
    "400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
}
LATIN_FILES = {
    "400Regular/NotoSans_400Regular.ttf": "NotoSans-Regular.ttf",
    "700Bold/NotoSans_700Bold.ttf": "NotoSans-Bold.ttf",
}


def wanted() -> set[int]:
    """Return the code points to keep."""
    points = set(range(0x20, 0x250)) | set(range(0x2000, 0x2700)) | set(range(0x3000, 0x3400))
    points |= set(range(0x1E00, 0x1F00)) | set(range(0x3400, 0x4DC0))
    points |= set(range(0x4E00, 0xA000)) | set(range(0xFF00, 0xFFF0)) | set(range(0x370, 0x460))
    for codec in ("gbk", "big5"):
        for high in range(0x81, 0xFF):
            for low in range(0x40, 0xFF):
                text = bytes((high, low)).decode(codec, "ignore")
                if len(text) == 1:
                    points.add(ord(text))
    return points | set(range(0x20000, 0x32000))


def wanted_latin() -> set[int]:
    """Return the code points to keep of the Latin font."""
    return set(range(0x20, 0x250)) | set(range(0x370, 0x530)) | set(range(0x1E00, 0x1F00))


def cut(source: Path, target: Path, points: set[int]) -> None:
    """Write ``source`` with these characters alone."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points & set(font.getBestCmap()))
    subsetter.subset(font)
    font.save(target)
    print(target.name, len(font.getBestCmap()), target.stat().st_size)


def main(chinese: Path, latin: Path, target: Path) -> None:
    """Cut both weights of both families."""
    for source, name in FILES.items():
        cut(chinese / source, target / name, wanted())
    for source, name in LATIN_FILES.items():
        cut(latin / source, target / name, wanted_latin())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
