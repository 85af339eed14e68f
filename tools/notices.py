"""Write THIRD-PARTY.md: what the program ships of others, and what it needs at run time.

    python tools/notices.py          # writes the file
    python tools/notices.py --check  # says whether it is in step, for tests

Names and versions come from ``requirements.lock``, licences and their texts from the metadata
of the installed distributions. Kept by hand are only the facts no metadata gives: the licence
in SPDX form where a project does not say it so, and what its wheels carry inside.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "THIRD-PARTY.md"
LONGEST_TEXT = 3_000
PINNED = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^ ;\\]+)(?P<marker> ;[^\\]*)?")
LICENCE_FILE = re.compile(r"(?i)^(licen[sc]e|copying|notice)")

BUILD_ONLY = frozenset(
    {
        "editables",
        "hatchling",
        "packaging",
        "pathspec",
        "pluggy",
        "tomlkit",
        "trove-classifiers",
    }
)
SPDX = {
    "charset-normalizer": "MIT",
    "editables": "MIT",
    "lxml": "BSD-3-Clause",
    "pathspec": "MPL-2.0",
    "pi-heif": "BSD-3-Clause",
    "pluggy": "MIT",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "sqlcipher3": "Zlib",
    "trove-classifiers": "Apache-2.0",
    "tzdata": "Apache-2.0",
}
INSIDE = {
    "cffi": "libffi (MIT)",
    "cryptography": "OpenSSL (Apache-2.0)",
    "lxml": "libxml2, libxslt (MIT), zlib (Zlib)",
    "pi-heif": "libheif, libde265 (LGPL-3.0); decoders alone, no encoder",
    "pikepdf": "qpdf (Apache-2.0), libjpeg-turbo (BSD-3-Clause), zlib (Zlib), OpenSSL (Apache-2.0)",
    "pillow": "libjpeg-turbo, libtiff, libwebp, OpenJPEG, FreeType, Little CMS, zlib and others",
    "pypdfium2": "PDFium (BSD-3-Clause and Apache-2.0) with FreeType, Little CMS, OpenJPEG, zlib",
    "pyside6-essentials": "Qt 6 (LGPL-3.0) with the notices Qt lists in its documentation",
    "python-calamine": "calamine and other Rust crates (MIT or Apache-2.0)",
    "shiboken6": "shiboken's run-time library (LGPL-3.0)",
    "sqlcipher3": "SQLCipher (BSD-3-Clause), SQLite (public domain), OpenSSL (Apache-2.0)",
    "tzdata": "the IANA time zone data (public domain)",
}
HEAD = """\
# Third-party notices

Xinbao Desktop itself stands under the MIT licence (`LICENSE`). This file is made by
`tools/notices.py`; a test keeps it in step with `requirements.lock`.

## 1. Shipped inside the program

| what | files | licence |
|---|---|---|
| Noto Sans SC, HK and JP, Noto Serif SC, Noto Sans, Noto Serif (Google, \
Adobe and others), cut down to the characters papers need | \
`resources/fonts/*.ttf` | SIL Open Font License 1.1, text in `resources/fonts/OFL.txt` |

Icons, forms, rules and code lists are the project's own. Texts of laws and notices are cited \
by their source, not copied.

## 2. Installed beside it

These come as packages of their own, each with its licence files. Nothing of them is changed.
Qt and PySide6 are used under the LGPL-3.0 as separate shared libraries, which anybody may replace.

| package | version | licence | carries inside its wheel |
|---|---|---|---|
"""
BUILD_HEAD = """
## 3. Needed to build it

Installed with the lock file, not used by the running program.

| package | version | licence |
|---|---|---|
"""
TEXTS_HEAD = """
## 4. Licence texts

The short texts in full. Long standard texts (Apache-2.0, MPL-2.0, LGPL-3.0, GPL, PSF-2.0, the \
collected notices of Pillow) lie in the `*.dist-info` folder of each package or with its project.
"""


@dataclass(frozen=True, slots=True)
class Pinned:
    """A line of the lock file."""

    name: str
    version: str
    elsewhere: bool  # wanted on another system alone, so it may be missing here


def locked() -> list[Pinned]:
    """Return what the lock file pins, in its order."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    found = (PINNED.match(line) for line in lines)
    return [
        Pinned(m["name"], m["version"], "sys_platform" in (m["marker"] or "")) for m in found if m
    ]


def installed(pinned: Pinned) -> Distribution | None:
    """Return the installed distribution, which must be the pinned one."""
    if pinned.elsewhere:
        return None
    found = distribution(pinned.name)
    if found.version != pinned.version:
        raise SystemExit(f"{pinned.name} {found.version} is installed, {pinned.version} is locked")
    return found


def licence(pinned: Pinned) -> str:
    """Return the licence as an SPDX expression."""
    if pinned.name in SPDX:
        return SPDX[pinned.name]
    found = installed(pinned)
    said = found.metadata["License-Expression"] if found else None
    if not said:
        raise SystemExit(f"{pinned.name}: no licence in its metadata; enter it in SPDX")
    return str(said)


def texts(pinned: Pinned) -> list[str]:
    """Return the short licence texts of a package."""
    found = installed(pinned)
    files = (found.files or []) if found else []
    wanted = sorted((f for f in files if LICENCE_FILE.match(f.name)), key=str)
    read = [Path(str(f.locate())).read_text("utf-8", "replace").strip() for f in wanted]
    return [
        "\n".join(map(str.rstrip, text.splitlines())) for text in read if len(text) < LONGEST_TEXT
    ]


def notices() -> str:
    """Return the whole file."""
    run = [p for p in locked() if p.name not in BUILD_ONLY]
    build = [p for p in locked() if p.name in BUILD_ONLY]
    parts = [HEAD]
    parts += [
        f"| {p.name} | {p.version} | {licence(p)} | {INSIDE.get(p.name, '')} |\n" for p in run
    ]
    parts.append(BUILD_HEAD)
    parts += [f"| {p.name} | {p.version} | {licence(p)} |\n" for p in build]
    parts.append(TEXTS_HEAD)
    for pinned in run:
        for text in texts(pinned):
            parts.append(f"\n### {pinned.name}\n\n```text\n{text}\n```\n")
    return "".join(parts)


def main(words: list[str]) -> int:
    """Write the file, or compare it."""
    made = notices()
    if "--check" in words:
        same = TARGET.read_text("utf-8") == made
        print("in step" if same else "THIRD-PARTY.md is out of step: run tools/notices.py")
        return 0 if same else 1
    TARGET.write_text(made, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
