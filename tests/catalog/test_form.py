"""The forms that ship are sound, and an unsound one is refused with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from xinbao_desktop.catalog.form import form, forms, read_form
from xinbao_desktop.domain.form import SEALED_SLOTS, FieldKind
from xinbao_desktop.errors import CatalogError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
id = "X1"
version = "1"
title = {zh = "表", en = "Form"}
[[section]]
key = "s"
title = {zh = "节", en = "Section"}
field = [{key = "a", label = {zh = "甲", en = "A"}}]
"""


def read(folder: Path, text: str) -> object:
    file = folder / "X1" / "form.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return read_form(file)


def test_the_forms_of_a_claim_ship() -> None:
    assert {"F01", "F02", "F03", "F04", "F05", "F10", "F12"} <= set(forms())


POLICY_DECIDES = {"F01", "F02", "F04", "F05", "deadlines", "intake", "self_assessment"}


@pytest.mark.parametrize("id_", sorted(POLICY_DECIDES))
def test_what_prints_periods_ratios_limits_or_lists_says_that_the_policy_decides(id_: str) -> None:
    said = [text for text in (*form(id_).intro, *form(id_).footer) if "policy" in text.en]
    assert any("以正式保单约定为准" in text.zh for text in said)


def test_every_form_that_is_signed_has_a_seal_box() -> None:
    sealed = {f.slot for f in forms().values() if f.seal is not None}
    assert sealed == {f.slot for f in forms().values() if f.slot in SEALED_SLOTS}


def test_every_field_of_a_claim_form_says_where_its_answer_comes_from() -> None:
    for found in (f for f in forms().values() if f.slot):
        assert all(field.source for field in found.fields()), found.id
        assert all(c.source for table in found.tables() for c in table.columns), found.id


def test_chinese_labels_are_chinese_and_english_ones_are_not() -> None:
    for found in forms().values():
        for field in found.fields():
            assert field.label.en.isascii(), (found.id, field.key)


def test_a_notice_needs_no_more_than_what_is_known_at_once() -> None:
    required = {f.source for f in form("F01").fields() if f.required}
    assert "case.narrative" not in required
    assert {"policy.policy_no", "buyer.name_en", "case.known_on"} <= required


def test_a_choice_offers_options() -> None:
    causes = next(f for f in form("F02").fields() if f.kind is FieldKind.CHOICE)
    assert len(causes.options) == 12


def test_an_unknown_form_is_an_error() -> None:
    with pytest.raises(CatalogError, match="no form F99"):
        form("F99")


def test_a_sound_form_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).id == "X1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version = "1"', 'version = "1"\nspare = 1', "spare: unknown key"),
        ('en = "A"', 'en = ""', "field a.label"),
        ('key = "a", ', 'key = "a", width = 9, ', "field a · width: must be 1 to 6"),
        ('key = "a", ', 'key = "a", kind = "picture", ', "no picture"),
        ('key = "a", ', 'key = "a", kind = "choice", ', "go with kind = choice"),
        ('key = "a", ', 'key = "a", required = "yes", ', "should be true or false"),
        ("[[section]]", "[[section]", "not valid TOML"),
        ('title = {zh = "表", en = "Form"}', 'title = "表"', "title"),
    ],
)
def test_an_unsound_form_names_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(CatalogError, match=said) as caught:
        read(tmp_path, GOOD.replace(old, new))
    assert "X1/form.toml" in str(caught.value)


def test_two_fields_of_one_key_are_refused(tmp_path: Path) -> None:
    twice = GOOD.replace("field = [", 'field = [{key = "a", label = {zh = "乙", en = "B"}}, ')
    with pytest.raises(CatalogError, match="a is there twice"):
        read(tmp_path, twice)
