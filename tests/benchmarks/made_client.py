"""An invented exporter with as many shipments as asked for, for the benchmarks beside this file.

Four policy years with three ways to declare, automatic limits under the city's policy and
approved ones under the firm's own, changed, cancelled and expiring; fifty shipments to a buyer
on average and a tenth of all to one large buyer; L/C, D/P, D/A and open account, two currencies,
part payments, late payers, known risks, agency exports with and without their paper. With
``gaps`` one shipment in twenty lacks something. The same size gives the same client.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.client import Client
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment

ASKED_ON = date(2026, 3, 2)
YEARS = (2022, 2023, 2024, 2025)
COUNTRIES = ("DE", "US", "BR", "VN", "PL", "MX", "NG", "AE", "IN", "CL")
DECLARATION = {
    2022: ("day_of_next_month", 15),
    2023: ("days_after_shipment", 20),
    2024: ("working_days_after_shipment", 10),
    2025: ("working_days_after_shipment", 15),
}
TERMS = ("OA", "OA", "OA", "OA", "DA", "DP")
GAPS = (
    "transport_mode", "due_on", "credit_days", "own_name", "incoterm", "telex_release",
    "declared_on", "third_party_stated",
)  # fmt: skip

UNPAID = Policy(
    policy_no="P-UNPAID", insurer="sinosure", insured_by="self", start_on=date(2022, 1, 1),
    end_on=date(2025, 12, 31), currency="USD", declaration_rule="none", premium_paid=False,
)  # fmt: skip


def make_client(size: int, *, gaps: bool) -> Client:
    """Return the client."""
    return _Maker(size, gaps=gaps).client()


class _Maker:
    def __init__(self, size: int, *, gaps: bool) -> None:
        self.size = size
        self.gaps = gaps
        self.dice = random.Random(size)
        self.buyers = [self.buyer(n) for n in range(max(size // 50, 4))]
        self.banks = [
            Buyer(buyer_no=f"K{n:03d}", kind="bank", name_en=f"Specimen Bank {n}",
                  country=COUNTRIES[n % 10])
            for n in range(12)
        ]  # fmt: skip
        self.receipts: list[Receipt] = []
        self.documents: list[Document] = []

    def client(self) -> Client:
        shipments = [self.shipment(n) for n in range(self.size)]
        return Client(
            company=Company(uscc="91440300MA5EXAMPL0", name_zh="样本进出口有限公司"),
            policies=(*(self.policy(year) for year in YEARS), UNPAID),
            buyers=(*self.buyers, *self.banks),
            limits=tuple(
                limit for debtor in (*self.buyers, *self.banks) for limit in self.limits(debtor)
            ),
            shipments=tuple(shipments),
            receipts=tuple(self.receipts),
            cases=tuple(
                Case(case_no=f"C{n}", buyer_no=b.buyer_no, known_on=self.day(2024, 600))
                for n, b in enumerate(self.buyers[7::80])
            ),
            documents=tuple(self.documents),
        )

    def chance(self, share: float) -> bool:
        return self.dice.random() < share

    def day(self, year: int, within: int = 365) -> date:
        return date(year, 1, 1) + timedelta(days=self.dice.randrange(within))

    def policy(self, year: int) -> Policy:
        unified = year <= 2023
        rule, number = DECLARATION[year]
        return Policy(
            policy_no=f"P{year}", insurer="sinosure", insured_by="unified" if unified else "self",
            start_on=date(year, 1, 1), end_on=date(year, 12, 31), currency="USD",
            max_credit_days=180, auto_limit=Decimal(200_000) if unified else None,
            auto_limit_term="OA" if unified else None, auto_limit_days=90 if unified else None,
            declaration_rule=rule, declaration_n=number, premium_paid=True,
            excluded_countries=("NG",) if year == 2025 else (),
        )  # fmt: skip

    def buyer(self, number: int) -> Buyer:
        risky = number % 25 == 3
        known_on = self.day(2023, 900) if risky else None
        return Buyer(
            buyer_no=f"B{number:05d}", name_en=f"Specimen Imports No. {number}, Ltd.",
            country=COUNTRIES[number % 10],
            related_party=None if self.gaps and number % 60 == 11 else number % 30 == 5,
            known_risk_on=known_on,
            known_risk_cleared_on=known_on + timedelta(days=200) if risky and number % 2 else None,
        )  # fmt: skip

    def limits(self, debtor: Buyer) -> list[Limit]:
        """Under each policy of the firm's own up to three approvals, each going before the last."""
        bank = debtor.kind == "bank"
        found = []
        for year in (2024, 2025):
            if self.chance(0.05):
                continue
            day = date(year, 1, 1) + timedelta(days=self.dice.choice((0, 0, 0, 45)))
            ends = self.chance(0.2)
            for number in range(self.dice.choice((1, 1, 2, 3))):
                state = self.dice.choices(
                    ("active", "zero", "cancelled", "frozen", "pending"), (90, 3, 3, 2, 2)
                )[0]
                found.append(
                    Limit(
                        approval_no=f"A{debtor.buyer_no}-{year}-{number}", policy_no=f"P{year}",
                        buyer_no=debtor.buyer_no, currency="USD",
                        amount=Decimal(self.dice.choice((300, 500, 800, 3000)) * 1000),
                        payment_term="LC" if bank else self.dice.choice(TERMS),
                        credit_days=self.dice.choice((60, 90, 90, 120)), effective_on=day,
                        expires_on=day + timedelta(days=300) if ends else None, status=state,
                        status_on=day + timedelta(days=90) if state != "active" else None,
                    )
                )  # fmt: skip
                day += timedelta(days=self.dice.randrange(40, 120))
        return found

    def shipment(self, number: int) -> Shipment:
        dice = self.dice
        buyer = self.buyers[0] if self.chance(0.1) else dice.choice(self.buyers)
        year = YEARS[number * 4 // self.size]
        sailed = date(year, 1, 1) + timedelta(days=number * 4 % self.size * 365 // self.size)
        term = dice.choices(("OA", "DA", "DP", "LC"), (60, 15, 15, 10))[0]
        credit = dice.choices((30, 45, 60, 90, 120, 200), (20, 20, 30, 25, 4, 1))[0]
        agency = self.chance(0.01)
        odd_name = self.chance(0.04)
        made = {
            "invoice_no": f"INV{number:07d}", "buyer_no": buyer.buyer_no,
            "policy_no": f"P{year}" if self.chance(0.98) else dice.choice(("P2025", "P-UNPAID")),
            "kind": "agency" if agency else "goods",
            "amount": Decimal(dice.randrange(300_000, 9_000_000)) / 100, "currency": "USD",
            "payment_term": term, "credit_days": credit, "shipped_on": sailed,
            "due_on": sailed + timedelta(days=credit + (3 if self.chance(0.02) else 0)),
            "issuing_bank_no": dice.choice(self.banks).buyer_no if term == "LC" else None,
            "transport_mode": dice.choices(("sea", "air", "road", "rail"), (80, 10, 5, 5))[0],
            "straight_bl": self.chance(0.02), "telex_release": self.chance(0.05),
            "own_name": not agency and not self.chance(0.005),
            "incoterm": dice.choices(("CIF", "CFR", "FOB", "EXW"), (45, 25, 28, 2))[0],
            "destination": buyer.country if self.chance(0.95) else dice.choice(COUNTRIES),
            "consignee": "Somebody Else GmbH" if odd_name else self.consignee(buyer),
            "third_party_stated": self.chance(0.5), "seller_is_insured": True,
            "declared_on": self.declared(year, sailed),
            "deposit": Decimal(1000) if self.chance(0.05) else None,
        }  # fmt: skip
        if self.chance(0.1):
            made |= {"currency": "EUR", "usd_rate": Decimal("1.0850")}
        self.pay(made)
        if agency and self.chance(0.5):
            self.documents.append(
                Document(
                    case_no="", slot="T18", path=f"{number}.pdf", invoice_no=made["invoice_no"]
                )
            )
        if self.gaps and self.chance(0.05):
            made[dice.choice(GAPS)] = None
        return Shipment(**made)

    def consignee(self, buyer: Buyer) -> str | None:
        said = (None, "TO ORDER OF SHIPPER", buyer.name_en, f"{buyer.name_en}".upper())
        return self.dice.choices(said, (40, 30, 20, 10))[0]

    def declared(self, year: int, sailed: date) -> date | None:
        if self.chance(0.01):
            return None
        usual = {2022: 14, 2023: 12, 2024: 8, 2025: 12}[year]
        return sailed + timedelta(
            days=usual + (self.dice.randrange(90) if self.chance(0.04) else 0)
        )

    def pay(self, made: dict[str, Any]) -> None:
        """Add what came in for an invoice: a deposit, then nothing, the rest, or two parts."""
        dice, amount, due = self.dice, made["amount"], made["due_on"]
        if made["deposit"] and self.chance(0.8):
            self.receive(made, made["shipped_on"], "deposit", made["deposit"])
        if self.chance(0.0005):
            return
        rest = amount - (made["deposit"] or 0)
        late = dice.choices((dice.randrange(-5, 8), dice.randrange(8, 31), dice.randrange(31, 200)),
                            (90, 9.5, 0.5))[0]  # fmt: skip
        if self.chance(0.1):
            first = (rest / 2).quantize(Decimal("0.01"))
            self.receive(made, due + timedelta(days=late), "payment", first)
            rest -= first
            late += dice.randrange(1, 60)
        if self.chance(0.05):
            rest -= 25  # what banks on the way kept
        self.receive(made, due + timedelta(days=late), "payment", rest)

    def receive(self, made: dict[str, Any], on: date, kind: str, amount: Decimal) -> None:
        if on <= ASKED_ON:
            self.receipts.append(
                Receipt(
                    receipt_no=f"R{len(self.receipts):07d}", invoice_no=made["invoice_no"],
                    kind=kind, received_on=on, amount=amount, currency=made["currency"],
                )
            )  # fmt: skip
