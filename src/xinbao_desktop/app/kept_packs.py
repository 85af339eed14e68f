"""What a case that keeps its packs says beside its judgement: which, and what others would change.

Which packs a case keeps is the desk's; here stands how it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.verdict_changes import verdict_changes
from xinbao_desktop.domain.claim import judge_case
from xinbao_desktop.domain.money import amount_text
from xinbao_desktop.text import Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from xinbao_desktop.app.desk import CaseDesk, Packs
    from xinbao_desktop.domain.claim import ClaimJudgement

BY_KEPT = Text(
    "本案沿用最后一份定稿案卷的规则包：{packs}（现用：{newest}）。",
    "This case keeps the packs of its last final packet: {packs} (in use now: {newest}).",
)
BY_NEWEST = Text(
    "按现用规则包判断：{newest}；本案的定稿案卷用的是 {packs}。",
    "Judged by the packs in use: {newest}; the case's final packet was built with {packs}.",
)
LOST = Text(
    "本机已没有定稿案卷所用的 {lost}，改按现用规则包判断。安装该版本后可恢复原判断。",
    "{lost} of the final packet is not here any more, so the packs in use judge. "
    "Install that version to judge as before.",
)
NO_CHANGE = Text("两者结论相同。", "Both come to the same verdicts.")
CHANGE = Text(
    "{rule}：沿用版本 {kept}，现用版本 {newest}", "{rule}: {kept} as kept, {newest} by those in use"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a judgement comes to: the route, and what is payable at most, as text."""

    route: str
    payable: str | None


@dataclass(frozen=True, slots=True)
class KeptPacks:
    """The packs a case keeps beside those in use, and what differs between the two.

    ``by_kept`` says which of the two judged; ``changes`` and the outcomes are empty while a
    version is ``lost``, because then only the packs in use can judge.
    """

    packs: Packs
    newest: Packs
    by_kept: bool
    lost: Packs = ()
    changes: Sequence[dict[str, str]] = ()
    kept_outcome: Outcome | None = None
    newest_outcome: Outcome | None = None

    def lines(self) -> Iterator[Text]:
        """Return what a person is told."""
        packs, newest = _words(self.packs), _words(self.newest)
        if self.lost:
            yield LOST.fill(lost=_words(self.lost))
            return
        yield (BY_KEPT if self.by_kept else BY_NEWEST).fill(packs=packs, newest=newest)
        if not self.changes:
            yield NO_CHANGE
        for one in self.changes:
            yield CHANGE.fill(
                rule=f"{one['subject']} {one['rule']}", kept=one["before"], newest=one["after"]
            )

    def as_json(self) -> dict[str, Any]:
        """Return the part of the command line's document."""
        return {
            "packs": _packs_json(self.packs),
            "newest": _packs_json(self.newest),
            "by": "kept" if self.by_kept else "newest",
            "lost": _packs_json(self.lost),
            "changes": list(self.changes),
            "outcomes": {
                name: {"route": one.route, "payable": one.payable}
                for name, one in (("kept", self.kept_outcome), ("newest", self.newest_outcome))
                if one is not None
            },
        }


def kept_packs(
    desk: CaseDesk, case_no: str, on: date | None, judged: ClaimJudgement
) -> KeptPacks | None:
    """Return what there is to say; None while the case keeps nothing else than what is in use."""
    pin, whole = desk.kept, desk.whole
    if pin is None or dict(pin.packs) == dict(whole.packs):
        return None
    by_kept = dict(desk.packs) == dict(pin.packs)
    if pin.lost:
        return KeptPacks(pin.packs, whole.packs, by_kept=False, lost=pin.lost)
    other_desk = whole if by_kept else whole.by_packs(pin.packs, pin)
    other = judge_case(other_desk.coverage(on), other_desk.case(case_no, on))
    kept, newest = (judged, other) if by_kept else (other, judged)
    return KeptPacks(
        pin.packs,
        whole.packs,
        by_kept=by_kept,
        changes=verdict_changes(_verdicts(kept), _verdicts(newest)),
        kept_outcome=_outcome(kept),
        newest_outcome=_outcome(newest),
    )


def _verdicts(judged: ClaimJudgement) -> dict[tuple[str, str], Any]:
    return {(f.subject, f.rule): f.verdict for f in judged.findings}


def _outcome(judged: ClaimJudgement) -> Outcome:
    loss = judged.loss
    payable = None if loss.payable is None else amount_text(loss.payable, loss.currency or "USD")
    return Outcome(judged.route.value, payable)


def _words(packs: Packs) -> Text:
    return same(" ".join(f"{id_}-{version}" for id_, version in packs))


def _packs_json(packs: Packs) -> list[dict[str, str]]:
    return [{"id": id_, "version": version} for id_, version in packs]
