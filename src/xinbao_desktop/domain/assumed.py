"""What an empty field is read as, where it is not unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.values import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.rules.values import Value

ASSUMED: Mapping[str, Value] = {
    "shipment.extended_to": NOT_APPLICABLE,
    "shipment.consignee": NOT_APPLICABLE,
    "shipment.payer": NOT_APPLICABLE,
    "shipment.deposit": 0,
    "buyer.known_risk_on": NOT_APPLICABLE,
    "buyer.known_risk_cleared_on": NOT_APPLICABLE,
    "policy.per_buyer_cap": NOT_APPLICABLE,
    "policy.paid_before": 0,
    "policy.deductible": 0,
    "policy.excluded_countries": frozenset(),
    "limit.conditions": NOT_APPLICABLE,
    "case.disputed_amount": 0,
    "case_invoice.discount_agreed": 0,
    "case_invoice.resale_proceeds": 0,
    "case_invoice.disposal_costs": 0,
    "case_invoice.saved_costs": 0,
    "case_invoice.port_charges": 0,
}
"""What is read as "none" when it is empty, and listed as assumed; all else empty is unknown."""

BY_DEFINITION: Mapping[str, Value] = {
    "limit.expires_on": NOT_APPLICABLE,
    "buyer.kind": "buyer",
    "shipment.kind": "goods",
    "receipt.kind": "payment",
}
"""What an empty field stands for by the definition of the field itself; nothing is assumed."""
