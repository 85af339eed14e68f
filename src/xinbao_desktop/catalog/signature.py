"""Keys of pack authors: Ed25519 signatures, fingerprints, and the authors a program trusts.

A private key never leaves its author's file; the program keeps public keys only. What is signed
is the business of ``pack_archive``.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from xinbao_desktop.errors import BadInputError, DiskError, UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from pathlib import Path

_MAX_KEY_BYTES = 10_000
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An author's public key, as its 32 bytes."""

    raw: bytes

    @property
    def fingerprint(self) -> str:
        """The key's SHA-256 in groups of four, to be compared by two people on the telephone."""
        digest = hashlib.sha256(self.raw).hexdigest()
        return " ".join(digest[n : n + 4] for n in range(0, len(digest), 4))

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Return whether the key's owner signed the content."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def pem(self) -> bytes:
        """Return the key as a PEM file."""
        return Ed25519PublicKey.from_public_bytes(self.raw).public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @classmethod
    def read(cls, path: Path) -> PublicKey:
        """Return the key of a PEM file.

        Raises:
            BadInputError: It cannot be read, or is no Ed25519 public key.
        """
        content = _key_file(path)
        try:
            key = serialization.load_pem_public_key(content)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise _not_a_key(path) from error
        if not isinstance(key, Ed25519PublicKey):
            raise _not_a_key(path)
        return cls(key.public_bytes_raw())


class AuthorKey:
    """The private key of a pack's author."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> PublicKey:
        """The public half, to be handed to whoever shall trust the author."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """Return the signature of the content, 64 bytes, always the same for the same content."""
        return self._key.sign(content)

    @classmethod
    def create(cls, path: Path) -> AuthorKey:
        """Make a new key, readable by its owner alone, with the public half beside it (``.pub``).

        Raises:
            UsageError: One of the two files is already there; a key is never overwritten.
            DiskError: They cannot be written.
        """
        key = Ed25519PrivateKey.generate()
        made = cls(key)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        _write_new(path, private, mode=0o600)
        _write_new(path.with_suffix(".pub"), made.public.pem(), mode=0o644)
        return made

    @classmethod
    def read(cls, path: Path) -> AuthorKey:
        """Return the key of a PEM file.

        Raises:
            BadInputError: It cannot be read, or is no Ed25519 private key without a password.
        """
        content = _key_file(path)
        try:
            key = serialization.load_pem_private_key(content, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise _not_a_key(path) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise _not_a_key(path)
        return cls(key)


class TrustStore:
    """The authors whose packs may be installed: a folder with one public key a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, key: PublicKey) -> None:
        """Trust an author from now on; the caller has shown the fingerprint and asked.

        Raises:
            DiskError: The folder cannot be written.
        """
        path = self._path(key)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".tmp")
            temporary.write_bytes(key.pem())
            temporary.replace(path)
        except OSError as error:
            raise _disk(path, error) from error

    def trusts(self, key: PublicKey) -> bool:
        """Return whether the author is trusted; a file that was tampered with does not count."""
        try:
            return PublicKey.read(self._path(key)) == key
        except BadInputError:
            return False

    def keys(self) -> tuple[PublicKey, ...]:
        """Return every trusted key, in a fixed order."""
        return tuple(PublicKey.read(path) for path in sorted(self._folder.glob("*.pub")))

    def _path(self, key: PublicKey) -> Path:
        return self._folder / f"{hashlib.sha256(key.raw).hexdigest()}.pub"


def _key_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_KEY_BYTES:
            raise _not_a_key(path)
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(
            Text(
                f"无法读取密钥文件 {path.name}：{error.strerror}",
                f"the key file {path.name} cannot be read: {error.strerror}",
            )
        ) from error


def _not_a_key(path: Path) -> BadInputError:
    return BadInputError(
        Text(
            f"{path.name} 不是可用的 Ed25519 密钥（PEM，无密码）",
            f"{path.name} is no Ed25519 key (PEM, without password)",
        )
    )


def _write_new(path: Path, content: bytes, mode: int) -> None:
    try:
        # Windows alone has O_BINARY, and would write other line ends without it.
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise UsageError(
            Text(f"{path.name} 已存在，不会覆盖密钥", f"{path.name} exists; no key is overwritten")
        ) from error
    except OSError as error:
        raise _disk(path, error) from error


def _disk(path: Path, error: OSError) -> DiskError:
    return DiskError(
        Text(
            f"无法写入 {path.name}：{error.strerror}",
            f"{path.name} cannot be written: {error.strerror}",
        )
    )
