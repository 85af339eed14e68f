"""The client's own 《索赔单证明细表》: the list of claim documents that is part of his policy.

Kept in the client file, one per policy; the claim packet and the client's own copy of it then
ask for what it says. How needs are judged is ``domain.checklist_judge``'s matter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xinbao_desktop.app.changes import Changed, Changes
from xinbao_desktop.catalog.checklist import read_own_list, shipped_packets, shipped_slots
from xinbao_desktop.domain.checklist import PacketNeeds, SlotNeed
from xinbao_desktop.domain.checklist_judge import ChecklistJudge
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.storage.reading import ReadWork
    from xinbao_desktop.storage.writing import WriteWork

PACKETS = frozenset({"claim", "file"})
"""The packets that the list speaks of; a notice or a loan follows lists of their own."""

NAMED = Text(
    "保单所附《索赔单证明细表》列有此项", "the policy's own list of claim documents names it"
)
NO_POLICY = Text("没有保单 {no}。", "There is no policy {no}.")
NO_SLOT = Text("没有单证类别 {slot}。", "There is no slot {slot}.")
EMPTY = Text("自有明细表一项也没有列。", "The own list names nothing.")
KIND = "policies"
"""The list is part of a policy: pages that show policies or cases of them reload."""


@dataclass(frozen=True, slots=True)
class OwnList:
    """A policy's own list; ``name`` is the file or the words it was taken from.

    ``replaces`` says that what it does not name falls away, instead of staying as shipped.
    """

    policy_no: str
    name: str
    replaces: bool
    needs: tuple[SlotNeed, ...]

    def put_before(self, packet: PacketNeeds) -> PacketNeeds:
        """Return a packet's needs with this list put before them."""
        if packet.id not in PACKETS:
            return packet
        return packet.overridden(self.needs, replaces=self.replaces)

    def note(self) -> Text:
        """Return the sentence that says the list is in force."""
        if self.replaces:
            return Text(
                "按保单 {no} 自带的《索赔单证明细表》（{name}），不用程序清单。",
                "By the own list of claim documents of policy {no} ({name}), not by the program's.",
            ).fill(no=self.policy_no, name=self.name)
        return Text(
            "保单 {no} 自带的《索赔单证明细表》（{name}）优先，其余按程序清单。",
            "The own list of claim documents of policy {no} ({name}) goes first, "
            "the program's list for the rest.",
        ).fill(no=self.policy_no, name=self.name)


class OwnListService:
    """Keeps the policies' own lists in the client file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, policy_no: str | None) -> OwnList | None:
        """Return a policy's own list, None where the program's is in force."""
        if not policy_no:
            return None
        with self._desk.file.read() as work:
            kept = work.setting(_key(policy_no))
        return None if kept is None else _read(policy_no, json.loads(kept))

    def keep_file(self, policy_no: str, path: Path) -> Changed[OwnList]:
        """Keep the list that a file describes (``docs/rules-guide.md`` says how it reads).

        Raises:
            CatalogError: Something in the file is wrong; every problem is named.
            UsageError: There is no such policy, or the list is empty.
        """
        needs, replaces = read_own_list(path, shipped_slots())
        return self._keep(OwnList(policy_no, path.name, replaces, needs))

    def keep_slots(
        self,
        policy_no: str,
        mandatory: Collection[str],
        recommended: Collection[str] = (),
        *,
        replaces: bool = True,
        name: str = "",
    ) -> Changed[OwnList]:
        """Keep a list ticked by hand: which slots are mandatory, which recommended.

        Raises:
            UsageError: There is no such policy or slot, or nothing is ticked.
        """
        known = [slot.id for slot in shipped_slots()]
        for slot in (*mandatory, *recommended):
            if slot not in known:
                raise UsageError(NO_SLOT.fill(slot=slot))
        needs = tuple(
            SlotNeed(slot, mandatory=slot in mandatory, recommended=slot not in mandatory)
            for slot in known
            if slot in mandatory or slot in recommended
        )
        return self._keep(OwnList(policy_no, name or "手工勾选", replaces, needs))

    def remove(self, policy_no: str) -> Changed[None]:
        """Take a policy's own list away; the program's is in force again."""
        with self._desk.write(f"own list {policy_no}") as work:
            work.set_setting(_key(policy_no), None)
        return Changed(None, Changes.of(KIND))

    def put_back(self, policy_no: str, own: OwnList | None) -> Changed[OwnList | None]:
        """Let the list stand again that stood before; None for the program's."""
        if own is None:
            self.remove(policy_no)
        else:
            self._keep(own)
        return Changed(own, Changes.of(KIND))

    def plain(self, work: ReadWork, policy_no: str) -> dict[str, Any] | None:
        """Return a policy's own list as it is kept, for taking it elsewhere."""
        kept = work.setting(_key(policy_no))
        return None if kept is None else json.loads(kept)

    def read(self, policy_no: str, value: Mapping[str, Any]) -> OwnList:
        """Return the list that ``plain`` gave, proven anew.

        Raises:
            UsageError, CatalogError, KeyError, TypeError: It is not such a list.
        """
        return self._proven(_read(policy_no, value))

    def put(self, work: WriteWork, own: OwnList) -> None:
        """Keep a list that was proven, in a transaction of the caller's."""
        work.set_setting(_key(own.policy_no), json.dumps(_plain(own), ensure_ascii=False))

    def _keep(self, own: OwnList) -> Changed[OwnList]:
        if own.policy_no not in self._desk.client().policy_by_no:
            raise UsageError(NO_POLICY.fill(no=own.policy_no))
        own = self._proven(own)
        with self._desk.write(f"own list {own.policy_no}") as work:
            self.put(work, own)
        return Changed(own, Changes.of(KIND))

    def _proven(self, own: OwnList) -> OwnList:
        if not own.needs:
            raise UsageError(EMPTY)
        known = {slot.id for slot in shipped_slots()}
        for need in own.needs:
            if need.slot not in known:
                raise UsageError(NO_SLOT.fill(slot=need.slot))
        own = replace(own, needs=tuple(_named(need) for need in own.needs))
        for packet in sorted(PACKETS):  # compiling proves every condition before it is kept
            needs = own.put_before(shipped_packets()[packet])
            ChecklistJudge(shipped_slots(), needs, self._desk.knowledge.facts)
        return own


def _key(policy_no: str) -> str:
    return f"checklist.own.{policy_no}"


def _named(need: SlotNeed) -> SlotNeed:
    """Say why a slot is asked for where the list does not."""
    return need if need.when or not need.mandatory else replace(need, when=NAMED)


def _plain(own: OwnList) -> dict[str, Any]:
    return {
        "name": own.name,
        "replaces": own.replaces,
        "needs": [
            {
                "slot": need.slot,
                "mandatory": need.mandatory,
                "recommended": need.recommended,
                "when": need.when and need.when.as_json(),
                "advised": need.advised and need.advised.as_json(),
            }
            for need in own.needs
        ],
    }


def _read(policy_no: str, kept: Mapping[str, Any]) -> OwnList:
    needs = tuple(
        SlotNeed(
            row["slot"],
            row["mandatory"],
            row["recommended"],
            Text(**row["when"]) if row["when"] else None,
            Text(**row["advised"]) if row["advised"] else None,
        )
        for row in kept["needs"]
    )
    return OwnList(policy_no, kept["name"], kept["replaces"], needs)
