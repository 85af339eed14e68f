"""Graphics states and transparency groups: everything opaque, nothing left to the printer."""

from __future__ import annotations

from typing import Any

from pikepdf import Dictionary, Name

from xinbao_desktop.domain.packet_plan import Hindrance
from xinbao_desktop.packet.pdfa.colours import judge_colours
from xinbao_desktop.packet.pdfa.hindered import demand

OPAQUE_MODES = frozenset({"/Normal", "/Compatible"})
HALFTONES = (1, 5)


def judge_state(state: Any) -> None:
    """Judge what a page may set its graphics state to."""
    demand(isinstance(state, Dictionary), Hindrance.CONTENT)
    opaque = (
        float(state.get("/CA", 1)) == 1
        and float(state.get("/ca", 1)) == 1
        and str(state.get("/BM", Name.Normal)) in OPAQUE_MODES
        and state.get("/SMask", Name("/None")) == Name("/None")
    )
    demand(opaque, Hindrance.TRANSPARENCY)
    demand("/TR" not in state and "/Font" not in state, Hindrance.CONTENT)
    demand(state.get("/TR2", Name.Default) == Name.Default, Hindrance.CONTENT)
    halftone = state.get("/HT", Name.Default)
    if isinstance(halftone, Dictionary):
        demand(halftone.get("/HalftoneType") in HALFTONES, Hindrance.CONTENT)
        demand("/HalftoneName" not in halftone, Hindrance.CONTENT)


def judge_group(group: Any) -> None:
    """Judge a transparency group: it is taken off, which changes nothing if all is opaque.

    One that mixes colours in another space than ours would change them even so.
    """
    if group is not None and "/CS" in group:
        judge_colours(group["/CS"])
