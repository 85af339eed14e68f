"""The debtor (债务人) of a shipment: the buyer, under L/C the issuing bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.known import missing
from xinbao_desktop.domain.limit import PaymentTerm

if TYPE_CHECKING:
    from xinbao_desktop.domain.rules.values import Missing
    from xinbao_desktop.domain.shipment import Shipment


def debtor_no(shipment: Shipment) -> str | Missing:
    """Return who owes the money: the buyer, under L/C the issuing bank."""
    if shipment.payment_term is None:
        return missing("shipment.payment_term")
    if shipment.payment_term == PaymentTerm.LC:
        return shipment.issuing_bank_no or missing("shipment.issuing_bank_no")
    return shipment.buyer_no or missing("shipment.buyer_no")


def possible_debtors(shipment: Shipment) -> list[tuple[str | None, str]]:
    """Return who may owe the money and what is missing to be sure; None stands for anybody."""
    buyer, bank = shipment.buyer_no, shipment.issuing_bank_no
    if shipment.payment_term is None:
        path = "shipment.payment_term"
        return [(buyer, path), (bank, path)]
    if shipment.payment_term == PaymentTerm.LC:
        return [(bank, "" if bank else "shipment.issuing_bank_no")]
    return [(buyer, "" if buyer else "shipment.buyer_no")]
