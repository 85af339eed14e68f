"""The papers beside a client's backups: each content once, however many backups need it.

Of a client without a password the files are the papers themselves, named by their SHA-256. Of
one with a password they are encrypted with a key made from the client's own (AES-256-GCM, each
mebibyte sealed with its place and whether it is the last) and named by a keyed hash, so that
nobody can prove from a name that a known paper is there.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from xinbao_desktop.errors import IntegrityError
from xinbao_desktop.storage import failures
from xinbao_desktop.storage.contents import PIECE_BYTES
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from xinbao_desktop.storage.cipher import CipherKey

FOLDER = "pool"
_MARK = b"XBJP1"
_PREFIX_BYTES = 7
_TAG_BYTES = 16

LOST = Text(
    "备份中缺少指纹为 {sha256}… 的单证内容，或它已损坏。请改用更早或更晚的备份。",
    "The backup lacks the content {sha256}…, or it is damaged. Use an earlier or later backup.",
)


class Pool:
    """The pool of one folder of backups, for one client's key."""

    def __init__(self, folder: Path, key: CipherKey | None) -> None:
        self._folder = folder / FOLDER
        self._cipher = _Sealer(key) if key else None

    def name(self, sha256: str) -> str:
        """Return the name under which a content lies in the pool."""
        return self._cipher.name(sha256) if self._cipher else sha256

    def path(self, name: str) -> Path:
        """Return where a content of that name lies."""
        return self._folder / name[:2] / name

    def holds(self, sha256: str) -> bool:
        """Say whether a content is in the pool; not whether it is whole."""
        return self.path(self.name(sha256)).exists()

    def add(self, sha256: str, pieces: Iterable[bytes]) -> None:
        """Put a content into the pool, whole or not at all."""
        path = self.path(self.name(sha256))
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        named = self._folder.parent  # a content's own name would tell the user nothing
        with failures.disk_errors(named):
            path.parent.mkdir(parents=True, exist_ok=True)
        sealed = self._cipher.seal(pieces) if self._cipher else pieces
        try:
            with failures.disk_errors(named):
                with draft.open("xb") as file:
                    for piece in sealed:
                        file.write(piece)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """Yield a content piece by piece; ``IntegrityError`` when it is lost or not itself."""
        digest = hashlib.sha256()
        try:
            with self.path(self.name(sha256)).open("rb") as file:
                for piece in self._opened(iter(lambda: file.read(self._step), b"")):
                    digest.update(piece)
                    yield piece
        except (OSError, ValueError) as error:
            raise IntegrityError(LOST.fill(sha256=sha256[:16])) from error
        if digest.hexdigest() != sha256:
            raise IntegrityError(LOST.fill(sha256=sha256[:16]))

    def is_whole(self, sha256: str) -> bool:
        """Say whether a content is in the pool and has its own SHA-256."""
        try:
            for _ in self.pieces(sha256):
                pass
        except IntegrityError:
            return False
        return True

    def keep_only(self, names: set[str]) -> int:
        """Take away every content not named, but none that is being written; returns how many."""
        gone = 0
        for path in self._folder.glob("??/[!.]*"):
            if path.name not in names:
                with suppress(OSError):
                    path.unlink()
                    gone += 1
        return gone

    @property
    def _step(self) -> int:
        return PIECE_BYTES

    def _opened(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        return self._cipher.open(blocks) if self._cipher else blocks


class _Sealer:
    """Encrypts a content in pieces; a missing, moved or cut piece is noticed."""

    def __init__(self, key: CipherKey) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._aead = AESGCM(_derived(key, b"xinbao evidence pool 1"))
        self._names = _derived(key, b"xinbao evidence names 1")

    def name(self, sha256: str) -> str:
        return hmac.new(self._names, sha256.encode(), hashlib.sha256).hexdigest()

    def seal(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        prefix = secrets.token_bytes(_PREFIX_BYTES)
        yield _MARK + prefix
        number, waiting = 0, b""
        for piece in pieces:
            if number or waiting:
                yield self._aead.encrypt(_nonce(prefix, number, last=False), waiting, None)
                number += 1
            waiting = piece
        yield self._aead.encrypt(_nonce(prefix, number, last=True), waiting, None)

    def open(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        from cryptography.exceptions import InvalidTag

        held = b""
        sealed = PIECE_BYTES + _TAG_BYTES
        head = len(_MARK) + _PREFIX_BYTES
        prefix, number = b"", 0
        try:
            for block in blocks:
                held += block
                if not prefix:
                    if held[: len(_MARK)] != _MARK:
                        raise ValueError("not a sealed paper")
                    prefix, held = held[len(_MARK) : head], held[head:]
                while len(held) > sealed:
                    yield self._aead.decrypt(
                        _nonce(prefix, number, last=False), held[:sealed], None
                    )
                    held, number = held[sealed:], number + 1
            yield self._aead.decrypt(_nonce(prefix, number, last=True), held, None)
        except InvalidTag as error:
            raise ValueError("damaged") from error


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _derived(key: CipherKey, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=key.salt, info=purpose).derive(key.key)
