"""Rules, parameters, sources and packs, as they were read and checked; no file is touched here.

Expressions and sentences are kept as the text that was written; ``engine`` compiles them.
Reading them from TOML is the business of ``catalog.rule_pack``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.domain.rules.result import Severity, SourceKind, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xinbao_desktop.domain.bulletin import Bulletin
    from xinbao_desktop.domain.rules.values import Plain, Span, Value
    from xinbao_desktop.text import Text


class Subject(StrEnum):
    """What a rule judges."""

    COMPANY = "company"
    SHIPMENT = "shipment"
    BUYER = "buyer"
    POLICY = "policy"
    CASE = "case"
    CASE_INVOICE = "case_invoice"


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a source: what it is about, its words where quoted, who answers for it."""

    number: str
    about: Text
    text: str = ""
    responsible: Text | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A text that rules and parameters rest on: a notice, a law, a clause, a program default.

    From ``confirm_from`` on, each verdict that rests on it also says ``confirm`` (a notice
    whose targets were for one year). ``confidence`` is H, M or L: how sure the program's
    reading of it is.
    """

    id: str
    kind: SourceKind
    title: Text
    issued_on: date | None = None
    confirm_from: date | None = None
    confirm: Text | None = None
    issuer: Text | None = None
    confidence: str = ""
    url: str = ""
    articles: tuple[Article, ...] = ()

    def article(self, number: str) -> Article | None:
        """Return an article by its number; None where none is recorded."""
        return next((article for article in self.articles if article.number == number), None)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source by its id, with the article or clause."""

    source: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """What a parameter is from a day on: one value, or two ends where published figures differ.

    ``value`` is the ``Span`` between the strict and the generous figure in the second case.
    """

    from_on: date
    value: Plain | Span
    citation: Citation
    verified_on: date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure, possibly different by policy form, possibly overridden by the policy.

    ``overridden_by`` is the fact path (``policy.notice_default_days``) where the client's own
    figure stands. Values are sorted by their day.
    """

    id: str
    title: Text
    values: tuple[ParameterValue, ...]
    by_form: Mapping[str, tuple[ParameterValue, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    overridden_by: str | None = None
    unit: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True)
class SeverityChoice:
    """One line of a severity: ``then`` holds when ``when`` is true; without ``when``, always."""

    then: Severity
    when: str | None = None


@dataclass(frozen=True, slots=True)
class SentenceChoice:
    """A sentence that goes before the general one of its outcome while ``when`` is true."""

    text: Text
    when: str


@dataclass(frozen=True, slots=True)
class Sentences:
    """What is said for each outcome; None where the language has a general sentence.

    ``choices`` are tried first, in their order; one whose condition is unknown is passed over.
    """

    met: Text | None = None
    not_met: Text | None = None
    unknown: Text | None = None
    not_applicable: Text | None = None
    choices: Mapping[Verdict, tuple[SentenceChoice, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def of(self, verdict: Verdict) -> Text | None:
        """Return the sentence of an outcome."""
        match verdict:
            case Verdict.MET:
                return self.met
            case Verdict.NOT_MET:
                return self.not_met
            case Verdict.UNKNOWN:
                return self.unknown
            case Verdict.NOT_APPLICABLE:
                return self.not_applicable


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A test of a rule, written as data beside it. Facts that are not named are missing."""

    name: str
    expect: Verdict
    facts: Mapping[str, Value]
    items: Mapping[str, tuple[Mapping[str, Value], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    on: date | None = None
    expect_missing: frozenset[str] | None = None
    expect_severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``reference_date`` is the fact whose day decides which value of a dated parameter holds;
    without it, the day the question is asked. ``responsible`` names who
    answers for it by its source; ``papers`` are the checklist slots to prepare.
    ``outcomes`` are the verdicts it can give where it applies; each needs its test case.
    """

    id: str
    title: Text
    subject: Subject
    test: str
    because: Sentences
    sources: tuple[Citation, ...]
    verified_on: date
    severity: tuple[SeverityChoice, ...] = (SeverityChoice(Severity.INFO),)
    applies: str | None = None
    reference_date: str | None = None
    advice: Sentences = field(default_factory=Sentences)
    next_step: Text | None = None
    responsible: Text | None = None
    papers: tuple[str, ...] = ()
    outcomes: tuple[Verdict, ...] = (Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN)
    cases: tuple[RuleCase, ...] = ()
    file: str = ""


@dataclass(frozen=True, slots=True)
class RulePack:
    """A set of rules that is published, signed and installed together.

    ``groups`` are lists of codes of the pack's own (``codes("…")``). ``min_program`` is the
    oldest program version that can read it.
    """

    id: str
    version: str
    title: Text
    description: Text
    valid_from: date
    min_program: str
    parameters: tuple[Parameter, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: tuple[Source, ...] = ()
    groups: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    bulletins: tuple[Bulletin, ...] = ()
