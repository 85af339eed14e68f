"""Folders for a moment's work, in the system's place for temporary files.

What lies in them may be a client's papers in plain, also of a client with a password. A folder
goes when its work is done; those of a program that was killed go when the next one starts, which
sees from the number in the name that their process has ended.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

PREFIX = "xinbao-"
_OURS = re.compile(rf"{PREFIX}(\d+)-")


def scratch_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder that only this user can read; a context manager takes it away."""
    return tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-")


def sweep() -> int:
    """Take away what killed programs left behind; returns how many folders."""
    gone = 0
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).iterdir():
            made_by = _OURS.match(folder.name)
            if made_by and not is_running(int(made_by[1])):
                shutil.rmtree(folder, ignore_errors=True)
                gone += not folder.exists()
    return gone


if sys.platform == "win32":
    import ctypes

    _SYNCHRONIZE, _DENIED = 0x00100000, 5

    def is_running(process: int) -> bool:
        """Say whether there is a process of this number."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_SYNCHRONIZE, 0, process)
        if not handle:
            return ctypes.get_last_error() == _DENIED
        try:
            return kernel.WaitForSingleObject(handle, 0) != 0
        finally:
            kernel.CloseHandle(handle)

else:

    def is_running(process: int) -> bool:
        """Say whether there is a process of this number."""
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except OSError:
            return True
        return True
