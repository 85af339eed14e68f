"""Who is named on a case's forms: the insured, the insurer, the debtor, the payee.

Under a letter of credit the issuing bank is the debtor; once the indemnity is assigned, the
financing bank is the payee.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.debtor import debtor_no
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.rules.values import Missing
from xinbao_desktop.text import Text, joined, listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xinbao_desktop.app.case_amounts import CaseAmounts, Printed

ASSIGNED = Text("按赔款转让协议（B01）指定的账户", "as named in the assignment agreement (B01)")
DEBTOR_FIELDS = ("name_en", "name_zh", "country", "reg_no", "address", "insurer_buyer_code")


class CaseParties:
    """Finds the parties of one case."""

    def __init__(self, amounts: CaseAmounts) -> None:
        self._amounts = amounts
        self._facts = amounts.facts

    def answers(self) -> Mapping[str, Callable[[], Printed]]:
        """Return what answers each source path that names a party."""
        return {
            "company.names": lambda: self._of_company("name_zh", "name_en"),
            "company.addresses": lambda: self._of_company("address_zh", "address_en"),
            "policy.insurer": self._insurer,
            "policy.insurer_en": lambda: self._insurer_named().en or None,
            "case.issuing_bank": self._issuing_bank,
            **{f"debtor.{key}": partial(self._of_debtor, key) for key in DEBTOR_FIELDS},
            **self._payee(),
        }

    def _of_company(self, chinese: str, english: str) -> Printed:
        """Return a name or an address in both scripts, or in the one that is there."""
        company = self._amounts.client.company
        if company is None:
            return None
        zh, en = getattr(company, chinese), getattr(company, english)
        return Text(zh or en, en or zh) if zh or en else None

    def _insurer_named(self) -> Text:
        policy = self._facts.record("policy")
        code = policy.insurer if isinstance(policy, Policy) else None
        return self._amounts.full_name("insurer", code)

    def _insurer(self) -> Printed:
        """Return the insurer's whole name and the branch that issued the policy."""
        policy, name = self._facts.record("policy"), self._insurer_named()
        branch = policy.branch if isinstance(policy, Policy) else None
        if branch and branch.startswith(name.zh):
            return same(branch)
        parts = [part for part in (name, same(branch or "")) if part.zh]
        return joined(parts, "", ", ") if parts else None

    def _issuing_bank(self) -> Printed:
        numbers = {i.shipment.issuing_bank_no for i in self._facts.invoices} - {None}
        by_no = self._amounts.client.buyer_by_no
        banks = [by_no.get(number) for number in sorted(map(str, numbers))]
        return listed([b.name_en or b.name_zh or b.buyer_no for b in banks if b])

    def _debtor(self) -> Buyer | None:
        """Return who owes the money, where it is the same for every invoice; else the buyer."""
        numbers = {debtor_no(i.shipment) for i in self._facts.invoices}
        if len(numbers) == 1:
            [number] = numbers
            if not isinstance(number, Missing):
                return self._amounts.client.buyer_by_no.get(number)
        buyer = self._facts.record("buyer")
        return buyer if isinstance(buyer, Buyer) else None

    def _of_debtor(self, key: str) -> Printed:
        debtor = self._debtor()
        return None if debtor is None else self._amounts.printed(debtor, key)

    def _payee(self) -> Mapping[str, Callable[[], Printed]]:
        """Return the account the indemnity goes to: the assignee bank's once it is assigned."""
        case, company = self._facts.case, self._amounts.client.company
        assigned = case.indemnity_assigned is True
        if assigned or company is None:
            bank = case.financing_bank if assigned else None
            return {
                "payee.holder": lambda: bank,
                "payee.bank": lambda: bank,
                "payee.account": lambda: ASSIGNED if assigned else None,
                "payee.swift": lambda: None,
            }
        return {
            "payee.holder": lambda: company.name_zh,
            "payee.bank": lambda: company.bank_name,
            "payee.account": lambda: company.bank_account,
            "payee.swift": lambda: company.swift,
        }
