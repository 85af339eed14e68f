"""Checks of index, links and bookmarks: V03 to V08."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, unchecked, warned
from xinbao_desktop.packet.verify.printed import (
    LETTERS,
    RANGE,
    Entry,
    documents_of,
    entries_of,
    index_pages,
    rows_of,
)
from xinbao_desktop.packet.verify.reading import NUMBER_ZONE

if TYPE_CHECKING:
    from xinbao_desktop.packet.verify.reading import Bookmark, PacketRead, PageRead

COLUMNS = (
    ("序号", "tab"),
    ("名称", "title"),
    ("日期", "date"),
    ("页码", "page"),
    ("份数", "copies"),
)
LONGEST = 80
LONG_DOCUMENT = 5
NAMED = 12  # letters of a row that its bookmark begins with; the index may break a long title
ENDS_WITH_PAGE = re.compile(r"(\d+)\s*[)）]?\s*$")
REFERRING = frozenset({"divider", "form", "manifest", "register", "check"})
LOOSE = frozenset({"cover", "index", "blank", "divider"})


def index_complete(packet: PacketRead) -> Outcome:
    """V03: the index comes first, and its rows are the documents of the file."""
    pages = index_pages(packet)
    if not pages:
        return failed("没有目录", "there is no index")
    entries = entries_of(packet)
    if not entries:
        return failed("目录没有可点击的行", "the index has no linked rows", [pages[0].number])
    wrong = _wrong_rows(pages[0], entries)
    if wrong is not None:
        return wrong
    differing = _wrong_order(entries, len(packet.pages)) | _uncovered(packet, entries)
    if differing:
        return failed("目录与卷内文件不一致", "index and documents differ", differing)
    return passed(
        f"目录列出 {len(documents_of(packet))} 份文件，与卷内一致",
        f"the index lists the file's {len(documents_of(packet))} documents",
    )


def _wrong_rows(first: PageRead, entries: list[Entry]) -> Outcome | None:
    """Return what is wrong with the index as it is printed, before the documents are looked at."""
    bad = [e.row.page for e in entries if not e.first or not e.row.tab or not e.row.title]
    if bad:
        return failed(
            "目录行缺序号、名称或页码", "a row of the index lacks tab, title or pages", bad
        )
    words = "".join(first.text.split()).lower()
    if not all(any(name in words for name in names) for names in COLUMNS):
        return failed(
            "目录缺序号、名称、日期、页码或份数栏",
            "the index lacks a column: tab, title, date, pages or copies",
            [first.number],
        )
    if first.number > min(e.first for e in entries):
        return failed("目录不在卷首", "the index does not come first", [first.number])
    return None


def _wrong_order(entries: list[Entry], count: int) -> set[int]:
    found: set[int] = set()
    before = 0
    for entry in entries:
        if entry.first <= before or entry.last < entry.first or entry.last > count:
            found.add(entry.row.page)
        before = entry.last
    return found


def _uncovered(packet: PacketRead, entries: list[Entry]) -> set[int]:
    """Return pages no row speaks for, and pages whose document's mark says otherwise."""
    covered: dict[int, int] = {}
    for number, entry in enumerate(entries):
        covered.update(dict.fromkeys(range(entry.first, entry.last + 1), number))
    found = set()
    begin = 1 if packet.is_ours else min(entry.first for entry in entries)
    owner: dict[int, str] = {}
    for page, kind, document in zip(
        packet.pages, packet.file.kinds, packet.file.documents, strict=True
    ):
        if kind in LOOSE or page.number < begin:
            continue
        row = covered.get(page.number)
        if row is None or (packet.is_ours and owner.setdefault(row, document) != document):
            found.add(page.number)
    return found


def index_links(packet: PacketRead) -> Outcome:
    """V04: each row leads to the first page it prints."""
    entries = entries_of(packet)
    if not entries:
        return failed("目录没有链接", "the index has no links")
    bad = [e.row.page for e in entries if e.row.targets != {e.first}]
    if bad:
        rows = "、".join(e.row.tab for e in entries if e.row.targets != {e.first})
        return failed(f"目录行 {rows} 链接不对", f"rows {rows} lead elsewhere", bad)
    return passed("目录行均链接到首页", "each row leads to its document's first page")


