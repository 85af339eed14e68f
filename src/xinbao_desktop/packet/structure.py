"""The structure tree: every page's words in reading order, for readers that cannot see them.

The tree is made from the same sequences of tagged marks that the canvas painted, so a
marked-content identifier always means the same words. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pikepdf import Array, Dictionary, Name, Pdf, String

from xinbao_desktop.packet.tags import Role, Tag, sequences

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xinbao_desktop.packet.sheet import Drawn

CELLS = (Role.CELL, Role.HEAD_CELL)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its marks, the section it belongs to, and the picture painted under them."""

    drawn: Drawn
    section: Tag | None = None
    picture: Tag | None = None


@dataclass(frozen=True, slots=True)
class Jump:
    """A link on a page (from 0); without a ``tag`` of its own ``words`` say where it leads."""

    page: int
    annotation: Any
    tag: Tag | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Content:
    """Words on a page: a marked-content sequence."""

    page: int
    number: int


_Kid: TypeAlias = "_Element | _Content | Jump"


@dataclass(slots=True, eq=False)
class _Element:
    tag: Tag
    kids: list[_Kid] = field(default_factory=list)
    written: Any = None


def picture_number(drawn: Drawn) -> int:
    """Return the identifier of the picture under a page: the one after all of its words."""
    return sum(1 for run in sequences(drawn.marks) if run.number is not None)


def add_structure(pdf: Pdf, leaves: Sequence[Leaf], jumps: Iterable[Jump] = ()) -> None:
    """Write the tree of a file whose pages are ``leaves``; after this no page may move."""
    tree = _Tree(pdf)
    for page, leaf in enumerate(leaves):
        tree.read(page, leaf)
    for jump in jumps:
        tree.link(jump, leaves[jump.page].section)
    tree.write()


class _Tree:
    """The elements found so far, in the order of their first words."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = _Element(Tag(Role.DOCUMENT))
        self._known: dict[Tag, _Element] = {}
        self._pages: list[list[_Element]] = []  # by page: whose each sequence is
        self._jumps: list[tuple[Jump, _Element]] = []

    def read(self, page: int, leaf: Leaf) -> None:
        """Take in one page."""
        owners: list[_Element] = []
        if leaf.section is not None:
            self._element(leaf.section, None)
        for run in sequences(leaf.drawn.marks):
            if run.tag is not None:
                owner = self._element(run.tag, leaf.section)
                if run.number is not None:
                    owner.kids.append(_Content(page, run.number))
                    owners.append(owner)
        if leaf.picture is not None:
            owner = self._element(leaf.picture, leaf.section)
            owner.kids.append(_Content(page, len(owners)))
            owners.append(owner)
        self._pages.append(owners)

    def link(self, jump: Jump, section: Tag | None) -> None:
        """Hang a link's place on its element."""
        tag = jump.tag or Tag(Role.LINK, words=jump.words)
        owner = self._element(tag, section)
        owner.kids.append(jump)
        self._jumps.append((jump, owner))

    def _element(self, tag: Tag, section: Tag | None) -> _Element:
        found = self._known.get(tag)
        if found is None:
            found = self._known[tag] = _Element(tag)
            above = tag.parent or (None if tag is section else section)
            (self._root if above is None else self._element(above, section)).kids.append(found)
        return found

    def write(self) -> None:
        """Put the tree into the file."""
        pages = [page.obj for page in self._pdf.pages]
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._written(self._root, root, pages)
        numbers: list[Any] = []
        for key, owners in enumerate(self._pages):
            if owners:
                pages[key].StructParents = key
                numbers.extend((key, Array([owner.written for owner in owners])))
            pages[key].Tabs = Name.S
        for key, (jump, owner) in enumerate(self._jumps, start=len(self._pages)):
            jump.annotation.StructParent = key
            numbers.extend((key, owner.written))
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(self._jumps)
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _written(self, element: _Element, above: Any, pages: Sequence[Any]) -> Any:
        tag, role = element.tag, element.tag.role
        if role is Role.LINK and not any(isinstance(kid, Jump) for kid in element.kids):
            role = Role.SPAN  # what it leads to is not in this file
        made = Dictionary(S=Name("/" + role), P=above)
        if tag.lang:
            made.Lang = String(tag.lang)
        if tag.words:
            made["/Alt" if tag.role in (Role.FIGURE, Role.LINK) else "/T"] = String(tag.words)
        attributes = _attributes(tag)
        if attributes is not None:
            made.A = attributes
        element.written = self._pdf.make_indirect(made)
        home = next((kid.page for kid in element.kids if isinstance(kid, _Content)), None)
        if home is not None:
            element.written.Pg = pages[home]
        kids = [self._kid(kid, element, home, pages) for kid in element.kids]
        if kids:
            element.written.K = kids[0] if len(kids) == 1 else Array(kids)
        return element.written

    def _kid(self, kid: _Kid, element: _Element, home: int | None, pages: Sequence[Any]) -> Any:
        if isinstance(kid, _Element):
            return self._written(kid, element.written, pages)
        if isinstance(kid, Jump):
            return Dictionary(Type=Name.OBJR, Obj=kid.annotation, Pg=pages[kid.page])
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=pages[kid.page], MCID=kid.number)


def _attributes(tag: Tag) -> Dictionary | None:
    if tag.role not in CELLS or (not tag.scope and tag.span == 1):
        return None
    found = Dictionary(O=Name.Table)
    if tag.scope:
        found.Scope = Name("/" + tag.scope)
    if tag.span > 1:
        found.ColSpan = tag.span
    return found
