"""What the forms of a case say in its situation and in no other, and who is named on them."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from xinbao_desktop.app.packet_plans import PrintChoices
from xinbao_desktop.catalog.form import form
from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case, CaseInvoice
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Event
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.packet_plan import FormDocument
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment

DAY = date(2024, 3, 1)
CASE = Case(
    case_no="C1", buyer_no="B1", policy_no="P1", cause="default", known_on=date(2024, 6, 1),
    notice_on=date(2024, 6, 3), dispute=False, indemnity_assigned=False, guarantee=False,
)  # fmt: skip
LINE = CaseInvoice(case_no="C1", invoice_no="I1")
SHIPMENT = Shipment(
    invoice_no="I1", contract_no="K1", buyer_no="B1", policy_no="P1", amount=Decimal(1000),
    currency="USD", payment_term="OA", credit_days=60, shipped_on=DAY, due_on=date(2024, 4, 30),
    seller_is_insured=True, own_name=True, declared_on=date(2024, 3, 5),
)  # fmt: skip
POLICY = Policy(
    policy_no="P1", insurer="sinosure", insured_by="self", currency="USD",
    start_on=date(2024, 1, 1), end_on=date(2024, 12, 31),
    ratio_default=Decimal("0.9"), max_liability=Decimal(1000000),
    premium_paid=True, declaration_rule="none", limit_applies_to="base",
)  # fmt: skip
LIMIT = Limit(
    approval_no="L-1", policy_no="P1", buyer_no="B1", amount=Decimal(1500), currency="USD",
    payment_term="OA", credit_days=90, effective_on=date(2024, 1, 1), status="active",
)  # fmt: skip
LC = {
    "payment_term": "LC", "lc_no": "LC-9", "issuing_bank_no": "K1", "lc_tenor_days": 60,
    "docs_presented_on": date(2024, 3, 8), "docs_comply": True,
}  # fmt: skip


@pytest.fixture
def client(services, tmp_path):
    with services.create_client(tmp_path / "c.xinbao") as client:
        for record in (
            Company(uscc="91350100M000100Y43", name_zh="深圳市镕䶮样本公司",
                    name_en="Rongyan Specimen Co., Ltd.", address_zh="样本路 1 号",
                    address_en="1 Specimen Road"),
            POLICY,
            Buyer(buyer_no="B1", name_en="Muster GmbH", country="DE", related_party=False,
                  address="Musterstrasse 1"),
            Buyer(buyer_no="K1", kind="bank", name_en="Specimen Bank Ltd.", country="BD",
                  address="Dhaka"),
            LIMIT, SHIPMENT, CASE, LINE,
        ):  # fmt: skip
            client.records.save(record)
        yield client


def filled(client, form_id):
    return client.checklists.values("C1").fill(form(form_id)).values


def particulars(client, form_id="F02"):
    rows = filled(client, form_id).rows("particulars")
    return {row.cell("name").value.en: row.cell("value").value for row in rows}


def change(client, record, **changes):
    client.records.save(dataclasses.replace(record, **changes))


def second_invoice(client, **changes):
    change(client, SHIPMENT, invoice_no="I2", shipped_on=date(2024, 3, 15), **changes)
    change(client, LINE, invoice_no="I2")


def test_a_plain_default_has_nothing_particular(client):
    assert particulars(client) == {}
    assert particulars(client, "F01") == {}


def test_a_bankruptcy_names_the_administrator_even_while_it_is_not_known(client):
    change(client, CASE, cause="insolvency", bankruptcy_registered_on=date(2024, 6, 20))
    assert particulars(client)["Administrator"] is None
    change(client, CASE, cause="insolvency", administrator="RA Muster")
    assert particulars(client, "F01")["Administrator"] == "RA Muster"


def test_a_resale_shows_its_receipts_costs_and_consent_in_the_invoices_currency(client):
    change(client, SHIPMENT, currency="EUR", usd_rate=Decimal("1.1"))
    change(client, CASE, cause="rejection", consent_disposal_on=date(2024, 7, 1))
    change(
        client, LINE, goods_state="resold", resale_proceeds=Decimal(600), disposal_costs=Decimal(50)
    )
    said = particulars(client)
    assert (said["Resale proceeds"], said["Disposal costs"]) == ("EUR 600.00", "EUR 50.00")
    assert said["Disposal consented on"] == "2024-07-01"
    [row] = filled(client, "F05").rows("deductions")
    assert row.cell("total").value == "550.00"


def test_a_letter_of_credit_names_number_bank_days_and_compliance(client):
    change(client, SHIPMENT, **LC)
    said = particulars(client)
    assert (said["L/C no."], said["Issuing bank"]) == ("LC-9", "Specimen Bank Ltd.")
    assert said["Documents comply"].en == "yes"
    assert "Accepted on" in said
    assert "D/A" not in str(said)


def test_what_two_invoices_share_is_said_once_and_what_differs_by_invoice(client):
    change(client, SHIPMENT, **LC)
    second_invoice(client, **{**LC, "docs_presented_on": date(2024, 3, 22)})
    said = particulars(client)
    assert said["L/C no."] == "LC-9"
    assert said["Documents presented on (I1)"] == "2024-03-08"
    assert said["Documents presented on (I2)"] == "2024-03-22"


def test_a_dispute_a_guarantee_and_a_financing_bring_their_questions(client):
    change(client, CASE, dispute=True, disputed_amount=Decimal(250), guarantee=True, financed=True,
           guarantor="Bürge AG", financing_bank="样本银行")  # fmt: skip
    said = particulars(client)
    assert said["Disputed amount"] == "USD 250.00"
    assert said["Award effective"] is None
    assert (said["Guarantor"], said["Financing bank"]) == ("Bürge AG", "样本银行")


def test_under_a_letter_of_credit_the_debtor_is_the_bank(client):
    for form_id, key in (("F06", "buyer_name_en"), ("F07", "buyer"), ("F08", "debtor")):
        assert filled(client, form_id).of(key).value == "Muster GmbH"
    change(client, SHIPMENT, **LC)
    for form_id, key in (("F06", "buyer_name_en"), ("F07", "buyer"), ("F08", "debtor")):
        assert filled(client, form_id).of(key).value == "Specimen Bank Ltd."
    assert filled(client, "F08").of("debtor_address").value == "Dhaka"
    assert filled(client, "cover").of("bank").value == "Specimen Bank Ltd."
    second_invoice(client)
    assert filled(client, "F08").of("debtor").value == "Muster GmbH"


def test_a_signed_form_gives_the_insurers_whole_name_and_branch(client):
    insurer = filled(client, "F01").of("insurer")
    assert insurer.value.zh == "中国出口信用保险公司"
    assert filled(client, "F08").of("agent").value.startswith("China Export & Credit Insurance")
    change(client, POLICY, branch="深圳分公司")
    assert filled(client, "F01").of("insurer").value.zh == "中国出口信用保险公司深圳分公司"
    change(client, POLICY, branch="中国出口信用保险公司深圳分公司")
    assert filled(client, "F01").of("insurer").value.zh == "中国出口信用保险公司深圳分公司"


def test_the_insured_stands_on_the_cover_in_both_scripts(client):
    name = filled(client, "cover").of("insured").value
    assert (name.zh, name.en) == ("深圳市镕䶮样本公司", "Rongyan Specimen Co., Ltd.")
    assert filled(client, "F01").of("address").value.en == "1 Specimen Road"


def test_the_limit_of_the_policy_itself_is_printed_where_none_was_approved(client):
    [row] = filled(client, "F01").rows("limits")
    assert row.cell("approval_no").value == "L-1"
    client.records.delete("limits", LIMIT.identity)
    assert filled(client, "F01").rows("limits") == ()
    change(client, POLICY, auto_limit=Decimal(150000), auto_limit_term="OA", auto_limit_days=120)
    [row] = filled(client, "F01").rows("limits")
    assert row.cell("approval_no").value.zh == "（保单自有限额）"
    assert row.cell("amount").value == "USD 150,000.00"
    assert filled(client, "F05").of("limits").value.zh == "（保单自有限额） USD 150,000.00"


def test_several_invoices_end_with_what_they_come_to_in_each_currency(client):
    assert [row.total for row in filled(client, "F01").rows("amounts")] == [False]
    second_invoice(client, amount=Decimal(500))
    client.records.save(
        Receipt(receipt_no="R1", invoice_no="I1", received_on=date(2024, 5, 2),
                amount=Decimal(10), currency="USD")
    )  # fmt: skip
    *_, total = filled(client, "F02").rows("invoices")
    assert total.total
    assert [total.cell(k).value for k in ("currency", "amount", "received", "claimed")] == [
        "USD", "1,500.00", "10.00", "1,490.00",
    ]  # fmt: skip
    assert len(filled(client, "F01").rows("shipments")) == 2  # no amounts, nothing to add up
    second_invoice(client, amount=Decimal(500), currency="EUR")
    totals = [row for row in filled(client, "F07").rows("receivables") if row.total]
    assert [row.cell("outstanding").value for row in totals] == ["990.00", "500.00"]
    change(client, SHIPMENT, invoice_no="I2", amount=None)
    *_, total = filled(client, "F02").rows("invoices")
    assert total.cell("amount").value is None  # what is not known is not nought


def test_the_loss_adds_up_what_is_covered_and_says_what_is_not(client):
    second_invoice(client, amount=Decimal(700))
    one, two, total = filled(client, "F05").rows("invoices")
    assert [row.cell("covered").value for row in (one, two, total)] == [
        "900.00", "450.00", "1,350.00",
    ]  # fmt: skip
    assert filled(client, "F05").of("base_capped").value == "USD 1,350.00"
    assert total.cell("insured_loss").value == "1,700.00"
    second_invoice(client, amount=Decimal(700), own_name=False)
    one, two, total = filled(client, "F05").rows("invoices")
    assert two.cell("cover").value.en == "not covered, not counted"
    assert total.cell("insured_loss").value == one.cell("insured_loss").value == "1,000.00"


def test_what_stands_in_the_way_of_the_claim_is_said_beside_the_sum(client):
    change(client, CASE, dispute=True, disputed_amount=Decimal(100), award_effective=False,
           enforcement_applied=False)  # fmt: skip
    said = filled(client, "F05").of("open_reductions").value
    assert said.zh.startswith("定损前须解决：存在贸易纠纷")
    assert said.en.startswith("To be settled before any assessment")


def test_a_service_has_no_goods_to_be_anywhere(client):
    change(client, SHIPMENT, kind="service", service_accepted_on=DAY)
    notice = filled(client, "F01")
    for key in ("goods_state", "bl_holder", "port_charges"):
        assert notice.of(key).value.zh == "不适用（服务出口）"
    assert particulars(client)["Service accepted on"] == "2024-03-01"
    [first, *_] = filled(client, "F03").rows("timeline")
    assert first.cell("what").value.zh == "发票 I1 服务完成"


def test_the_timeline_says_channel_and_kind_of_receipt_in_both_languages(client):
    client.records.save(
        Event(case_no="C1", on=date(2024, 5, 20), who="王样本", channel="email", summary="催款")
    )
    client.records.save(
        Receipt(receipt_no="R1", invoice_no="I1", kind="refund", received_on=date(2024, 5, 2),
                amount=Decimal(10), currency="USD")
    )  # fmt: skip
    rows = {r.cell("on").value: r for r in filled(client, "F03").rows("timeline")}
    who = rows["2024-05-20"].cell("who").value
    assert (who.zh, who.en) == ("电子邮件／王样本", "E-mail / 王样本")
    assert rows["2024-05-02"].cell("what").value.en == "Invoice I1: Refund USD 10.00"


def test_lists_are_joined_as_each_language_writes_them(client):
    second_invoice(client)
    listed = filled(client, "F03").of("invoices").value
    assert (listed.zh, listed.en) == ("I1、I2", "I1, I2")


def test_a_field_that_a_form_lacks_is_named_by_the_record_that_it_is_entered_in(client):
    buyer = client.records.get("buyers", ("B1",))
    client.records.save(dataclasses.replace(buyer, name_en=None, name_zh="样板商行"))
    lacking = client.checklists.empty_fields("C1")
    assert "buyer.name_en" in {field.source for field in lacking["F08"]}


def forms_in(client):
    plans = client.packets._plans
    with plans.planned("C1", "claim", None, (), PrintChoices(draft=True)) as plan:
        return [d.slot for d in plan.documents() if isinstance(d, FormDocument)]


def test_a_withdrawal_is_printed_when_the_debt_is_paid_and_not_on_the_mere_chance(client):
    assert "F11" not in forms_in(client)
    change(client, SHIPMENT, amount=None)
    assert "F02" in forms_in(client)
    assert "F11" not in forms_in(client)
    change(client, SHIPMENT)
    client.records.save(
        Receipt(receipt_no="R1", invoice_no="I1", received_on=date(2024, 7, 2),
                amount=Decimal(1000), currency="USD")
    )  # fmt: skip
    assert "F11" in forms_in(client)
