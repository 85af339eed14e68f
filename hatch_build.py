"""Build hook: compile the translations (.ts) into what Qt reads (.qm).

Qt's own compiler needs system libraries that a bare machine lacks, and PySide6 besides. The
format is small and has been the same since Qt 4, so it is written here: a build gives the same
files everywhere, and no window comes up without its Chinese.
"""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
LANGUAGE, HASHES, MESSAGES = 0xA7, 0x42, 0x69  # sections of the file
END, TRANSLATION, SOURCE, CONTEXT, COMMENT = 1, 3, 6, 7, 8  # parts of a message


def compiled(source: str) -> bytes:
    """Return the ``.qm`` form of a ``.ts`` text; what is not translated yet is left out.

    Raises:
        ValueError: The file has plural forms, which this compiler does not know.
    """
    root = ET.fromstring(source)  # noqa: S314 - our own file
    index: list[tuple[int, int]] = []
    messages = b""
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            if message.get("numerus"):
                raise ValueError(f"{name}: plural forms are not supported")
            words = message.find("translation")
            if words is None or words.get("type") or not words.text:
                continue
            text, comment = message.findtext("source", ""), message.findtext("comment", "")
            index.append((_hash(text + comment), len(messages)))
            messages += _message(name, text, comment, words.text)
    return (
        MAGIC
        + _section(LANGUAGE, root.get("language", "").encode("latin-1"))
        + _section(HASHES, b"".join(struct.pack(">II", *pair) for pair in sorted(index)))
        + _section(MESSAGES, messages)
    )


def _message(context: str, source: str, comment: str, translation: str) -> bytes:
    """Return one message with all that tells it from others of the same hash."""
    parts = [(TRANSLATION, translation.encode("utf-16-be"))]
    parts += [
        (tag, words.encode()) for tag, words in ((COMMENT, comment), (SOURCE, source)) if words
    ]
    parts.append((CONTEXT, context.encode()))
    return b"".join(_section(tag, content) for tag, content in parts) + bytes([END])


def _section(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _hash(words: str) -> int:
    """Return the ELF hash by which Qt finds a message; never zero."""
    found = 0
    for byte in words.encode():
        found = (found << 4) + byte
        high = found & 0xF0000000
        found = (found ^ (high >> 24)) & ~high if high else found
    return found or 1


def compile_all(folder: Path) -> list[Path]:
    """Compile every ``.ts`` file of a folder; returns the files made."""
    made = []
    for source in sorted(folder.glob("*.ts")):
        target = source.with_suffix(".qm")
        target.write_bytes(compiled(source.read_text("utf-8")))
        made.append(target)
    return made


class TranslationBuildHook(BuildHookInterface[Any]):
    """Runs for sdist, wheel and editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Run before the files are collected."""
        compile_all(Path(self.root) / "resources" / "i18n")
