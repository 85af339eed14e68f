"""Content checks: what the records answer, what may be explained, what a person confirms."""

from __future__ import annotations

from datetime import date

from xinbao_desktop.domain.crosscheck import content_checks, questions
from xinbao_desktop.domain.document import Confirmation
from xinbao_desktop.domain.paper_check import Reading


def said(check, answer, subject="", reason="seen"):
    return Confirmation(case_no="C1", check=check, subject=subject, answer=answer, reason=reason,
                        by="Lin", on=date(2024, 8, 1))  # fmt: skip


def checks(world, *records, confirmations=(), packet="claim"):
    judgement = world.claim(*records)
    found = content_checks(judgement.findings, confirmations, packet=packet)
    return {c.id: c for c in found}


def test_a_sound_case_leaves_nothing_open(world):
    assert checks(world, world.shipment(), world.case(), world.line()) == {}


def test_a_late_notice_blocks_until_it_is_explained_in_writing(world):
    records = (world.shipment(), world.case(notice_on=date(2024, 7, 20)), world.line())
    assert checks(world, *records)["C08"].blocks
    explained = checks(world, *records, confirmations=[said("C08", "explained", "case:C1")])
    assert not explained["C08"].blocks
    assert explained["C08"].explained == "seen"


def test_a_mere_confirmation_does_not_explain(world):
    records = (world.shipment(), world.case(notice_on=date(2024, 7, 20)), world.line())
    assert checks(world, *records, confirmations=[said("C08", "confirmed")])["C08"].blocks


def test_an_amount_that_does_not_add_up_cannot_be_explained_away(world):
    records = (world.shipment(), world.case(claim_amount=world.usd("100000.01")), world.line())
    found = checks(world, *records, confirmations=[said("C03", "explained")])
    assert found["C03"].blocks


def test_a_missing_fact_is_open_and_names_its_shipment(world):
    found = checks(
        world, world.shipment(own_name=None, shipped_on=None), world.case(), world.line()
    )
    assert found["C05"].subject == "shipment:I1"
    assert "I1" in found["C05"].message.zh


def test_a_notice_does_not_wait_for_complete_facts(world):
    records = (world.shipment(declared_on=None), world.case(narrative=None), world.line())
    assert set(checks(world, *records, packet="notice")) == set()


def test_what_only_a_person_can_check_becomes_a_box_with_its_answer():
    boxes = {q.id: q.answer for q in questions([said("C01", "confirmed")])}
    assert boxes["C01"].zh == "已确认 seen Lin 2024-08-01"
    assert boxes["C16"] is None


def reading(slot, *, agrees=True, check="C12"):
    return Reading(
        case_no="C1", slot=slot, path="p.pdf", page=2, invoice="I1", key="customs_no",
        record="5", said=("5",), agrees=agrees, check=check,
    )  # fmt: skip


def test_a_question_says_what_the_program_found_equal_already():
    read = [reading("T05"), reading("T04", agrees=False), reading("T02", check="C02")]
    asked = {q.id: q.message for q in questions((), read)}
    assert asked["C12"].zh.endswith("（程序已核对一致：T05 I1 第 2 页）")
    assert asked["C12"].en.endswith("(found equal: T05 I1 page 2)")
    assert "T02 I1" in asked["C02"].zh
    assert "程序" not in asked["C15"].zh


def test_several_rules_that_cannot_be_decided_are_named_once_with_each_field_to_fill_in(world):
    lacking = world.shipment(shipped_on=None)
    found = checks(world, lacking, world.case(), world.line())["C05"]
    assert found.message.zh.startswith("I1：尚不能判断：")
    assert found.message.zh.count("I1") == found.message.zh.count("尚不能判断") == 1
    assert "。；" not in found.message.zh
    assert found.advice.zh.count("出运日期") == 1
    assert "Shipments" in found.advice.en


def test_what_is_wrong_comes_with_what_to_do_and_whether_it_may_be_explained(world):
    late = checks(world, world.shipment(), world.case(notice_on=date(2024, 7, 20)), world.line())
    assert "立即报损" in late["C08"].advice.zh
    assert "写明理由" in late["C08"].advice.zh
    over = (world.shipment(), world.case(claim_amount=world.usd("100000.01")), world.line())
    amount = checks(world, *over)["C03"]
    assert "更正索赔金额" in amount.advice.zh
    assert "写明理由" not in amount.advice.zh


def test_an_open_invoice_outside_the_case_is_named(world):
    other = world.shipment("I9")
    found = checks(world, world.shipment(), other, world.case(), world.line())["C04"]
    assert "I9" in found.message.zh
    assert "I9" in found.message.en


def test_a_claim_for_nothing_is_told_that_it_must_be_above_nought(world):
    nothing = world.case(claim_amount=world.usd("0"))
    found = checks(world, world.shipment(), nothing, world.line())["C03"]
    assert "大于零" in found.message.zh
    assert "above nought" in found.message.en
