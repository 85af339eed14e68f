"""Random walks of editing, locking, saving, importing and closing on a real client file (R10).

Whatever the order, nothing is cut in half, nothing that was saved is lost, and the file proves
whole. ``XINBAO_WALKS=10000`` walks the full number; a walk is told by its seed.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil

import pytest

from xinbao_desktop.app.desk import Desk
from xinbao_desktop.app.opened_client import OpenedClient
from xinbao_desktop.bootstrap import build_services
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.errors import AppError
from xinbao_desktop.gui.models.idle_lock import IdleLock
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.lock import lock_path

WALKS = int(os.environ.get("XINBAO_WALKS", "60"))
PASSWORD = "four quiet boats"
MINUTES = 5

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300 + WALKS)]


class Person:
    """Somebody at work on a client: the lock's room, with a real file behind it.

    ``known`` is what must be in the file; ``typed`` is the field under the cursor, ``saving`` what
    is on its way to the file.
    """

    def __init__(self, place, template, key, services, rng):
        self.path, self.key, self.services, self.rng = place / "c.xinbao", key, services, rng
        self.batch, self.backups = place / "batch.json", place / "backups"
        shutil.copy(template, self.path)
        self.known, self.typed, self.saving = {}, None, None
        self.visible, self.now = True, 0.0
        self.client = self.opened()
        self.lock = IdleLock(self, MINUTES, self.now)

    def opened(self):
        file = ClientFile.open(self.path, recovery_key=self.key, write=True)
        desk = Desk(file, self.services.knowledge, self.services.clock)
        return OpenedClient(desk, self.backups)

    # the lock's room

    def protected(self):
        return self.client.encrypted

    def busy(self):
        return self.saving is not None

    def hand_in(self):
        if self.typed is not None and self.saving is None:
            self.typed, self.saving = None, self.typed

    def hide_client(self):
        assert self.saving is None, "locked while half-saved"
        assert self.typed is None, "locked before the field was handed in"
        self.visible = False

    def show_client(self):
        self.visible = True

    # what a person does, and what happens meanwhile

    def type(self):
        if self.visible:
            self.typed = (f"B{self.rng.randrange(5)}", f"note {self.rng.randrange(10**6)}")
            self.lock.touch(self.now)

    def leave_the_field(self):
        if self.visible:
            self.hand_in()

    def a_save_ends(self):
        if self.saving is not None:
            number, note = self.saving
            self.client.records.save(Buyer(buyer_no=number, name_en=number, note=note))
            self.known[number], self.saving = note, None

    def delete(self):
        number = f"B{self.rng.randrange(5)}"
        if self.visible and number in self.known:
            gone = self.client.records.delete("buyers", (number,)).value
            if self.rng.random() < 0.5:
                self.client.records.undo(gone)
            else:
                del self.known[number]

    def give_another_number(self):
        number, new = f"B{self.rng.randrange(5)}", f"B{self.rng.randrange(5)}"
        if self.visible and number in self.known and number != new:
            record = Buyer(buyer_no=new, name_en=new, note=self.known[number])
            with contextlib.suppress(AppError):
                self.client.records.save(record, was=(number,))
                assert new not in self.known
                self.known[new] = self.known.pop(number)

    def merge(self):
        if self.visible:
            rows = {
                f"B{n}": f"merged {self.rng.randrange(10**6)}"
                for n in self.rng.sample(range(5), self.rng.randint(1, 3))
            }
            buyers = [{"buyer_no": k, "name_en": k, "note": v} for k, v in rows.items()]
            if self.rng.random() < 0.3:
                buyers.append({"buyer_no": "B9", "country": "nowhere"})
            self.batch.write_text(json.dumps({"buyers": buyers}), encoding="utf-8")
            with contextlib.suppress(AppError):
                self.client.imports.apply(self.client.imports.preview(self.batch))
                self.known |= rows

    def back_up(self):
        self.client.backups.backup()

    def wait(self):
        self.now += self.rng.choice([1, 30, 299, 300, 900])
        self.lock.tick(self.now)

    def wrong_password(self):
        visible = self.visible
        self.lock.answer(self.now, right=False)
        assert self.visible == visible

    def right_password(self):
        self.lock.answer(self.now, right=True)
        assert self.visible

    def close_and_open(self):
        self.close()
        assert not lock_path(self.path).exists()
        self.client = self.opened()
        self.lock.forget(self.now)
        self.visible = True
        self.prove()

    def close(self):
        self.hand_in()
        self.a_save_ends()
        self.client.close()

    def prove(self):
        there = {b.buyer_no: b.note for b in self.client.records.client().buyers}
        assert there == self.known
        assert [f for f in self.client.backups.check() if f.damage] == []
        assert self.visible != self.lock.locked


STEPS = (
    *[Person.type] * 4, *[Person.leave_the_field] * 3, *[Person.a_save_ends] * 4, Person.delete,
    Person.give_another_number, *[Person.merge] * 2, *[Person.wait] * 3, Person.wrong_password,
    *[Person.right_password] * 2, Person.close_and_open,
)  # fmt: skip


@pytest.fixture(scope="module")
def services(tmp_path_factory):
    return build_services(folder=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def templates(services, tmp_path_factory):
    """A plain client and one with a password, with the keys that open them at once."""
    place = tmp_path_factory.mktemp("templates")
    made = []
    for name, password in (("plain", None), ("locked", PASSWORD)):
        with services.create_client(place / f"{name}.xinbao", password) as client:
            made.append((client.path, client.desk.file.recovery_key))
    return made


def test_no_order_of_editing_locking_saving_merging_and_closing_harms_the_file(
    services, templates, tmp_path
):
    locked = 0
    for seed in range(WALKS):
        rng = random.Random(seed)
        place = tmp_path / str(seed)
        place.mkdir()
        person = Person(place, *templates[seed % 2], services, rng)
        try:
            for step in rng.choices(STEPS, k=25):
                step(person)
                locked += person.lock.locked
            if seed % 20 == 0:
                person.back_up()
            person.hand_in()
            person.a_save_ends()
            person.prove()
        except AssertionError as error:
            raise AssertionError(f"walk {seed}: {error}") from error
        finally:
            person.client.close()
        shutil.rmtree(place)
    assert locked > WALKS // 10
