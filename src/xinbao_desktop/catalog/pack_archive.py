"""A pack as one signed file that can be carried on a stick, and what it must prove.

The file is a zip without compression: the manifest, its signature, and the pack's files. It is
built so that the same files and the same key give the same bytes; reading it rebuilds it and
compares, so that not one byte of it can be changed, added or hidden. What the rules in it say
is checked by ``rule_pack``; where it is kept by ``pack_shelf``.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xinbao_desktop.catalog.rule_pack import read_pack_files, version_key
from xinbao_desktop.catalog.signature import KEY_BYTES, PublicKey
from xinbao_desktop.errors import BadInputError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xinbao_desktop.catalog.signature import AuthorKey
    from xinbao_desktop.domain.rules.model import RulePack

SUFFIX = ".xbpack"
FORMAT = 1
MAX_FILES = 300
MAX_BYTES = 20_000_000
_MANIFEST = "manifest.json"
_SIGNATURE = "signature.json"
_FOLDER = "pack/"
#: What is signed is told apart from anything else that the same key might sign.
_PURPOSE = b"xinbao-desktop rule pack 1\n"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}){0,3}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself: read from its ``pack.toml``, signed with the files' hashes."""

    id: str
    version: str
    title: Text
    valid_from: date
    min_program: str
    hashes: Mapping[str, str]

    def as_bytes(self) -> bytes:
        """Return the manifest as it is signed: one spelling for one content."""
        return _canonical(
            {
                "format": FORMAT,
                "id": self.id,
                "version": self.version,
                "title": self.title.as_json(),
                "valid_from": self.valid_from.isoformat(),
                "min_program": self.min_program,
                "files": dict(self.hashes),
            }
        )


