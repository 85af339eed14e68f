import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.catalog.checklist import (
    read_own_list,
    read_packets,
    read_slots,
    shipped_packets,
    shipped_slots,
)
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.catalog.rule_pack import read_sources
from xinbao_desktop.domain.checklist import SlotNeed, Stage
from xinbao_desktop.errors import CatalogError

SOURCES = {source.id for source in read_sources(asset("resources/legal/sources.toml"))}
NUMBERS = {"F": 12, "T": 22, "I": 7, "L": 21, "B": 5, "K": 3, "P": 3}


def test_every_slot_of_the_master_list_is_there_in_its_order():
    expected = [f"{group}{n:02d}" for group, last in NUMBERS.items() for n in range(1, last + 1)]
    assert [slot.id for slot in shipped_slots()] == expected


def test_goods_and_service_papers_are_judged_for_each_invoice():
    per_invoice = {slot.id for slot in shipped_slots() if slot.per_invoice}
    assert {*(f"T{n:02d}" for n in range(2, 11)), "T20"} <= per_invoice
    assert "T01" not in per_invoice


def test_the_program_prints_eight_forms():
    forms = {slot.id for slot in shipped_slots() if slot.form}
    assert forms == {"F01", "F02", "F03", "F04", "F05", "F10", "F11", "F12"}


def test_everything_a_checklist_rests_on_is_a_known_source():
    for slot in shipped_slots():
        assert slot.sources, slot.id
        assert set(slot.sources) <= SOURCES, slot.id
    for packet in shipped_packets().values():
        assert packet.sources
        assert set(packet.sources) <= SOURCES, packet.id


def test_there_is_a_checklist_for_each_packet():
    assert set(shipped_packets()) == set(shipped_codes().vocabularies["packet"].values)


def test_papers_that_follow_a_payment_belong_to_the_clients_own_file_alone():
    late = {slot.id for slot in shipped_slots() if slot.stages == (Stage.PAYMENT,)}
    assert late == {"P01", "P02", "P03"}
    for name, packet in shipped_packets().items():
        named = {need.slot for need in packet.needs}
        assert (late <= named) if name == "file" else not late & named


SLOT = """
[[group]]
id = "g"
title = {zh = "组", en = "group"}
[[slot]]
id = "T01"
group = "g"
title = {zh = "合同", en = "contract"}
why = {zh = "因", en = "why"}
when_missing = {zh = "缺", en = "missing"}
stages = ["C"]
copies = 1
seal = "pages"
sources = ["program-default"]
confidence = "H"
"""


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_slot_is_read_from_its_table(tmp_path):
    (slot,) = read_slots(write(tmp_path, "slots.toml", SLOT))
    assert (slot.id, slot.group.title.zh, slot.stages) == ("T01", "组", (Stage.CLAIM,))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('stages = ["C"]', 'stages = ["X"]', "no stage X"),
        ('group = "g"', 'group = "h"', "no group h"),
        ('seal = "pages"', 'seal = "wax"', "no wax"),
        ("copies = 1", "copies = true", "whole number"),
        ("copies = 1", "copies = 1\ncolour = 3", "unknown key"),
        ('why = {zh = "因", en = "why"}', 'why = {zh = "因"}', "en: this key is missing"),
    ],
)
def test_a_wrong_slot_is_named_with_its_key(tmp_path, old, new, words):
    path = write(tmp_path, "slots.toml", SLOT.replace(old, new))
    with pytest.raises(CatalogError, match=words) as caught:
        read_slots(path)
    assert "slot T01" in str(caught.value)


def test_a_slot_stands_once(tmp_path):
    twice = SLOT + SLOT[SLOT.index("[[slot]]") :]
    with pytest.raises(CatalogError, match="stands twice"):
        read_slots(write(tmp_path, "slots.toml", twice))


PACKET = """
[packet]
id = "claim"
title = {zh = "索赔卷", en = "Claim"}
[[need]]
slots = ["T01", "T02"]
mandatory = true
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PACKET + '[[need]]\nslots = ["T01"]\nrecommended = true', "T01 stands twice"),
        (PACKET + '[[need]]\nslots = ["X01"]\nrecommended = true', "no slot X01"),
        (PACKET + '[[need]]\nslots = ["T03"]\nmandatory = "case.financed"', "in words"),
        (PACKET + '[[need]]\nslots = ["T03"]\nmandatory = 1', "true or false"),
        (PACKET.replace("[[need]]", 'extends = "base"\n[[need]]'), "no such packet to extend"),
    ],
)
def test_a_wrong_need_is_named(tmp_path, text, words):
    write(tmp_path, "claim.toml", text)
    with pytest.raises(CatalogError, match=words):
        read_packets(tmp_path, shipped_slots())


def test_a_packet_takes_what_it_extends_and_says_only_what_differs(tmp_path):
    write(tmp_path, "claim.toml", PACKET)
    file = PACKET.replace('"claim"', '"file"').replace("[[need]]", 'extends = "claim"\n[[need]]')
    file = file.replace('slots = ["T01", "T02"]\nmandatory', 'slots = ["T02"]\nrecommended')
    write(tmp_path, "file.toml", file)
    needs = {need.slot: need for need in read_packets(tmp_path, shipped_slots())["file"].needs}
    assert needs["T01"].mandatory is True
    assert needs["T02"] == SlotNeed("T02", recommended=True)


def test_a_clients_own_list_says_whether_it_replaces_the_programs(tmp_path):
    path = write(
        tmp_path, "own.toml", 'replaces = true\n[[need]]\nslots = ["T14"]\nmandatory = true\n'
    )
    assert read_own_list(path, shipped_slots()) == ((SlotNeed("T14", mandatory=True),), True)
