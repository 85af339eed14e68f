"""Checks of what comes out of the printer: V10 to V19."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from xinbao_desktop.domain.paper import SCAN_DPI_MAX
from xinbao_desktop.packet.sheet import A4_HEIGHT, A4_WIDTH, MM
from xinbao_desktop.packet.typeset import is_wide
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, unchecked, warned
from xinbao_desktop.packet.verify.printed import entries_of
from xinbao_desktop.packet.verify.reading import NUMBER_ZONE, SAYS_HOW

if TYPE_CHECKING:
    from xinbao_desktop.packet.verify.reading import PacketRead, PageRead, Piece

A4_TOLERANCE = 2 * MM
BINDING = 25 * MM - 0.5
NEARLY_BLANK = 0.0006
DPI_RANGE = (190.0, SCAN_DPI_MAX + 1.0)
LIGHT = 0.55
NUMBER_SIZE, BODY_SIZE, TABLE_SIZE, SECOND_SIZE = 8.95, 11.9, 10.4, 8.95
BODY_WIDTH = 0.87  # of the text's width: a longer line is running text, not a cell
CELL_GAP = 8.0
BLANK_WORDS = ("本页空白", "intentionallyblank")
DUPLEX_WORDS = ("双面打印", "two-sided")
SHEETS = re.compile(r"共\s*(\d+)\s*页，\s*(\d+)\s*张|(\d+) pages on (\d+) sheets")


def running_numbers(packet: PacketRead) -> Outcome:
    """V10: printed number, page label and physical page are one, from the first page on.

    Volumes and supplements are files of their own, numbered from 1; beside the number each
    page names its book.
    """
    bad = [p.number for p in packet.pages if _number(p) != p.number]
    if bad:
        return failed("页码缺失或与页序不符", "a page number is missing or wrong", bad)
    hidden = [p.number for p in packet.pages if not p.number_seen]
    if hidden:
        return failed("页码印不出来（被遮盖或无色）", "a page number does not show", hidden)
    twice = [p.number for p in packet.pages if p.times_numbered > 1]
    if twice:
        return failed("同一页印有两个页码", "a page bears its number twice", twice)
    volume = packet.file.volume[0] if packet.file.volume else 0
    book = (packet.file.supplement, volume)
    strange = [
        p.number for p in packet.pages if packet.is_ours and (p.supplement, p.volume) != book
    ]
    if strange:
        return failed("页码旁的册号不符", "a page names another volume or supplement", strange)
    labels = packet.file.labels
    wrong = [p.number for p in packet.pages if labels[p.number - 1] != str(p.number)]
    if wrong:
        return failed("PDF 页标签与页码不符", "page labels differ from the numbers", wrong)
    return passed(
        f"1–{len(packet.pages)} 页码连续，与页标签一致",
        f"numbered 1–{len(packet.pages)}, labels agree",
    )


def totals(packet: PacketRead) -> Outcome:
    """V11: "of y" is true, and no number is printed over something else."""
    count = len(packet.pages)
    wrong = [p.number for p in packet.pages if p.running and p.running[1] != count]
    if wrong:
        return warned("总页数不符", "the total is wrong", wrong)
    over = [p.number for p in packet.pages if _collides(p)]
    if over:
        return warned("页码压住原有内容", "a number lies over other content", over)
    if not any(p.running for p in packet.pages):
        return warned("没有“共 y 页”", "no page says how many there are", [])
    return passed("总页数正确，页码处无他物", "totals are right, nothing lies under a number")


def _collides(page: PageRead) -> bool:
    place = page.number_area
    if place is None:
        return False
    words = "".join(page.number_text.split())
    own = "".join(page.number_line.split())
    return page.rim_ink or len(words) > len(own) + 1


def page_sizes(packet: PacketRead) -> Outcome:
    """V12: every page is A4, turned by no flag, and its words do not stand on their heads."""
    units = packet.file.units
    odd = [p.number for p in packet.pages if not _is_a4(p) or units[p.number - 1] != 1]
    if odd:
        said = _size_of(packet.pages[odd[0] - 1], units[odd[0] - 1])
        return failed(
            f"有的页不是 A4（第 {odd[0]} 页 {said} mm）",
            f"a page is not A4 (page {odd[0]}: {said} mm)",
            odd,
        )
    turned = [n for n, angle in enumerate(packet.file.rotations, start=1) if angle]
    if turned:
        return failed("有的页靠旋转标志显示", "a page is shown through a turning flag", turned)
    upset = [p.number for p in packet.pages if _main_run(p) in ("down", "clockwise")]
    if upset:
        return failed("有的页文字倒置", "words on a page are upside down", upset)
    return passed("均为 A4，方向正确", "all pages are A4 and upright")


def _is_a4(page: PageRead) -> bool:
    sides = sorted((page.width, page.height))
    close = abs(sides[0] - A4_WIDTH) <= A4_TOLERANCE
    return close and abs(sides[1] - A4_HEIGHT) <= A4_TOLERANCE


def _size_of(page: PageRead, unit: float) -> str:
    return f"{page.width * unit / MM:.0f} × {page.height * unit / MM:.0f}"


def _main_run(page: PageRead) -> str:
    """Return how most words run; those running down the page are read by turning it wrongly."""
    weights = {"right": 0, "up": 0, "down": 0, "clockwise": 0}
    for piece in page.pieces:
        across, along = piece.run
        if across > 0.7:
            way = "right"
        elif across < -0.7:
            way = "down"
        else:
            way = "up" if along > 0 else "clockwise"
        weights[way] += len(piece.words.strip())
    return max(weights, key=lambda way: weights[way]) if any(weights.values()) else "right"


def margins(packet: PacketRead) -> Outcome:
    """V13: 25 mm to bind on our pages, and no paper reaches into the number's place."""
    ours = packet.generated
    if not ours:
        return unchecked("卷内没有本程序生成的页", "no page of this program's making")
    tight = [
        p.number for p in ours if any(x.area.x0 < BINDING for x in p.pieces if x.words.strip())
    ]
    if tight:
        return warned("装订边不足 25 mm", "the binding margin is under 25 mm", tight)
    low = [p.number for p in packet.of_kind("paper") if p.rim_ink]
    if low:
        return warned("扫描件压住页码区", "a scan reaches into the number's place", low)
    return passed("装订边与页码区均空出", "margins and number's place are free")


