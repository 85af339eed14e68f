from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinbao_desktop.catalog.checklist import shipped_packets, shipped_slots
from xinbao_desktop.catalog.codes import shipped_codes
from xinbao_desktop.domain.checklist import Need, PacketNeeds, SlotNeed, SlotState
from xinbao_desktop.domain.checklist_judge import CaseMatter, ChecklistJudge
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.facts import FactBook
from xinbao_desktop.domain.rules.fact_table import FactTable
from xinbao_desktop.errors import CatalogError
from xinbao_desktop.text import same

BOOK = FactBook(shipped_codes().vocabularies)
JUDGES = {
    name: ChecklistJudge(shipped_slots(), packet, BOOK)
    for name, packet in shipped_packets().items()
}
ON = date(2024, 6, 3)
NO = dict.fromkeys(
    [
        "case.dispute",
        "case.settlement",
        "case.guarantee",
        "case.financed",
        "case.claim_right_assigned",
        "case.indemnity_assigned",
        "case.receivable_assigned",
        "case.bank_chased",
        "case.entrust_recovery",
        "case.has_receipts",
        "case.has_consents_due",
        "case.has_telex_release",
        "case.goods_disposed",
        "case.retention_of_title",
        "case.paid_off",
        "case.received_after_payment",
        "case.on_self_held_limit",
    ],
    False,
)
CASE = NO | {
    "case.cause": "default",
    "case.trade_genuine": True,
    "case.kinds": ("goods",),
    "case.terms": ("OA",),
    "case.has_usance_lc": False,
    "claim.open_amount": 50000,
    "policy.insured_by": "self",
    "policy.declaration_rule": "working_days_after_shipment",
    "company.signatory": "周晓岚",
    "company.legal_rep": "周晓岚",
}
INVOICE = {
    "shipment.kind": "goods",
    "shipment.payment_term": "OA",
    "shipment.transport_mode": "sea",
    "shipment.telex_release": False,
    "shipment.lc_tenor_days": 0,
    "case_invoice.goods_state": "taken_up",
    "case_invoice.disposal_costs": 0,
    "case_invoice.port_charges": 0,
}
POLITICAL = "political_transfer"


def matter(case=None, invoices=None, documents=(), printable=()):
    tables = {number: FactTable(INVOICE | more) for number, more in (invoices or {"A": {}}).items()}
    return CaseMatter(
        FactTable(CASE | (case or {})), tables, tuple(documents), frozenset(printable), ON
    )


def checklist(packet="claim", **more):
    return JUDGES[packet].judge(matter(**more))


def mandatory(found):
    return {row.slot.id for row in found.rows if row.need is Need.MANDATORY}


def of(found, slot, invoice=None):
    return next(row for row in found.rows if row.slot.id == slot and row.invoice == invoice)


#: The quick matrix of risks by payment terms: what is mandatory beyond the common set.
COMMON = {"F01", "F02", "F03", "F04", "F05", "F10", "T01", "T02", "T03", "T04", "T05"}
COMMON |= {"I01", "I02", "I03", "I04", "K01", "K03"}
MATRIX = [
    ("default", "OA", 0, {"T07", "L01"}),
    ("default", "DA", 0, {"T08", "T09", "T10", "L01", "L03"}),
    ("default", "DP", 0, {"T08", "T09", "L01", "L03"}),
    ("rejection", "OA", 0, {"T14", "L04", "L05"}),
    ("rejection", "DP", 0, {"T08", "T09", "T14", "L04", "L05"}),
    ("insolvency", "OA", 0, {"L09", "L10"}),
    ("bank_default", "LC", 0, {"T11", "T12", "T13", "L03", "L14"}),
    ("bank_default", "LC", 90, {"T10", "T11", "T12", "T13", "L03", "L14"}),
    ("bank_non_acceptance", "LC", 90, {"T10", "T11", "T12", "T13", "L14"}),
    ("bank_insolvency", "LC", 0, {"T11", "T12", "L13"}),
    ("political_transfer", "OA", 0, {"L15", "L16"}),
    ("political_war", "OA", 0, {"L15", "L17"}),
    ("political_import_ban", "OA", 0, {"L15"}),
]


@pytest.mark.parametrize(("cause", "term", "tenor", "extra"), MATRIX)
def test_a_claim_needs_what_the_matrix_of_risks_and_terms_says(cause, term, tenor, extra):
    found = checklist(
        case={"case.cause": cause, "case.terms": (term,), "case.has_usance_lc": tenor > 0},
        invoices={"A": {"shipment.payment_term": term, "shipment.lc_tenor_days": tenor}},
    )
    assert mandatory(found) == COMMON | extra
    assert not found.undecided


