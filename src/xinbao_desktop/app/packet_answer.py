"""What came of building a packet: its files, what is open, and what the builder must be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xinbao_desktop.domain.channel import NO_LIMITS, Limits, counted
from xinbao_desktop.domain.packet_plan import FindingSeverity, Profile
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from pathlib import Path

    from xinbao_desktop.app.open_checks import OpenCheck

TOO_LARGE = "V29"
TAKEN_AWAY = Text(
    "已移走同名的旧案卷文件 {names}：它们不属于现在这一套。",
    "Taken away: {names}, files of a former packet of this name; they are no part of this set.",
)
STILL_BESIDE = Text(
    "旁边还有同名的旧案卷文件 {names}，不属于现在这一套，程序没有动。请自行移走，"
    "以免混在一起递交。",
    "Beside it lie {names}, files of a former packet of this name. They are no part of this set "
    "and were not touched; take them away before anything is handed in.",
)
NOWHERE = Text("", "")


@dataclass(frozen=True, slots=True)
class VolumeLimits:
    """What one volume may hold as it is printed, and where the figures come from."""

    limits: Limits = NO_LIMITS
    profile: Profile = Profile.SEAL
    source: Text = NOWHERE

    def __bool__(self) -> bool:
        return bool(self.limits)

    @property
    def words(self) -> Text:
        """What is counted, and the source."""
        return joined([counted(self.limits, self.profile), self.source])

    def as_json(self) -> dict[str, Any]:
        """Return the entry of the command line's document."""
        limits = self.limits
        return {"pages": limits.pages, "bytes": limits.size, "counted": self.words.as_json()}


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """One file of a packet, a volume where there are several."""

    path: Path
    pages: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Return the entry of the command line's document."""
        return {"packet": str(self.path), "pages": self.pages, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class BuiltPacketAnswer:
    """What came of building: the packet, or its first volume, and what is open.

    ``packet`` is None when an error stopped it, or when ``nothing_new`` says that there is
    nothing to supplement. ``files`` are all volumes, ``pages`` those of all together.
    ``too_large`` says of each volume that is over its ``limits`` all the same which document makes
    it so. Of the files of a former set under these names, ``taken_away`` went with this build and
    ``beside`` lie there still.
    """

    packet: Path | None
    pages: int
    sha256: str | None
    open: tuple[OpenCheck, ...]
    files: tuple[BuiltFile, ...] = ()
    supplement: int = 0
    nothing_new: Text | None = None
    limits: VolumeLimits = VolumeLimits()
    too_large: tuple[Text, ...] = ()
    taken_away: tuple[Path, ...] = ()
    beside: tuple[Path, ...] = ()

    @property
    def former(self) -> tuple[Text, ...]:
        """What to say of the files that a former set left under these names."""
        said = ((TAKEN_AWAY, self.taken_away), (STILL_BESIDE, self.beside))
        return tuple(
            text.fill(names=joined([same(path.name) for path in paths], "、", ", "))
            for text, paths in said
            if paths
        )

    @property
    def complete(self) -> bool:
        """Whether nothing blocks, and there was something to print."""
        return self.nothing_new is None and not any(check.blocks for check in self.open)

    def as_json(self) -> dict[str, Any]:
        """Return the document of the command line."""
        found: dict[str, Any] = {
            "packet": None if self.packet is None else str(self.packet),
            "pages": self.pages,
            "sha256": self.sha256,
            "open": [
                {
                    "check": c.check,
                    "severity": c.severity,
                    "message": c.message.as_json(),
                    **({"reason": c.reason} if c.reason else {}),
                    **({"subject": c.subject} if c.explainable and not c.reason else {}),
                }
                for c in self.open
            ]
            + [
                {
                    "check": TOO_LARGE,
                    "severity": FindingSeverity.WARNING.value,
                    "message": message.as_json(),
                }
                for message in self.too_large
            ],
        }
        if self.limits and self.files:
            found["limits"] = self.limits.as_json()
        if len(self.files) > 1:
            found["volumes"] = [file.as_json() for file in self.files]
        if self.supplement:
            found["supplement"] = self.supplement
        for key, paths in (("taken_away", self.taken_away), ("beside", self.beside)):
            if paths:
                found[key] = [str(path) for path in paths]
        return found
