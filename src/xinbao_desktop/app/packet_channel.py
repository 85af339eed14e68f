"""What a volume of a packet may hold: the channel's figures, and the user's own before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.app.packet_answer import VolumeLimits
from xinbao_desktop.domain.channel import LEAST_MB, LEAST_PAGES, MB, NO_LIMITS, Limits
from xinbao_desktop.errors import UsageError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.channel import Channel
    from xinbao_desktop.domain.packet_plan import Profile

OWN = Text("上限是您自己给的", "the limit is your own figure")
NO_CHANNEL = Text("没有渠道“{id}”。现有：{known}", "There is no channel “{id}”. Known: {known}")
TOO_FEW = Text(
    "每册至少 {pages} 页、每个文件至少 {mb} MB：封面、目录、检查表和清单也要占页。",
    "A volume has {pages} pages and {mb} MB at least: cover, index, check sheet and manifest need "
    "their pages too.",
)


def limits_of(
    channels: Mapping[str, Channel], channel: str, profile: Profile, own: Limits
) -> VolumeLimits:
    """Return the limits of a channel, ``""`` for none; the user's ``own`` go before them.

    An own limit of 0 says that there is none, whatever the channel's.

    Raises:
        UsageError: there is no such channel, or a volume could hold nothing.
    """
    if channel and channel not in channels:
        raise UsageError(NO_CHANNEL.fill(id=channel, known="、".join(channels)))
    given = channels[channel].limits(profile) if channel else NO_LIMITS
    pages = given.pages if own.pages is None else own.pages or None
    size = given.size if own.size is None else own.size or None
    if (pages is not None and pages < LEAST_PAGES) or (size is not None and size < LEAST_MB * MB):
        raise UsageError(TOO_FEW.fill(pages=LEAST_PAGES, mb=LEAST_MB))
    found = Limits(pages, size)
    if channel and found == given:
        return VolumeLimits(found, profile, channels[channel].note)
    return VolumeLimits(found, profile, OWN)
