"""Numbers that others issue and that do not look like one: customs, HS, SWIFT, e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain import identifiers
from xinbao_desktop.domain.company import Company
from xinbao_desktop.domain.uscc import uscc_problem, uscc_remark
from xinbao_desktop.domain.validation.remark import remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xinbao_desktop.domain.problems import Problem
    from xinbao_desktop.domain.schema import Record
    from xinbao_desktop.text import Text

_SHAPES: dict[str, Callable[[str], Text | None]] = {
    "customs_code": identifiers.customs_code_problem,
    "customs_no": identifiers.customs_no_problem,
    "hs_code": identifiers.hs_code_problem,
    "swift": identifiers.swift_problem,
    "email": identifiers.email_problem,
    "contact_email": identifiers.email_problem,
    "email_domain": identifiers.domain_problem,
}


def odd_shapes(record: Record) -> Iterator[Problem]:
    """Yield a warning for each number of a record that has an unusual shape."""
    for key, problem_of in _SHAPES.items():
        value = getattr(record, key, None)
        wrong = problem_of(value) if value else None
        if wrong is not None:
            yield remark(record, key, wrong)
    if isinstance(record, Company) and record.uscc and uscc_problem(record.uscc) is None:
        unusual = uscc_remark(record.uscc)
        if unusual is not None:
            yield remark(record, "uscc", unusual)
