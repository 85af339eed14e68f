"""Where installed packs are kept: every version beside the others, one of them in use.

A folder ``<id>/<version>/`` holds the pack file as it came and its contents; nothing is ever
overwritten, so that a case can go on being judged by the pack it was judged by. An older
version than the one in use needs a reason, which is kept.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.pack_archive import (
    SUFFIX,
    PackArchive,
    read_archive,
)
from xinbao_desktop.catalog.rule_pack import version_key
from xinbao_desktop.errors import BadInputError, DiskError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.catalog.signature import TrustStore

_STATE = "in_use.json"
_FILE = f"pack{SUFFIX}"
_CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Installed:
    """One installed version of a pack; ``folder`` holds its contents."""

    id: str
    version: str
    folder: Path
    in_use: bool


class PackShelf:
    """The installed packs of one program."""

    def __init__(self, folder: Path, trust: TrustStore) -> None:
        self._folder = folder
        self._trust = trust

    def install(
        self,
        archive: PackArchive,
        *,
        on: date,
        shipped: Mapping[str, str] | None = None,
        reason: str | None = None,
    ) -> Installed:
        """Keep a pack and use it from now on; the caller has checked its rules.

        Args:
            archive: The pack, proven whole.
            on: Today, kept with the reason.
            shipped: The versions of the packs that are part of the program.
            reason: Why an older version than the one in use is wanted.

        Raises:
            UsageError: The author is not trusted, the version is older and no reason was
                given, or another pack of the same version is there.
            DiskError: It cannot be written; nothing has changed.
        """
        manifest = archive.manifest
        if not self._trust.trusts(archive.key):
            raise _refused(
                f"作者的密钥还没有被信任，请先核对指纹：{archive.key.fingerprint}",
                "its author is not trusted yet; compare the fingerprint: "
                f"{archive.key.fingerprint}",
            )
        current = self._current(manifest.id, shipped or {})
        older = current is not None and version_key(manifest.version) < version_key(current)
        if older and not (reason or "").strip():
            raise _refused(
                f"比正在使用的版本 {current} 旧，要安装请说明理由",
                f"it is older than version {current} in use; give a reason to install it",
            )
        folder = self._put(archive)
        step = {"version": manifest.version, "on": on.isoformat()}
        step |= {"over": current} if current is not None else {}
        step |= {"reason": (reason or "").strip()} if older else {}
        self._use(manifest.id, step)
        return Installed(manifest.id, manifest.version, folder / _CONTENTS, in_use=True)

    def installed(self) -> tuple[Installed, ...]:
        """Return every installed version, by id, newest first."""
        found = []
        for folder in sorted(self._folder.glob("*/[0-9]*/")):
            if not (folder / _FILE).is_file():
                continue
            id_, version = folder.parent.name, folder.name
            used = self._state(id_).get("version") == version
            found.append(Installed(id_, version, folder / _CONTENTS, used))
        found.sort(key=lambda one: version_key(one.version), reverse=True)
        return tuple(sorted(found, key=lambda one: one.id))

    def in_use(self, shipped: Mapping[str, str]) -> tuple[Installed, ...]:
        """Return the installed packs that go before the program's own.

        A newer version goes first; an older one only while the program ships nothing newer than
        what it was knowingly installed over.
        """
        return tuple(
            one
            for one in self.installed()
            if one.in_use and self._prevails(one, shipped.get(one.id))
        )

    def proven(self, id_: str, version: str) -> PackArchive:
        """Return an installed pack after proving it anew: the file, its author, its contents.

        Raises:
            UsageError: This version is not installed, or its author is not trusted.
            BadInputError: The file or its contents were altered.
        """
        folder = self._folder / id_ / version
        path = folder / _FILE
        if not path.is_file():
            raise _refused(f"没有安装 {id_} {version}", f"{id_} {version} is not installed")
        archive = read_archive(path.read_bytes(), f"{id_} {version}")
        if not self._trust.trusts(archive.key):
            raise _refused(
                f"{id_} {version} 的作者不受信任", f"the author of {id_} {version} is not trusted"
            )
        contents = folder / _CONTENTS
        for name, content in archive.files.items():
            kept = contents / name
            if not kept.is_file() or kept.read_bytes() != content:
                raise BadInputError(
                    Text(
                        f"{id_} {version} 的 {name} 被改动过，请重新安装",
                        f"{name} of {id_} {version} was altered; install the pack again",
                    )
                )
        return archive

    def history(self, id_: str) -> tuple[Mapping[str, str], ...]:
        """Return which versions were put in use, when, and why where they were older."""
        return tuple(self._state(id_).get("history", ()))

    # ---- inside ------------------------------------------------------------------------------

    def _prevails(self, one: Installed, shipped: str | None) -> bool:
        if shipped is None or version_key(one.version) > version_key(shipped):
            return True
        over = self.history(one.id)[-1].get("over")
        return over is not None and version_key(shipped) <= version_key(over)

    def _current(self, id_: str, shipped: Mapping[str, str]) -> str | None:
        try:
            used = self._state(id_).get("version")
        except BadInputError:
            # Without its record, the newest version that is there counts as the one in use.
            used = max(self._versions(id_), key=version_key, default=None)
        versions = [version for version in (used, shipped.get(id_)) if version]
        return max(versions, key=version_key, default=None)

    def _versions(self, id_: str) -> list[str]:
        folders = (self._folder / id_).glob("[0-9]*/")
        return [folder.name for folder in folders if (folder / _FILE).is_file()]

    def _state(self, id_: str) -> dict[str, Any]:
        path = self._folder / id_ / _STATE
        try:
            state: dict[str, Any] = json.loads(path.read_text("utf-8"))
            version_key(state["version"])
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise DiskError(
                Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
            ) from error
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadInputError(
                Text(
                    f"规则包 {id_} 的使用记录已损坏，请重新安装该规则包",
                    f"the record of pack {id_} is damaged; install the pack again",
                )
            ) from error
        return state

    def _put(self, archive: PackArchive) -> Path:
        """Write the pack beside the others, whole or not at all."""
        manifest = archive.manifest
        target = self._folder / manifest.id / manifest.version
        if target.exists() and self._holds_another(target, archive):
            raise _refused(
                f"已安装同一版本 {manifest.version} 的另一个规则包，请作者提高版本号",
                f"another pack of version {manifest.version} is installed; "
                "its author must raise the version",
            )
        temporary = target.with_name(f".{manifest.version}.new")
        try:
            shutil.rmtree(temporary, ignore_errors=True)
            for name, content in archive.files.items():
                path = temporary / _CONTENTS / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            (temporary / _FILE).write_bytes(archive.content)
            # The same pack once more: whatever was altered in it is as it was.
            shutil.rmtree(target, ignore_errors=True)
            temporary.replace(target)
        except OSError as error:
            shutil.rmtree(temporary, ignore_errors=True)
            raise DiskError(
                Text(f"无法安装：{error.strerror}", f"cannot be installed: {error.strerror}")
            ) from error
        return target

    def _holds_another(self, target: Path, archive: PackArchive) -> bool:
        """Say whether a whole pack of the same version, but other content, lies there."""
        kept = target / _FILE
        if not kept.is_file() or kept.read_bytes() == archive.content:
            return False
        try:
            read_archive(kept.read_bytes(), target.name)
        except BadInputError:
            return False
        return True

    def _use(self, id_: str, step: Mapping[str, str]) -> None:
        try:
            history = [*self.history(id_), step]
        except BadInputError:
            history = [step]
        state = {"version": step["version"], "history": history}
        path = self._folder / id_ / _STATE
        temporary = path.with_suffix(".tmp")
        try:
            with temporary.open("w", encoding="utf-8") as file:
                json.dump(state, file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError as error:
            raise DiskError(
                Text(f"无法安装：{error.strerror}", f"cannot be installed: {error.strerror}")
            ) from error


def _refused(zh: str, en: str) -> UsageError:
    return UsageError(Text(zh, en))