def duplex(packet: PacketRead) -> Outcome:
    """V15: printed on both sides, each document begins on a right-hand page."""
    said = "".join(packet.text_of(*SAYS_HOW).split())
    if packet.is_ours and not any("".join(w.split()) in said for w in DUPLEX_WORDS):
        return passed("存档稿，不作双面安排", "a copy for filing, not laid out for two sides")
    papers = {p.number for p in packet.of_kind("paper")}  # theirs are V16's matter
    blank = [p for p in packet.pages if _is_blank(p) and not _says_blank(p)]
    lost = [p.number for p in blank if p.number not in papers]
    if lost:
        return warned("有未注明的空白页", "a blank page does not say so", lost)
    entries = entries_of(packet)
    if not entries:
        return unchecked("没有目录可据", "there is no index to go by")
    starts = [page for e in entries for page in e.row.targets if page is not None]
    left = [page for page in starts if page % 2 == 0]
    if left:
        return warned("有文件从左手页开始", "a document begins on a left-hand page", left)
    counted = SHEETS.search(packet.text_of("cover"))
    if packet.is_ours and (counted is None or not _counts(counted, len(packet.pages))):
        return warned("封面未注明正确张数", "the cover misstates the number of sheets", [1])
    return passed("每份文件从右手页开始", "each document begins on a right-hand page")


def _counts(found: re.Match[str], pages: int) -> bool:
    numbers = [int(n) for n in found.groups() if n]
    return numbers == [pages, (pages + 1) // 2]


def near_blank(packet: PacketRead) -> Outcome:
    """V16: no page is blank by mistake."""
    bad = [p.number for p in packet.pages if p.coverage < NEARLY_BLANK and not _says_blank(p)]
    if bad:
        return warned("有近乎空白的页", "a page is nearly blank", bad)
    return passed("没有空白扫描页", "no page is blank by mistake")


def _is_blank(page: PageRead) -> bool:
    return not page.own_text and not page.pictures and page.coverage < NEARLY_BLANK


def _says_blank(page: PageRead) -> bool:
    return any(word in page.own_text for word in BLANK_WORDS)


def resolution(packet: PacketRead) -> Outcome:
    """V17: scans have 200 to 300 dots per inch."""
    low, high = DPI_RANGE
    bad = [
        p.number
        for p in packet.pages
        for picture in p.pictures
        if picture.area.width * picture.area.height > p.width * p.height / 4
        and not (low <= min(picture.dpi) and max(picture.dpi) <= high)
    ]
    if bad:
        return warned("扫描分辨率不在 200–300 dpi", "a scan is not of 200–300 dpi", bad)
    return passed("扫描分辨率合适", "scans are of 200–300 dpi")


def grey(packet: PacketRead) -> Outcome:
    """V18: no words so light that a grey print loses them."""
    bad = [
        p.number for p in packet.pages if any(x.light > LIGHT for x in p.pieces if x.words.strip())
    ]
    if bad:
        return warned("有浅色文字，灰度打印可能看不清", "light words may be lost in grey", bad)
    return passed("灰度打印清晰", "prints legibly in grey")


def type_sizes(packet: PacketRead) -> Outcome:
    """V19: numbers of 9 pt, text of 12 pt, tables of 10.5 pt at least, on our pages."""
    small = [p.number for p in packet.pages if _small_number(p)]
    small += [p.number for p in packet.generated if _small_words(p)]
    if small:
        return warned("字号过小", "type is too small", small)
    return passed("字号合乎要求", "type is large enough")


def _small_number(page: PageRead) -> bool:
    if page.running is None:
        return False
    return any(piece.size < NUMBER_SIZE for piece in page.number_pieces)


def _small_words(page: PageRead) -> bool:
    rows: dict[int, list[Piece]] = {}
    for piece in page.pieces:
        if piece.words.strip() and piece.area.y0 > NUMBER_ZONE:
            least = TABLE_SIZE if any(map(is_wide, piece.words)) else SECOND_SIZE
            if piece.size < least:
                return True
            rows.setdefault(round(piece.area.y0 / 3), []).append(piece)
    return any(_is_small_paragraph(line, page) for line in rows.values())


def _is_small_paragraph(line: list[Piece], page: PageRead) -> bool:
    """Whether a line of Chinese running text over the page's width is smaller than 小四."""
    if not any(is_wide(char) for piece in line for char in piece.words):
        return False
    line = sorted(line, key=lambda p: p.area.x0)
    width = line[-1].area.x1 - line[0].area.x0
    gaps = [b.area.x0 - a.area.x1 for a, b in itertools.pairwise(line)]
    full = (page.width - 2 * BINDING) * BODY_WIDTH
    runs_on = width > full and max(gaps, default=0.0) < CELL_GAP
    return runs_on and min(piece.size for piece in line) < BODY_SIZE


def _number(page: PageRead) -> int | None:
    running = page.running
    if running is not None:
        return running[0]
    alone = re.fullmatch(r"[—\-\s]*(\d+)[—\-\s]*", page.number_line)
    return int(alone[1]) if alone else None