def test_unified_cover_asks_for_the_entrustment_papers():
    found = checklist(case={"policy.insured_by": "unified", "policy.declaration_rule": "none"})
    assert {"F06", "F07", "F08", "I07"} <= mandatory(found)
    assert not {"I03", "I04"} & mandatory(found)


@pytest.mark.parametrize(
    ("answer", "slots"),
    [
        ("financed", {"B01", "B03", "B05"}),
        ("claim_right_assigned", {"B02"}),
        ("receivable_assigned", {"B04"}),
        ("bank_chased", {"L14"}),
        ("entrust_recovery", {"F06", "F07", "F08"}),
        ("guarantee", {"L20"}),
        ("indemnity_assigned", {"B01"}),
    ],
)
def test_each_of_the_seven_answers_brings_its_papers(answer, slots):
    before = mandatory(checklist())
    assert mandatory(checklist(case={f"case.{answer}": True})) - before == slots


def test_a_dispute_asks_for_an_award_unless_it_is_settled_or_waived():
    assert "L18" in mandatory(checklist(case={"case.dispute": True}))
    settled = mandatory(checklist(case={"case.dispute": True, "case.settlement": True}))
    assert "L18" not in settled
    assert "L19" in settled
    waived = {"case.dispute": True, "case.consent_dispute_waiver_on": ON}
    assert "L18" not in mandatory(checklist(case=waived))


def test_a_service_needs_its_acceptance_instead_of_papers_of_goods():
    found = checklist(
        case={"case.kinds": ("goods", "service")},
        invoices={"A": {}, "B": {"shipment.kind": "service"}},
    )
    assert of(found, "T20", "B").need is Need.MANDATORY
    assert of(found, "T20", "A").need is Need.NOT_APPLICABLE
    for slot in ("T03", "T04", "T05", "T07"):
        assert of(found, slot, "A").need is Need.MANDATORY
        assert of(found, slot, "B").need is Need.NOT_APPLICABLE


def test_a_missing_fact_makes_a_slot_recommended_and_is_named():
    case = {key: value for key, value in CASE.items() if key != "case.financed"}
    facts = CaseMatter(FactTable(case), {"A": FactTable(INVOICE)}, (), frozenset(), ON)
    found = JUDGES["claim"].judge(facts)
    row = of(found, "B03")
    assert row.need is Need.RECOMMENDED
    assert row.undecided == ("case.financed",)
    assert "已融资" in row.because.zh
    assert found.undecided == ("case.financed",)


def test_every_slot_stands_in_the_list_in_the_order_of_the_dossier():
    rows = [row.slot.id for row in checklist().rows]
    assert rows == [slot.id for slot in shipped_slots()]


def test_a_case_without_invoices_lists_each_slot_once():
    found = JUDGES["claim"].judge(CaseMatter(FactTable({}), {}, (), frozenset(), ON))
    assert len(found.rows) == len(shipped_slots())
    assert {row.invoice for row in found.rows} == {None}
    assert not found.complete


# ---- what stands in a slot -------------------------------------------------------------------


def paper(slot, **more):
    return Document(case_no="C1", slot=slot, path=more.pop("path", f"{slot}.pdf"), **more)


def test_a_paper_of_an_invoice_fills_its_slot_for_that_invoice_alone():
    papers = [paper("T02", invoice_no="A; C")]
    found = checklist(invoices={"A": {}, "B": {}, "C": {}}, documents=papers)
    states = {row.invoice: row.state for row in found.rows_of("T02")}
    assert states == {"A": SlotState.FILLED, "B": SlotState.MISSING, "C": SlotState.FILLED}


def test_a_paper_for_the_whole_case_fills_the_slot_of_every_invoice():
    found = checklist(invoices={"A": {}, "B": {}}, documents=[paper("T04")])
    assert {row.state for row in found.rows_of("T04")} == {SlotState.FILLED}


def test_a_waived_slot_keeps_its_reason_and_is_not_missing():
    papers = [paper("T03", path="", waived_reason="与发票合一")]
    row = of(checklist(documents=papers), "T03", "A")
    assert row.state is SlotState.WAIVED
    assert row.waived_reason == "与发票合一"
    assert not row.open


def test_a_paper_goes_before_a_reason():
    papers = [paper("T01", path="", waived_reason="没有"), paper("T01")]
    assert of(checklist(documents=papers), "T01").state is SlotState.FILLED


def test_forms_are_filled_once_the_program_can_print_them_and_papers_never_are():
    found = checklist(printable={"F01", "F06", "T01"})
    assert of(found, "F01").state is SlotState.FILLED
    assert of(found, "F02").state is SlotState.MISSING
    assert of(found, "F06").state is SlotState.MISSING
    assert of(found, "T01").state is SlotState.MISSING


