"""The key of an encrypted client file, and the SQLCipher library.

A password becomes a key by PBKDF2-HMAC-SHA512 with the file's own salt, exactly as SQLCipher 4
does it, so that any SQLCipher tool opens the file with the password. The key itself, in
hexadecimal, is the recovery key that a person may print. It is never written anywhere by the
program.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xinbao_desktop.errors import ClientFileError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from types import ModuleType

ROUNDS = 256_000
KEY_BYTES = 32

EMPTY_PASSWORD = Text("密码不能为空。", "A password cannot be empty.")
BAD_RECOVERY_KEY = Text(
    "恢复密钥应为 64 位十六进制数字，请对照打印的恢复单重新输入。",
    "A recovery key is 64 hexadecimal digits; type it again from the printed sheet.",
)
NO_CIPHER = Text(
    "这台电脑上的程序缺少加密组件（sqlcipher3），无法打开或创建有密码的客户文件。请重新安装程序。",
    "This installation lacks its encryption component (sqlcipher3) and cannot open or make files "
    "with a password. Install the program again.",
)


@dataclass(frozen=True, slots=True)
class CipherKey:
    """The raw key of one file, and the salt it begins with."""

    key: bytes = field(repr=False)
    salt: bytes

    @property
    def recovery_key(self) -> str:
        """The key as it is printed: sixteen groups of four digits."""
        digits = self.key.hex()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    @property
    def for_new_file(self) -> str:
        """The words of ``PRAGMA key`` and ``ATTACH … KEY`` that also set the salt."""
        return f"x'{self.key.hex()}{self.salt.hex()}'"


def key_from_password(password: str, salt: bytes) -> CipherKey:
    """Derive the key; takes about a tenth of a second on purpose."""
    if not password:
        raise ClientFileError(EMPTY_PASSWORD)
    words = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return CipherKey(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, KEY_BYTES), salt)


def key_from_recovery(words: str, salt: bytes) -> CipherKey:
    """Read a recovery key as it was printed; spaces and case do not matter."""
    try:
        key = bytes.fromhex("".join(words.split()))
    except ValueError as error:
        raise ClientFileError(BAD_RECOVERY_KEY) from error
    if len(key) != KEY_BYTES:
        raise ClientFileError(BAD_RECOVERY_KEY)
    return CipherKey(key, salt)


def library() -> ModuleType:
    """Return SQLCipher's DB-API module, loaded when the first encrypted file needs it."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise ClientFileError(NO_CIPHER) from error
    module: ModuleType = dbapi2
    return module
