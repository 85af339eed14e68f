"""What the forms of a case print, and where each answer says it came from."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.app.case_amounts import CaseAmounts
from xinbao_desktop.catalog.form import form, forms
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.money import minor_units
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment

CASE = Case(
    case_no="C1", buyer_no="B1", policy_no="P1", cause="default", known_on=date(2024, 6, 1),
    notice_on=date(2024, 6, 3), dispute=False, indemnity_assigned=False,
)  # fmt: skip
LINE = CaseInvoice(case_no="C1", invoice_no="I1", goods_state="taken_up")
SHIPMENT = Shipment(
    invoice_no="I1", contract_no="K1", buyer_no="B1", policy_no="P1", amount=Decimal(1000),
    currency="USD", payment_term="OA", credit_days=60, shipped_on=date(2024, 3, 1),
    due_on=date(2024, 4, 30),
)  # fmt: skip


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as client:
        for record in (
            Company(uscc="91350100M000100Y43", name_zh="深圳市镕䶮样本公司",
                    name_en="Rongyan Specimen Co., Ltd.", bank_name="样本银行", bank_account="777"),
            Policy(policy_no="P1", insurer="sinosure", insured_by="self", currency="USD",
                   start_on=date(2024, 1, 1), end_on=date(2024, 12, 31),
                   ratio_default=Decimal("0.9"), max_liability=Decimal(1000000)),
            Buyer(buyer_no="B1", name_en="Muster GmbH", name_zh="样板商行", country="DE"),
            SHIPMENT, CASE, LINE,
        ):  # fmt: skip
            client.records.save(record)
        yield client


def filled(client, form_id):
    return client.checklists.values("C1").fill(form(form_id)).values


def test_an_answer_says_whether_it_was_entered_or_computed_and_of_which_day(client):
    values = filled(client, "F02")
    assert values.of("name_zh").value == "深圳市镕䶮样本公司"
    assert "企业录入：企业" in values.of("name_zh").origin.zh
    assert "录入：保单" in values.of("policy_no").origin.zh
    amount = values.of("claim_amount")
    assert amount.value == "USD 1,000.00"
    assert "2024-08-01" in amount.origin.zh
    assert "2024-08-01" in amount.origin.en
    [row] = values.rows("invoices")
    assert "录入：出运" in row.cell("amount").origin.zh
    assert "计算" in row.cell("claimed").origin.zh


def test_an_origin_names_the_field_what_was_computed_from_and_what_was_assumed(client):
    values = filled(client, "F02")
    assert values.of("bank_account").origin.en == "entered: Company · Bank account"
    assert values.of("claim_amount").origin.en.startswith(
        "computed from the records of 2024-08-01: Shipments · Amount; empty and read as none: "
        "Shipments · Deposit, Receipts · Amount"
    )
    client.records.save(
        Receipt(
            receipt_no="R1",
            invoice_no="I1",
            received_on=date(2024, 5, 2),
            amount=Decimal(10),
            currency="USD",
        )
    )
    computed, assumed = filled(client, "F02").of("claim_amount").origin.en.split(";")
    assert "Receipts · Amount" in computed
    assert "Receipts · Amount" not in assumed
    client.records.save(dataclasses.replace(CASE, claim_amount=Decimal(900)))
    client.records.save(dataclasses.replace(LINE, claimed_amount=Decimal(900)))
    values = filled(client, "F02")
    assert values.of("claim_amount").origin.zh == "企业录入：案件 · 索赔金额"
    assert values.rows("invoices")[0].cell("claimed").origin.en.startswith("entered: Case inv")


def test_every_answer_of_every_form_says_where_it_came_from(client):
    values = client.checklists.values("C1")
    for definition in forms().values():
        if not definition.slot:
            continue
        answers = values.fill(definition).values
        for field in definition.fields():
            origin = answers.of(field.key).origin
            assert origin is not None, field.source
            assert origin.zh
            assert origin.en


def test_every_source_of_every_form_of_a_case_is_known(client):
    values = client.checklists.values("C1")
    for definition in forms().values():
        if definition.slot or definition.id == "cover":
            asked = {f.key: f.source for f in definition.fields()}
            asked |= {table.key: table.source for table in definition.tables()}
            unknown = {key for key, source in asked.items() if not values.knows(source)}
            filled_by_the_packet = {"filed_on", "filed_pages", "filed_sha256"}
            assert unknown == (filled_by_the_packet if definition.id == "cover" else set())


def test_names_are_printed_in_both_scripts(client):
    notice = filled(client, "F01")
    assert notice.of("name_zh").value == "深圳市镕䶮样本公司"
    assert notice.of("name_en").value == "Rongyan Specimen Co., Ltd."
    assert notice.of("buyer_name_en").value == "Muster GmbH"
    assert notice.of("buyer_name_zh").value == "样板商行"
    deed = filled(client, "F08")
    assert deed.of("principal").value == "Rongyan Specimen Co., Ltd."
    assert deed.of("principal_zh").value == "深圳市镕䶮样本公司"


def test_amounts_stand_in_capitals_in_every_currency(client):
    words = client.desk.knowledge.vocabularies
    facts = client.checklists.values("C1").facts
    amounts = CaseAmounts(words, facts)
    codes = words["currency"].values
    assert len(codes) > 30
    for code in codes:
        said = amounts.capitals(Decimal("1234.56"), code)
        assert said.startswith(words["currency"].label(code).zh)
        whole = "壹仟贰佰叁拾" + ("伍元整" if minor_units(code) == 0 else "肆元伍角陆分")
        assert whole in said
        assert said.endswith(("整", "分"))


def test_a_currency_is_printed_as_its_code_beside_amounts(client):
    [row] = filled(client, "F01").rows("amounts")
    assert row.cell("currency").value == "USD"


def test_the_share_in_dispute_stands_among_the_deductions(client):
    client.records.save(dataclasses.replace(CASE, dispute=True, disputed_amount=Decimal(250)))
    client.records.save(dataclasses.replace(LINE, discount_agreed=Decimal(100)))
    [row] = filled(client, "F05").rows("deductions")
    assert row.cell("discount").value == "100.00"
    assert row.cell("disputed").value == "250.00"
    assert row.cell("resale").value is None


def test_an_assigned_indemnity_goes_to_the_bank(client):
    assert filled(client, "F10").of("bank_account").value == "777"
    assigned = dataclasses.replace(CASE, indemnity_assigned=True, financing_bank="样本银行福田支行")
    client.records.save(assigned)
    payee = filled(client, "F10")
    assert payee.of("holder").value == "样本银行福田支行"
    assert "777" not in payee.of("bank_account").value.zh
    assert filled(client, "F02").of("bank_name").value == "样本银行福田支行"


def test_a_paid_debt_is_withdrawn_and_an_open_one_left_to_a_pen(client):
    assert filled(client, "F11").of("what").value is None
    assert "手工" in filled(client, "F11").of("what").origin.zh
    client.records.save(
        Receipt(
            invoice_no="I1",
            kind="payment",
            received_on=date(2024, 7, 1),
            amount=Decimal(1000),
            currency="USD",
            receipt_no="R1",
        )
    )
    paid = filled(client, "F11")
    assert paid.of("what").value == "notice"
    assert "付清" in paid.of("reason").value.zh
    client.records.save(dataclasses.replace(CASE, claim_on=date(2024, 7, 2)))
    assert filled(client, "F11").of("what").value == "claim"


def test_the_rate_of_each_foreign_currency_is_shown_with_its_day(client):
    client.records.save(
        dataclasses.replace(
            SHIPMENT, currency="EUR", usd_rate=Decimal("1.08"), usd_rate_on=date(2024, 6, 3)
        )
    )
    assert filled(client, "F05").of("rate").value == "1 EUR = 1.08 USD (2024-06-03)"
    assert filled(client, "F05").of("total_loss").value == "USD 0.00"


def test_what_may_lower_the_payment_is_said_as_it_is(client):
    client.records.save(dataclasses.replace(CASE, notice_on=date(2024, 7, 20)))
    said = filled(client, "F05").of("open_reductions").value
    assert "2024-07-20" in said.zh
    assert "late" in said.en


def test_what_the_policy_leaves_empty_is_printed_as_none(client):
    values = filled(client, "F05")
    assert values.of("deductible").value.zh == "无"
    assert values.of("deductible").origin.zh
    policy = client.records.get("policies", ("P1",))
    client.records.save(dataclasses.replace(policy, deductible=Decimal(500)))
    assert filled(client, "F05").of("deductible").value == "USD 500.00"
