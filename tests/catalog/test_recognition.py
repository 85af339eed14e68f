import re
from decimal import Decimal

import pytest

from xinbao_desktop.catalog.recognition import read_recognition, shipped_recognition
from xinbao_desktop.domain.paper import FactKind
from xinbao_desktop.errors import CatalogError


def test_every_slot_of_the_checklist_can_be_recognised():
    slots = [rule.slot for rule in shipped_recognition()]
    expected = [
        *(f"F{n:02}" for n in range(1, 13)),
        *(f"T{n:02}" for n in range(1, 23)),
        *(f"I{n:02}" for n in range(1, 8)),
        *(f"L{n:02}" for n in range(1, 22)),
        *(f"B{n:02}" for n in range(1, 6)),
        *(f"K{n:02}" for n in range(1, 4)),
        *(f"P{n:02}" for n in range(1, 4)),
    ]
    assert slots == expected


def test_every_slot_has_words_in_chinese_and_in_english():
    for rule in shipped_recognition():
        words = " ".join(keyword.word for keyword in rule.names)
        assert re.search("[一-鿿]", words), rule.slot
        assert re.search("[a-zA-Z]", words), rule.slot


def test_weights_are_exact():
    bill = next(rule for rule in shipped_recognition() if rule.slot == "T04")
    assert bill.known is FactKind.TRANSPORT
    assert bill.names[0].weight == Decimal("0.95")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[[slot", "not TOML"),
        ("[other]\n", "only [[slot]]"),
        ('[[slot]]\nnames = ["a 0.5"]\n', "id"),
        ('[[slot]]\nid = "T01"\nnames = []\n', "at least one word"),
        ('[[slot]]\nid = "T01"\nnames = ["a 0.5"]\nname = 1\n', "slot T01, key name"),
        ('[[slot]]\nid = "T01"\nnames = ["contract"]\n', "word weight"),
        ('[[slot]]\nid = "T01"\nnames = ["contract 7"]\n', "weight is wrong"),
        ('[[slot]]\nid = "T01"\nnames = ["contract heavy"]\n', "weight is wrong"),
        ('[[slot]]\nid = "T01"\nnames = ["a 0.5"]\nknown = "colour"\n', "colour"),
        ('[[slot]]\nid = "T01"\nnames = ["a 1"]\n[[slot]]\nid = "T01"\nnames = ["b 1"]\n', "twice"),
    ],
)
def test_a_wrong_file_is_refused_with_slot_and_key(content, words, tmp_path):
    path = tmp_path / "recognition.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_recognition(path)
    assert "recognition.toml" in caught.value.text.en
    assert words in caught.value.text.en


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CatalogError):
        read_recognition(tmp_path / "none.toml")
