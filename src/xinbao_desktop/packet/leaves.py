"""A packet's pages as its structure tree sees them: which section each belongs to.

Every part is a section with its title, the documents of a group are sections within it. A page
of a client's paper is a picture named by the paper and its page; where it holds words of its own,
these are left to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xinbao_desktop.domain.packet_plan import FormDocument, PaperDocument
from xinbao_desktop.packet.parts import PartKind, full_title
from xinbao_desktop.packet.structure import Leaf
from xinbao_desktop.packet.tags import CODES, Role, Tag
from xinbao_desktop.text import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xinbao_desktop.domain.packet_plan import PacketPlan
    from xinbao_desktop.packet.layout import Layout
    from xinbao_desktop.packet.parts import Part

SHOWN = Text("{title}，第 {page} 页，共 {pages} 页", "{title}, page {page} of {pages}")


def leaves_of(plan: PacketPlan, layout: Layout) -> list[Leaf]:
    """Return the packet's pages in order."""
    sections = _sections(plan, layout.parts)
    parts = {part.target: part for part in layout.parts}
    found = []
    for page in layout.pages:
        section = sections.get(page.target)
        picture = None
        if page.paper is not None:
            picture = _picture(parts[page.target], page.paper, plan.lang)
        found.append(Leaf(page.drawn, section, picture))
    return found


def picture_role(paper: PaperDocument, place: int) -> Role:
    """Return what a paper's page is: a picture, or words to read."""
    words = paper.pages[place].has_text and not paper.as_picture
    return Role.PARAGRAPH if words else Role.FIGURE


def _picture(part: Part, place: int, lang: Lang) -> Tag:
    paper = part.document
    assert isinstance(paper, PaperDocument)
    words = SHOWN.fill(title=full_title(part), page=place + 1, pages=len(paper.pages))
    return Tag(picture_role(paper, place), words=words.of(lang), lang=CODES[lang])


def _sections(plan: PacketPlan, parts: Sequence[Part]) -> dict[str, Tag]:
    groups: dict[str, Tag] = {}
    found: dict[str, Tag] = {}
    for part in parts:
        above = groups.get(part.section.id) if part.section is not None else None
        lang = plan.lang
        if isinstance(part.document, FormDocument):
            lang = part.document.content.form.language(lang)
        tag = Tag(Role.SECTION, above, CODES[lang], full_title(part).of(lang))
        if part.kind is PartKind.DIVIDER and part.section is not None:
            groups[part.section.id] = tag
        found[part.target] = tag
    return found