def test_a_checklist_is_complete_when_no_mandatory_paper_is_missing():
    needed = sorted(mandatory(checklist()))
    all_but_one = [paper(slot) for slot in needed[1:]]
    assert not checklist(documents=all_but_one).complete
    rest = paper(needed[0], path="", waived_reason="说明")
    assert checklist(documents=[*all_but_one, rest]).complete


# ---- the client's own list -------------------------------------------------------------------


def test_the_clients_own_list_goes_before_the_programs():
    own = [SlotNeed("T14", mandatory=True), SlotNeed("T03")]
    packet = shipped_packets()["claim"].overridden(own)
    found = ChecklistJudge(shipped_slots(), packet, BOOK).judge(matter())
    assert mandatory(found) == (COMMON | {"T07", "L01", "T14"}) - {"T03"}


def test_the_clients_own_list_can_replace_the_programs():
    own = [SlotNeed("T01", mandatory=True), SlotNeed("T16", recommended=True)]
    packet = shipped_packets()["claim"].overridden(own, replaces=True)
    found = ChecklistJudge(shipped_slots(), packet, BOOK).judge(matter())
    assert mandatory(found) == {"T01"}
    assert of(found, "T16").need is Need.RECOMMENDED
    assert of(found, "T02", "A").need is Need.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (SlotNeed("X99", mandatory=True), "no such slot"),
        (SlotNeed("T01", mandatory="case.nonsense", when=same("x")), "case.nonsense"),
        (SlotNeed("T01", mandatory="case.cause", when=same("x")), "yes or no"),
    ],
)
def test_a_condition_that_cannot_be_used_is_named_with_packet_and_slot(need, words):
    with pytest.raises(CatalogError, match=words) as caught:
        ChecklistJudge(shipped_slots(), PacketNeeds("claim", same("x"), (need,)), BOOK)
    assert "claim · " in str(caught.value)


# ---- the other packets -----------------------------------------------------------------------


def test_a_notice_needs_only_what_belongs_to_its_stage():
    found = checklist("notice")
    assert mandatory(found) == {
        *("F01", "F03", "F05", "T01", "T02", "T04", "T05", "I02", "L01"),
    }
    assert of(found, "F02").need is Need.NOT_APPLICABLE


def test_an_entrustment_needs_its_three_papers_and_proof_of_the_debt():
    assert mandatory(checklist("entrustment")) == {"F06", "F07", "F08", "T01", "T02", "T04"}


def test_a_financing_needs_the_assignment_and_the_certificate_of_cover():
    assert {"B01", "B03"} <= mandatory(checklist("financing"))
    receivable = checklist("financing", case={"case.receivable_assigned": True})
    assert "B04" in mandatory(receivable)
    assert "B01" not in mandatory(receivable)


def test_an_answer_offers_every_slot_and_asks_for_the_report_and_the_list_alone():
    found = checklist("answer")
    assert mandatory(found) == {"F03", "F04"}
    dropped = {row.slot.id for row in found.rows if row.need is Need.NOT_APPLICABLE}
    assert dropped == {"F11", "P01", "P02", "P03"}


def test_the_clients_own_file_is_the_claim_and_what_follows_its_payment():
    assert mandatory(checklist("file")) == mandatory(checklist())
    paid = checklist("file", case={"case.paid_on": ON, "case.decision": "full"})
    assert mandatory(paid) == mandatory(checklist()) | {"P01"}


# ---- never decided on a missing fact ---------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(JUDGES)),
    st.sets(st.sampled_from(sorted(CASE))),
    st.sets(st.sampled_from(sorted(INVOICE))),
    st.sampled_from(["default", "rejection", "bank_default", "insolvency", POLITICAL]),
    st.sampled_from(["OA", "DA", "DP", "LC"]),
)
def test_filling_in_a_fact_never_turns_mandatory_into_not_needed_or_back(
    packet, hidden, hidden_of_invoice, cause, term
):
    case = CASE | {"case.cause": cause, "case.terms": (term,)}
    invoice = INVOICE | {"shipment.payment_term": term}
    known = {key: value for key, value in case.items() if key not in hidden}
    seen = {key: value for key, value in invoice.items() if key not in hidden_of_invoice}
    less = JUDGES[packet].judge(
        CaseMatter(FactTable(known), {"A": FactTable(seen)}, (), frozenset(), ON)
    )
    more = JUDGES[packet].judge(
        CaseMatter(FactTable(case), {"A": FactTable(invoice)}, (), frozenset(), ON)
    )
    for before, after in zip(less.rows, more.rows, strict=True):
        if before.need is not Need.RECOMMENDED:
            opposite = {Need.MANDATORY, Need.NOT_APPLICABLE} - {before.need}
            assert after.need not in opposite, before.slot.id
