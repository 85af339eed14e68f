"""The power goes: what was not synced is lost, kept or torn, in any mixture (R03).

SQLite's own file layer is wrapped (through ctypes, as the interpreter's sqlite3 has no way to do
it), every write, sync and deletion is recorded, and the disk is rebuilt as a power cut at that
moment may leave it.
"""

import ctypes
import os
import random
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

import pytest

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.storage import engine
from xinbao_desktop.storage.checking import check
from xinbao_desktop.storage.client_file import ClientFile

SECTOR = 512
CUTS = int(os.environ.get("XINBAO_CUTS", "150"))

Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(Structure):
    _fields_ = [
        ("version", c_int),
        ("file_size", c_int),
        ("max_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", Open),
        ("delete", Delete),
        ("rest", c_void_p * 14),
    ]


class Methods(Structure):
    _fields_ = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", Write),
        ("truncate", Truncate),
        ("sync", Sync),
        ("rest", c_void_p * 13),
    ]


class File(Structure):
    _fields_ = [("methods", POINTER(Methods))]


class Recorder:
    """Registers a file layer named ``recorder`` that notes what it hands on."""

    def __init__(self):
        import _sqlite3

        self.done = []
        self.files = {}
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(Vfs)
        self.original = library.sqlite3_vfs_find(None).contents
        self.vfs = Vfs()
        ctypes.pointer(self.vfs)[0] = self.original
        self.vfs.name = b"recorder"
        self.vfs.next = None
        self.vfs.open = Open(self.open)
        self.vfs.delete = Delete(self.delete)
        self.methods = {}
        library.sqlite3_vfs_register(ctypes.byref(self.vfs), 0)

    def open(self, vfs, name, file, flags, out):
        path = ctypes.string_at(name).decode() if name else ""
        existed = bool(path) and Path(path).exists()
        result = self.original.open(vfs, name, file, flags, out)
        if result == 0 and path:
            opened = ctypes.cast(file, POINTER(File)).contents
            own = opened.methods.contents  # a database and its journal have different ones
            key = ctypes.addressof(own)
            if key not in self.methods:
                self.methods[key] = wrapped = Methods()
                ctypes.pointer(wrapped)[0] = own
                wrapped.write = Write(self.write)
                wrapped.truncate = Truncate(self.truncate)
                wrapped.sync = Sync(self.sync)
            opened.methods = ctypes.pointer(self.methods[key])
            self.files[file] = path, own
            if not existed:
                self.done.append(("create", path))
        return result

    def write(self, file, data, size, offset):
        self.done.append(("write", self.files[file][0], offset, ctypes.string_at(data, size)))
        return self.files[file][1].write(file, data, size, offset)

    def truncate(self, file, size):
        self.done.append(("truncate", self.files[file][0], size))
        return self.files[file][1].truncate(file, size)

    def sync(self, file, flags):
        self.done.append(("sync", self.files[file][0]))
        return self.files[file][1].sync(file, flags)

    def delete(self, vfs, name, sync_folder):
        self.done.append(("delete", name.decode(), bool(sync_folder)))
        return self.original.delete(vfs, name, sync_folder)


def disk_after(done, files, rng):
    """Return the files a power cut after these steps may leave."""
    safe = {path: bytearray(content) for path, content in files.items()}
    waiting = {path: [] for path in files}
    uncertain = set()  # made, but not yet sure to be found in the folder
    for step in done:
        what, path = step[:2]
        if what == "create":
            safe[path], waiting[path] = bytearray(), []
            uncertain.add(path)
        elif what == "sync":
            for pending in waiting[path]:
                apply(safe[path], pending)
            waiting[path] = []
            uncertain.discard(path)
        elif what == "delete":
            if step[2] or rng.random() < 0.5:
                safe.pop(path, None)
        else:
            waiting[path].append(step)
    lost = {path for path in uncertain if rng.random() < 0.5}
    for path in safe.keys() - lost:
        for pending in waiting[path]:
            if rng.random() < 0.5:
                apply(safe[path], torn(pending, rng))
    return {path: content for path, content in safe.items() if path not in lost}


def apply(content, step):
    if step[0] == "truncate":
        del content[step[2] :]
        return
    _, _, offset, data = step
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data


def torn(step, rng):
    if step[0] != "write" or rng.random() < 0.5:
        return step
    sectors = rng.randint(0, len(step[3]) // SECTOR)
    return (*step[:3], step[3][: sectors * SECTOR])


def buyers(path):
    with ClientFile.open(path) as file:
        return buyers_of(file)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="wraps the file layer of this system")
def test_after_a_power_cut_the_file_is_as_before_or_as_after_and_keeps_what_was_saved(
    client_path, tmp_path, paper, monkeypatch
):
    recorder, usual = Recorder(), engine.uri
    before = {str(client_path): client_path.read_bytes()}
    states = [(0, buyers(client_path))]  # after so many steps this is acknowledged
    with monkeypatch.context() as patch:
        patch.setattr(engine, "uri", lambda path, mode: usual(path, mode) + "&vfs=recorder")
        with ClientFile.open(client_path, write=True) as file:
            for number in range(5):
                with file.write() as work:
                    if number == 2:
                        work.connection.exec_driver_sql("PRAGMA cache_size = 10")
                    many = [Buyer(buyer_no=f"N{number}-{n}", note="备" * 99) for n in range(60)]
                    work.put_many(many)
                    if number == 3:
                        work.add_evidence(paper, media_type="x", name="paper")
                    if number == 4:
                        work.delete("buyers", ("N0-0",))
                done = len(recorder.done)
                states.append((done, buyers_of(file)))
    assert len(recorder.done) > 200
    rng = random.Random(2)
    target = tmp_path / "after"
    moments = [steps for steps, _ in states[1:]] * 5  # the very moment after a change was saved
    moments += [rng.randint(0, len(recorder.done)) for _ in range(CUTS)]
    for number, at in enumerate(moments):
        saved = max(number for number, (steps, _) in enumerate(states) if steps <= at)
        target.mkdir(exist_ok=True)
        for path, content in disk_after(recorder.done[:at], before, rng).items():
            (target / Path(path).name).write_bytes(content)
        with ClientFile.open(target / client_path.name) as file:
            assert buyers_of(file) in [state for _, state in states[saved : saved + 2]], at
            if number % 10 == 0:
                assert not [finding for finding in check(file) if finding.damage]
        for left in target.iterdir():
            left.unlink()


def buyers_of(file):
    with file.read() as work:
        return [b.buyer_no for b in work.client(["buyers"]).buyers], len(work.evidence_list())
