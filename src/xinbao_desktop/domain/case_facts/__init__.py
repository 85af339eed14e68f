"""What is known of one case and of each invoice in it, and what follows from it.

Each subject has a module with its facts: ``notice`` and ``deadlines`` (time), ``causes``,
``scope`` (which invoices), ``duties`` (consents, mitigation), ``papers``, ``amounts``, ``route``,
``circumstances`` (``case.…``, for the checklists), ``warnings``, and ``invoice`` for each line of
the case. All stand on ``base``. The money lost is ``domain.loss``, the verdicts are the rules'.
"""

from __future__ import annotations

from xinbao_desktop.domain.case_facts.amounts import AmountFacts
from xinbao_desktop.domain.case_facts.causes import CauseFacts
from xinbao_desktop.domain.case_facts.circumstances import CircumstanceFacts
from xinbao_desktop.domain.case_facts.deadlines import DeadlineFacts
from xinbao_desktop.domain.case_facts.duties import DutyFacts
from xinbao_desktop.domain.case_facts.invoice import InvoiceFacts
from xinbao_desktop.domain.case_facts.notice import NoticeFacts, WholeCase
from xinbao_desktop.domain.case_facts.papers import PaperFacts
from xinbao_desktop.domain.case_facts.route import RouteFacts
from xinbao_desktop.domain.case_facts.scope import ScopeFacts
from xinbao_desktop.domain.case_facts.warnings import WarningFacts


class CaseFacts(
    NoticeFacts, DeadlineFacts, CauseFacts, ScopeFacts, DutyFacts,
    PaperFacts, AmountFacts, RouteFacts, CircumstanceFacts, WarningFacts,
):  # fmt: skip
    """The facts of one case of a portfolio."""


__all__ = ["CaseFacts", "InvoiceFacts", "WholeCase"]
