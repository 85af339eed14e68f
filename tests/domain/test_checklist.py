from xinbao_desktop.catalog.checklist import shipped_slots
from xinbao_desktop.domain.checklist import (
    Checklist,
    ChecklistRow,
    Need,
    PacketNeeds,
    SlotNeed,
    SlotState,
)
from xinbao_desktop.text import Text, same

SLOTS = {slot.id: slot for slot in shipped_slots()}


def row(slot, need=Need.MANDATORY, state=SlotState.MISSING, invoice=None, undecided=()):
    return ChecklistRow(SLOTS[slot], invoice, need, state, Text("因", "why"), undecided=undecided)


def test_only_a_missing_mandatory_paper_keeps_a_checklist_open():
    rows = [
        row("T01", state=SlotState.FILLED),
        row("T03", state=SlotState.WAIVED),
        row("T14", need=Need.RECOMMENDED),
        row("T20", need=Need.NOT_APPLICABLE),
    ]
    assert Checklist("claim", same("x"), tuple(rows)).complete
    assert not Checklist("claim", same("x"), (*rows, row("T02"))).complete


def test_a_checklist_names_every_fact_that_is_still_to_be_settled_once():
    rows = (
        row("B01", Need.RECOMMENDED, undecided=("case.financed",)),
        row("B03", Need.RECOMMENDED, undecided=("case.financed", "case.dispute")),
    )
    found = Checklist("claim", same("x"), rows)
    assert found.undecided == ("case.dispute", "case.financed")


def test_the_answer_in_json_has_the_agreed_keys():
    found = Checklist("claim", same("x"), (row("T02", invoice="INV-1"),))
    assert found.as_json("C-1") == {
        "case": "C-1",
        "packet": "claim",
        "complete": False,
        "slots": [
            {
                "id": "T02",
                "invoice": "INV-1",
                "need": "mandatory",
                "state": "missing",
                "because": {"zh": "因", "en": "why"},
            }
        ],
    }


def test_overriding_keeps_what_the_clients_list_does_not_name():
    packet = PacketNeeds("claim", same("x"), (SlotNeed("T01", mandatory=True), SlotNeed("T02")))
    found = packet.overridden([SlotNeed("T02", mandatory=True)])
    assert {need.slot: need.mandatory for need in found.needs} == {"T01": True, "T02": True}
    assert found.overridden([], replaces=True).needs == ()
