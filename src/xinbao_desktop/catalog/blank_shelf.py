"""Where the insurers' blanks are kept: each PDF as it came, its fields, and how it is filled.

A folder ``<id>/`` holds ``blank.pdf``, which is never altered, ``shown.pdf``, its pages without
fields or scripts to be looked at, ``blank.json`` with what reading found, and ``mapping.toml``.
It belongs to the insurer, so it lies in the user's folder and not in a client's file; of one
form and insurer the blank confirmed last is in use.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from xinbao_desktop.catalog.blank_mapping import read_mapping, written_mapping
from xinbao_desktop.domain.blank import Blank, BlankMapping, BlankPages
from xinbao_desktop.domain.blank_json import pages_json, pages_of
from xinbao_desktop.errors import BadInputError, CatalogError, DiskError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PDF, SHOWN, FACTS, MAPPING = "blank.pdf", "shown.pdf", "blank.json", "mapping.toml"
ANY = "any"
ID = re.compile(r"[A-Za-z0-9_-]+")

NONE = Text("没有空白表 {id}。现有：{known}", "There is no blank {id}. There are: {known}")
SEVERAL = Text("{id} 指的不止一份：{known}", "{id} may mean several: {known}")
ALTERED = Text(
    "空白表 {id} 的文件被改动过或已丢失；请移除后重新添加原件。",
    "The file of blank {id} was altered or is gone; remove it and add the original again.",
)
DAMAGED = Text(
    "空白表 {id} 的登记资料已损坏；请移除后重新添加。",
    "What is kept about blank {id} is damaged; remove it and add it again.",
)
THERE = Text("这份空白表已经在了：{id}", "This blank is here already: {id}")


class BlankShelf:
    """The blanks of one user."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(
        self, source: Path, shown: Path, *, form: str, insurer: str, pages: BlankPages
    ) -> Blank:
        """Keep a blank beside the others; ``shown`` is the copy to be looked at.

        Raises:
            UsageError: The same file is there for this form and insurer.
            DiskError: It cannot be written; nothing has changed.
        """
        content = source.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        id_ = f"{form}-{insurer or ANY}-{sha256[:8]}"
        target = self._folder / id_
        if target.exists():
            raise UsageError(THERE.fill(id=id_))
        facts = {
            "form": form, "insurer": insurer, "name": source.name, "sha256": sha256,
            "pages": pages_json(pages),
        }  # fmt: skip
        temporary = self._folder / f".{id_}.new"
        try:
            shutil.rmtree(temporary, ignore_errors=True)
            temporary.mkdir(mode=0o700, parents=True)
            (temporary / PDF).write_bytes(content)
            (temporary / SHOWN).write_bytes(shown.read_bytes())
            words = json.dumps(facts, ensure_ascii=False, indent=1)
            (temporary / FACTS).write_text(words, encoding="utf-8")
            mapping = BlankMapping(form=form, sha256=sha256)
            (temporary / MAPPING).write_bytes(written_mapping(mapping))
            temporary.replace(target)
        except OSError as error:
            shutil.rmtree(temporary, ignore_errors=True)
            raise _disk(error) from error
        return self._read(target)

    def list(self) -> tuple[Blank, ...]:
        """Return every blank that can be read, by form, insurer and when it was added."""
        found = []
        for folder in self._folders():
            try:
                found.append(self._read(folder))
            except (BadInputError, CatalogError):
                continue
        return tuple(found)

    def get(self, id_: str) -> Blank:
        """Return a blank by its id, or by a beginning of it that only one has.

        Raises:
            UsageError: There is none, or several begin so.
            BadInputError: What is kept about it is damaged.
            CatalogError: Its mapping cannot be read.
        """
        return self._read(self._folder_of(id_))

    def for_case(self, form: str, insurer: str | None) -> Blank | None:
        """Return the blank in use for a form: the insurer's own, else one for any insurer."""
        found = [blank for blank in self.list() if blank.form == form and blank.in_use]
        own = [blank for blank in found if insurer and blank.insurer == insurer]
        return next(iter(own or [blank for blank in found if not blank.insurer]), None)

    def pdf(self, blank: Blank) -> Path:
        """Return a blank's file after proving it is what was added.

        Raises:
            BadInputError: It was altered or is gone.
        """
        path = self._folder / blank.id / PDF
        try:
            whole = hashlib.sha256(path.read_bytes()).hexdigest() == blank.sha256
        except OSError:
            whole = False
        if not whole:
            raise BadInputError(ALTERED.fill(id=blank.id))
        return path

    def shown(self, blank: Blank) -> Path:
        """Return the copy of a blank's pages that can be looked at."""
        return self._folder / blank.id / SHOWN

    def keep(self, id_: str, mapping: BlankMapping) -> Blank:
        """Keep how a blank is filled; once in use it takes the place of the one before it.

        Raises:
            DiskError: It cannot be written; the mapping before it stays.
        """
        kept = self._write(self._folder_of(id_), mapping)
        for other in self.list():
            same = (other.form, other.insurer) == (kept.form, kept.insurer)
            if kept.in_use and other.in_use and same and other.id != kept.id:
                self._write(self._folder / other.id, replace(other.mapping, use=False))
        return kept

    def remove(self, id_: str) -> str:
        """Take a blank off the shelf with its mapping; returns its id."""
        folder = self._folder_of(id_)
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise _disk(error) from error
        return folder.name

    # ---- inside ------------------------------------------------------------------------------

    def _write(self, folder: Path, mapping: BlankMapping) -> Blank:
        temporary = folder / f".{MAPPING}.new"
        try:
            temporary.write_bytes(written_mapping(mapping))
            temporary.replace(folder / MAPPING)
        except OSError as error:
            raise _disk(error) from error
        return self._read(folder)

    def _folders(self) -> Sequence[Path]:
        return sorted(path.parent for path in self._folder.glob(f"[!.]*/{FACTS}"))

    def _folder_of(self, id_: str) -> Path:
        folders = self._folders()
        known = ", ".join(folder.name for folder in folders) or "–"
        if not ID.fullmatch(id_):
            raise UsageError(NONE.fill(id=id_, known=known))
        found = [folder for folder in folders if folder.name == id_]
        found = found or [folder for folder in folders if folder.name.startswith(id_)]
        if not found:
            raise UsageError(NONE.fill(id=id_, known=known))
        if len(found) > 1:
            raise UsageError(SEVERAL.fill(id=id_, known=", ".join(f.name for f in found)))
        return found[0]

    def _read(self, folder: Path) -> Blank:
        try:
            facts = json.loads((folder / FACTS).read_text("utf-8"))
            mapping = (folder / MAPPING).read_bytes()
            blank = Blank(
                id=folder.name,
                form=str(facts["form"]),
                insurer=str(facts["insurer"]),
                name=str(facts["name"]),
                sha256=str(facts["sha256"]),
                pages=pages_of(facts["pages"]),
                mapping=read_mapping(mapping, f"{folder.name}/{MAPPING}"),
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadInputError(DAMAGED.fill(id=folder.name)) from error
        return blank


def _disk(error: OSError) -> DiskError:
    why = error.strerror or ""
    return DiskError(Text(f"空白表无法保存：{why}", f"the blank cannot be kept: {why}"))
