"""Bounds on what a worker process may use, on each system in its own way.

Linux has address-space limits; macOS ignores those, so there a thread watches the resident
size; Windows has job objects. Time is watched from outside, by ``intake``.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time

MEMORY_MB = 2048
OUTPUT_MB = 1000
MEMORY_EXIT = 87
"""The exit status of a worker that found itself too big."""


def apply_limits(memory_mb: int = MEMORY_MB) -> None:
    """Bound this process; where the system refuses, it works on unbounded but for time."""
    if sys.platform == "win32":
        _job_object(memory_mb)
    else:
        _resource_limits(memory_mb)
        if sys.platform == "darwin":
            threading.Thread(target=_watch, args=(memory_mb,), daemon=True).start()


if sys.platform != "win32":

    def _resource_limits(memory_mb: int) -> None:
        import resource

        for kind, wanted in (
            (resource.RLIMIT_AS, memory_mb * 1024 * 1024),
            (resource.RLIMIT_FSIZE, OUTPUT_MB * 1024 * 1024),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (most, hard))

    def _watch(memory_mb: int) -> None:
        import resource

        while True:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if peak / (1024 * 1024) > memory_mb:  # bytes on macOS
                os._exit(MEMORY_EXIT)
            time.sleep(0.2)


if sys.platform == "win32":

    def _job_object(memory_mb: int) -> None:
        """Put this process into a job that bounds its memory and ends with its handle."""
        import ctypes
        from ctypes import wintypes

        class Basic(ctypes.Structure):
            _fields_ = [
                ("PerProcessUserTimeLimit", ctypes.c_int64),
                ("PerJobUserTimeLimit", ctypes.c_int64),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            ]

        class Extended(ctypes.Structure):
            _fields_ = [
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_uint64 * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            ]

        process_memory, extended_information = 0x100, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = [ctypes.c_void_p, wintypes.LPCWSTR]
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = [
            wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD,
        ]  # fmt: skip
        kernel.AssignProcessToJobObject.argtypes = [wintypes.HANDLE, wintypes.HANDLE]
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return
        wanted = Extended()
        wanted.BasicLimitInformation.LimitFlags = process_memory
        wanted.ProcessMemoryLimit = memory_mb * 1024 * 1024
        kernel.SetInformationJobObject(
            job, extended_information, ctypes.byref(wanted), ctypes.sizeof(wanted)
        )
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
