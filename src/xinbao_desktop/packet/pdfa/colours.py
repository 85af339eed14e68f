"""Colour spaces: what sRGB, the packet's own, or a profile in the paper says how to show."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Name

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa.hindered import demand

# What the packet's output intent covers. CMYK has no meaning without an intent of its own.
PLAIN = frozenset({"/DeviceGray", "/DeviceRGB", "/G", "/RGB"})
MEASURED = frozenset({"/CalGray", "/CalRGB", "/Lab"})
BASED = frozenset({"/Indexed", "/I", "/Pattern"})  # on another space, which comes second
NAMED = frozenset({"/Separation", "/DeviceN"})  # with another space, which comes third
MOST_INKS = 8
NEWEST_PROFILE = 2
CLASSES = frozenset({b"scnr", b"mntr", b"prtr", b"spac"})
COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}


def judge_colours(space: Any) -> None:
    """Judge a colour space."""
    if isinstance(space, Name):
        demand(str(space) in PLAIN or space == Name.Pattern, Hindrance.COLOUR)
        return
    demand(isinstance(space, Array) and len(space), Hindrance.COLOUR)
    family = str(space[0])
    if family == "/ICCBased":
        _judge_profile(space[1])
    elif family in BASED:
        if len(space) > 1:
            judge_colours(space[1])
    elif family in NAMED:
        inks = space[1]
        demand(not isinstance(inks, Array) or len(inks) <= MOST_INKS, Hindrance.COLOUR)
        judge_colours(space[2])
    else:
        demand(family in MEASURED or family in PLAIN, Hindrance.COLOUR)


def _judge_profile(profile: Any) -> None:
    """Judge an ICC profile: of version 2, and for as many colours as the file says."""
    data = bytes(profile.read_bytes())
    demand(len(data) >= 128 and data[36:40] == b"acsp", Hindrance.COLOUR)
    demand(data[8] <= NEWEST_PROFILE and data[12:16] in CLASSES, Hindrance.COLOUR)
    demand(COMPONENTS.get(data[16:20]) == int(profile["/N"]), Hindrance.COLOUR)
    if "/Alternate" in profile:
        alternate = profile["/Alternate"]
        demand(alternate != Name.DeviceCMYK or int(profile["/N"]) == 4, Hindrance.COLOUR)