@dataclass(frozen=True, slots=True)
class PackArchive:
    """A pack file that is whole, and signed by ``key``; whether to trust it is another matter."""

    manifest: Manifest
    key: PublicKey
    files: Mapping[str, bytes]
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash of the whole file."""
        return hashlib.sha256(self.content).hexdigest()

    def pack(self) -> RulePack:
        """Return the rules in it.

        Raises:
            CatalogError: They cannot be read; every problem with file, entry and key.
        """
        return read_pack_files(self.manifest.id, self.files)


def build(folder: Path, key: AuthorKey) -> bytes:
    """Return the signed pack file of a folder; the same bytes for the same folder and key.

    Hidden files are left out. Whoever builds has checked the pack (``rule_pack.check_pack``).

    Raises:
        CatalogError: ``pack.toml`` or a rule file cannot be read.
        BadInputError: A file does not belong into a pack: a link, a private key, a strange
            name, too many or too big.
    """
    files = _folder_files(folder)
    pack = read_pack_files(folder.name, files)
    manifest = Manifest(
        pack.id, pack.version, pack.title, pack.valid_from, pack.min_program, _hashes(files)
    )
    signature = key.sign(_PURPOSE + manifest.as_bytes())
    return _zipped(manifest, key.public, signature, files)


def read_archive(content: bytes, name: str) -> PackArchive:
    """Return a pack file after proving that it is whole and signed by the key it names.

    Args:
        content: The whole file.
        name: How messages call it.

    Raises:
        BadInputError: It is no pack file, or not one byte for byte as its author made it.
    """
    try:
        archive, signature = _unzipped(content)
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile, NotImplementedError) as error:
        raise _damaged(name, "不是规则包文件，或已损坏", "no pack file, or damaged") from error
    except (EOFError, OSError, RuntimeError, RecursionError) as error:
        raise _damaged(name, "无法解开", "cannot be unpacked") from error
    manifest = archive.manifest
    if not archive.key.verifies(signature, _PURPOSE + manifest.as_bytes()):
        raise _damaged(name, "签名不对", "the signature is wrong")
    if _hashes(archive.files) != manifest.hashes:
        raise _damaged(name, "文件内容与清单不符", "its files are not those of its manifest")
    if _zipped(manifest, archive.key, signature, archive.files) != content:
        raise _damaged(name, "与作者制作时不完全相同", "not byte for byte as it was made")
    return archive


def refuse_newer(manifest: Manifest, program: str) -> None:
    """Refuse a pack that was written for a newer program, before its rules are read.

    Raises:
        UsageError: The program is too old for it.
    """
    numbers = re.match(r"\d+(\.\d+)*", program)
    assert numbers is not None
    if version_key(manifest.min_program) > version_key(numbers.group()):
        raise UsageError(
            Text(
                f"规则包需要程序版本 {manifest.min_program} 以上，现在是 {program}，请先更新程序",
                f"the pack needs program version {manifest.min_program}, this is {program}: "
                "update the program first",
            )
        )


# ---- inside ----------------------------------------------------------------------------------


def _folder_files(folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in name.split("/")):
            continue
        if path.is_symlink():
            raise _unfit(name, "规则包里不能有链接", "a pack holds no links")
        if not path.is_file():
            continue
        if not _good_name(name):
            raise _unfit(
                name, "文件名只能用英文字母、数字、_ . -", "a name has letters, digits, _ . and -"
            )
        size += path.stat().st_size
        if size > MAX_BYTES or len(files) >= MAX_FILES:
            raise _unfit(name, "规则包过大", "the pack is too big")
        files[name] = path.read_bytes()
        if b"PRIVATE KEY-----" in files[name]:
            raise _unfit(name, "私钥不能放进规则包", "a private key must not go into a pack")
    if len({name.lower() for name in files}) != len(files):
        raise _unfit(folder.name, "文件名只差大小写", "two names differ in capitals alone")
    return files


def _good_name(name: str) -> bool:
    parts = name.split("/")
    return _NAME.fullmatch(name) is not None and not any(
        _RESERVED.match(part) or part.endswith(".") for part in parts
    )


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _zipped(
    manifest: Manifest, key: PublicKey, signature: bytes, files: Mapping[str, bytes]
) -> bytes:
    signed = _canonical({"key": key.raw.hex(), "signature": signature.hex()})
    members = {_MANIFEST: manifest.as_bytes(), _SIGNATURE: signed}
    members |= {_FOLDER + name: files[name] for name in sorted(files)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=False) as file:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            # The same bytes on Windows as elsewhere.
            info.create_system = 3
            info.external_attr = 0o644 << 16
            file.writestr(info, content)
    return out.getvalue()


def _unzipped(content: bytes) -> tuple[PackArchive, bytes]:
    if len(content) > 2 * MAX_BYTES:
        raise ValueError("too big")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        members = file.infolist()
        if len(members) > MAX_FILES + 2:
            raise ValueError("too many members")
        # Nothing is inflated: what is stored is as long as it says, and the whole is bounded.
        if any(m.compress_type != zipfile.ZIP_STORED or m.flag_bits & 1 for m in members):
            raise ValueError("compressed or encrypted")
        if sum(member.file_size for member in members) > 2 * MAX_BYTES:
            raise ValueError("too big")
        read = {member.filename: file.read(member) for member in members}
    if len(read) != len(members):
        raise ValueError("two members of one name")
    manifest = _manifest(json.loads(read.pop(_MANIFEST)))
    signed = json.loads(read.pop(_SIGNATURE))
    key, signature = bytes.fromhex(signed["key"]), bytes.fromhex(signed["signature"])
    if len(key) != KEY_BYTES:
        raise ValueError("no key")
    files: dict[str, bytes] = {}
    for name, member in read.items():
        inner = name.removeprefix(_FOLDER)
        if inner == name or not _good_name(inner):
            raise ValueError(name)
        files[inner] = member
    return PackArchive(manifest, PublicKey(key), files, content), signature


def _manifest(data: Any) -> Manifest:
    if data["format"] != FORMAT:
        raise ValueError("another format")
    hashes = data["files"]
    if not isinstance(hashes, dict):
        raise TypeError("manifest")
    title = Text(data["title"]["zh"], data["title"]["en"])
    texts = [data["id"], data["version"], data["min_program"], title.zh, title.en]
    if not all(isinstance(text, str) for text in [*texts, *hashes, *hashes.values()]):
        raise TypeError("manifest")
    version_key(data["version"]), version_key(data["min_program"])
    if not _good_name(data["id"]) or not _good_name(data["version"]):
        raise ValueError("manifest")
    day = date.fromisoformat(data["valid_from"])
    return Manifest(data["id"], data["version"], title, day, data["min_program"], hashes)


def _damaged(name: str, zh: str, en: str) -> BadInputError:
    return BadInputError(
        Text(
            f"{name}：{zh}；没有安装任何内容，请向作者重新索取",
            f"{name}: {en}; nothing was taken from it, ask its author for it again",
        )
    )


def _unfit(name: str, zh: str, en: str) -> BadInputError:
    return BadInputError(Text(f"{name}：{zh}", f"{name}: {en}"))