def bookmarks(packet: PacketRead) -> Outcome:
    """V05: a short bookmark with its page number for each section and document, in order."""
    found = packet.file.bookmarks
    if not found:
        return failed("没有书签", "there are no bookmarks")
    bad = [_page(b) for b in found if len(b.words) > LONGEST or not _says_its_page(b)]
    if bad:
        return failed(
            "书签过长、无页码或页码不符", "a bookmark is too long or misnames its page", bad
        )
    order = [_page(b) for b in found]
    late = [page for before, page in itertools.pairwise(order) if page < before]
    if late:
        return failed("书签次序与页序不符", "bookmarks are out of order", late)
    marked = set(order)
    entries = entries_of(packet)
    lacking = [e.first for e in entries if e.first not in marked]
    if lacking:
        return failed("有文件没有书签", "a document has no bookmark", lacking)
    misnamed = [e.first for e in entries if packet.is_ours and not _is_named(e, found)]
    if misnamed:
        return failed(
            "书签名称与目录不符", "a bookmark names another document than the index", misnamed
        )
    return passed(f"{len(found)} 个书签齐全", f"{len(found)} bookmarks, complete")


def _page(mark: Bookmark) -> int:
    return mark.target.page or 0


def _says_its_page(mark: Bookmark) -> bool:
    found = ENDS_WITH_PAGE.search(mark.words)
    return found is not None and mark.target.page == int(found[1])


def _is_named(entry: Entry, found: tuple[Bookmark, ...]) -> bool:
    """Whether a bookmark to a row's first page begins with the row's tab and title."""
    title = entry.row.title.split("（")[0]  # the index adds an invoice, or why it is a gap
    begins = LETTERS.sub("", entry.row.tab + title)[:NAMED]
    return any(
        LETTERS.sub("", mark.words).startswith(begins)
        for mark in found
        if mark.target.page == entry.first
    )


def inner_bookmarks(packet: PacketRead) -> Outcome:
    """V06: a document of more than five pages has bookmarks inside."""
    marked = {_page(b) for b in packet.file.bookmarks}
    entries = documents_of(packet)
    if not entries:
        return unchecked("没有目录可据", "there is no index to go by")
    bad = [
        e.first
        for e in entries
        if e.last - e.first + 1 > LONG_DOCUMENT
        and not marked & set(range(e.first + 1, e.last + 1))
        and not _is_generated(packet, e.first)
    ]
    if bad:
        return warned("长文件内没有书签", "a long document has no bookmarks inside", bad)
    return passed("长文件内均有书签", "long documents have bookmarks inside")


def _is_generated(packet: PacketRead, number: int) -> bool:
    return packet.kind_of(number) not in ("", "paper")


def zoom(packet: PacketRead) -> Outcome:
    """V07: links and bookmarks keep the reader's zoom; the file opens with its bookmarks."""
    bad = [link.page for link in packet.file.links if not link.target.inherits]
    bad += [_page(b) for b in packet.file.bookmarks if not b.target.inherits]
    if bad:
        return warned("链接或书签改变缩放", "a link or bookmark changes the zoom", bad)
    opens = packet.file.opens_at
    if packet.file.page_mode != "/UseOutlines" or (opens is not None and not opens.inherits):
        return warned("打开时不显示书签", "the file does not open with its bookmarks", [1])
    if packet.is_ours and opens is not None and opens.page != 1:
        return warned("打开时不在首页", "the file does not open at its first page", [1])
    return passed("缩放不变，打开即见书签", "zoom is kept, the file opens with its bookmarks")


def links_resolve(packet: PacketRead) -> Outcome:
    """V08: no link is broken or leads out of the file."""
    bad = [link for link in packet.file.links if link.target.page is None]
    marks = [b for b in packet.file.bookmarks if b.target.page is None]
    if bad or marks:
        kinds = sorted({link.target.outside or "?" for link in bad})
        named = ", ".join(kinds) if kinds else "bookmark"
        return failed(
            f"链接断开或指向卷外（{named}）",
            f"a link is broken or leads outside ({named})",
            [link.page for link in bad],
        )
    lying = _misleading(packet) if packet.is_ours else []
    if lying:
        return failed(
            "链接所到的页与所印页码不符", "a link leads to another page than it says", lying
        )
    if not packet.is_ours:
        return passed("链接均在卷内", "all links stay inside")
    return passed("链接均在卷内，指向所印的页", "all links stay inside and lead where they say")


def _misleading(packet: PacketRead) -> list[int]:
    """Return pages with a row that leads to no page it prints, or a number not to the index."""
    sheets = [p for p in packet.pages if packet.kind_of(p.number) in REFERRING]
    found = []
    for row in rows_of(packet, sheets):
        ranges = [RANGE.match(text.strip()) for _, text in row.cells]
        said = {int(match[1]) for match in ranges if match}
        if said and not row.targets <= said:
            found.append(row.page)
    for link in packet.file.links:
        at_number = link.area.y0 <= NUMBER_ZONE
        if at_number and packet.kind_of(link.target.page or 0) != "index":
            found.append(link.page)
    return found
