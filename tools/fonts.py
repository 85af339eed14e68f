"""Make the bundled fonts: static Noto Sans SC, cut down to the characters Chinese papers use.

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 && tar xzf *.tgz
    python tools/fonts.py package resources/fonts

Kept: GBK, Big5, the whole basic CJK block, punctuation, and every character outside the basic
plane the font knows (the rare characters of names, 通用规范汉字 levels 2 and 3).
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


def wanted() -> set[int]:
    """Return the code points to keep."""
    points = set(range(0x20, 0x250)) | set(range(0x2000, 0x2700)) | set(range(0x3000, 0x3400))
    points |= set(range(0x4E00, 0xA000)) | set(range(0xFF00, 0xFFF0)) | set(range(0x370, 0x460))
    for codec in ("gbk", "big5"):
        for high in range(0x81, 0xFF):
            for low in range(0x40, 0xFF):
                text = bytes((high, low)).decode(codec, "ignore")
                if len(text) == 1:
                    points.add(ord(text))
    return points | set(range(0x20000, 0x32000))


def main(package: Path, target: Path) -> None:
    """Cut both weights."""
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.recalc_timestamp = False
    for source, name in FILES.items():
        font = TTFont(package / source, recalcTimestamp=False)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=wanted() & set(font.getBestCmap()))
        subsetter.subset(font)
        font.save(target / name)
        print(name, len(font.getBestCmap()), (target / name).stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
