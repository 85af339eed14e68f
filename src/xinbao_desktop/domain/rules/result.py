"""What judging a rule answers: a verdict with its reason, its sources and its missing facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

from xinbao_desktop.domain.rules.values import Missing, NotApplicable, Span
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.rules.values import Value

Json: TypeAlias = Any


class Verdict(StrEnum):
    """The four answers of a rule."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """What a rule that is not met means; the first is the gravest."""

    BLOCKING = "blocking"
    REDUCING = "reducing"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class SourceKind(StrEnum):
    """What kind of text a verdict rests on."""

    NOTICE = "notice"
    LAW = "law"
    STANDARD = "standard"  # national standards, trade rules such as the UCP
    POLICY = "policy"
    PUBLISHED = "published"  # insurers, courts, law firms, practice: not the text itself
    PROGRAM_DEFAULT = "program-default"


OWN_POLICY = "policy"
"""The source of a figure that the user entered from the policy's schedule."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source under a verdict, ready to be shown."""

    id: str
    article: str
    kind: SourceKind
    title: Text

    def label(self) -> Text:
        """Return the title with its article; a program default asks to be confirmed.

        What the user entered of the policy is named by the title already; its article is a path.
        """
        shown = self.article if self.id != OWN_POLICY else ""
        article = Text(f" {shown}", f", {shown}") if shown else Text("", "")
        confirm = Text("", "")
        if self.kind is SourceKind.PROGRAM_DEFAULT:
            confirm = Text(
                "（程序默认值，请与您的保单核对）", " (program default, confirm with your policy)"
            )
        return Text(
            self.title.zh + article.zh + confirm.zh, self.title.en + article.en + confirm.en
        )

    def as_json(self) -> dict[str, str]:
        """Return ``{"id", "article", "kind"}``."""
        return {"id": self.id, "article": self.article, "kind": self.kind.value}


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one rule for one subject.

    ``facts`` holds every known fact the rule looked at (a list where it looked at the same
    fact of several invoices); ``missing`` the fewest facts that would settle an unknown;
    ``conflicting`` those of them that were given in two versions; ``assumed`` the facts that
    were empty and read as "none". ``advice`` is empty where there is nothing to do.
    """

    rule: str
    subject: str
    verdict: Verdict
    severity: Severity
    title: Text
    because: Text
    sources: tuple[Cited, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    advice: Text = field(default_factory=lambda: Text("", ""))
    papers: tuple[str, ...] = ()
    conflicting: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """Return the finding as every ``--json`` answer gives it; amounts as text."""
        return {
            "rule": self.rule,
            "subject": self.subject,
            "verdict": self.verdict.value,
            "severity": self.severity.value,
            "title": self.title.as_json(),
            "because": self.because.as_json(),
            "sources": [source.as_json() for source in self.sources],
            "facts": {path: value_as_json(value) for path, value in self.facts.items()},
            "missing": list(self.missing),
            "assumed": list(self.assumed),
            "advice": self.advice.as_json(),
        }


def value_as_json(value: Value | list[Value] | None) -> Json:  # noqa: PLR0911 - one case per type
    """Return a fact's value for JSON: Decimals as plain text, dates ISO, spans as two ends."""
    match value:
        case bool() | int() | str() | None:
            return value
        case Decimal():
            return format(value, "f") if value.is_finite() else None
        case date():
            # The far end of time stands for "has not happened", or for an open end.
            return None if value == date.max else value.isoformat()
        case Span():
            return {"from": value_as_json(value.low), "to": value_as_json(value.high)}
        case Missing() | NotApplicable():
            return None
        case frozenset():
            return sorted(value)
        case _:
            return [value_as_json(part) for part in value]
