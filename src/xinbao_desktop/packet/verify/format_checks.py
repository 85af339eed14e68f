"""Checks of the file itself: fonts, glyphs, format, what is active, metadata; V20 to V28."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from xinbao_desktop.packet.canvas import TICK
from xinbao_desktop.packet.verify.outcome import Outcome, failed, passed, unchecked, warned
from xinbao_desktop.packet.verify.printed import check_text, listed_images, manifest_rows
from xinbao_desktop.packet.verify.read_fonts import NOT_EMBEDDED
from xinbao_desktop.packet.verify.reading import SAYS_HOW
from xinbao_desktop.text import Text, joined

if TYPE_CHECKING:
    from xinbao_desktop.packet.verify.reading import PacketRead, PageRead, Piece

VERSIONS = ("1.4", "1.5", "1.6", "1.7")
BROKEN = ("\x00", "\ufffd", "\uffff")
HOME = re.compile(
    r"(?<![A-Za-z])[A-Za-z]:[\\/](?!/)|/home/|/Users/|file://|\\\\[^\\]+\\", re.IGNORECASE
)
FOLDER = re.compile(r"[\\/]")
LANGUAGES = ("zh", "en")
PICTURE_PART = 4  # a picture smaller than this part of the page is a logo, not a scan


def fonts(packet: PacketRead) -> Outcome:
    """V20: every font is embedded and says which characters it draws."""
    bad = packet.file.bad_fonts
    papers = {p.number for p in packet.of_kind("paper")}
    ours = [(page, name) for page, name in bad if page not in papers]
    if ours:
        names = ", ".join(sorted({name for _, name in ours})[:5])
        zh, en = "请嵌入全部字体，重新输出", "embed all fonts and write it anew"
        if packet.is_ours:
            zh, en = "请重新生成案卷", "build the packet again"
        return failed(
            f"字体问题：{names}；{zh}", f"fonts: {names}; {en}", [page for page, _ in ours]
        )
    if bad:
        names = ", ".join(sorted({name for _, name in bad})[:5])
        return warned(
            f"客户单证的字体未嵌入：{names}；可把这些单证印成图片"
            "（xinbao evidence picture；保险人的表用 blank map --picture）",
            f"fonts of client papers: {names}; these papers can be printed as pictures"
            " (xinbao evidence picture; insurers' forms: blank map --picture)",
            [page for page, _ in bad],
        )
    return passed("字体均已嵌入，可取出文字", "all fonts are embedded and map to text")


def glyphs(packet: PacketRead) -> Outcome:
    """V21: no character is lost on the pages the program drew."""
    pages = packet.generated if packet.is_ours else packet.pages
    bad = [p.number for p in pages if any(sign in p.text for sign in BROKEN)]
    if bad:
        return failed("有字未能印出", "a character has no glyph", bad)
    return passed("无缺字", "no character is lost")


def image_only(packet: PacketRead) -> Outcome:
    """V23: pages that are pictures alone are listed as such."""
    bare = {p.number for p in packet.pages if _is_picture(p)}
    unlisted = bare - listed_images(packet)
    if unlisted:
        return warned("仅图像页未列明", "a page is a picture without text and not listed", unlisted)
    if not bare:
        return passed("没有仅图像的页", "no page is a picture alone")
    return passed(f"{len(bare)} 页仅图像，已列明", f"{len(bare)} image-only pages, all listed")


def _is_picture(page: PageRead) -> bool:
    large = any(
        p.area.width * p.area.height > page.width * page.height / PICTURE_PART
        for p in page.pictures
    )
    return large and not page.own_text


def filled_forms(packet: PacketRead) -> Outcome:
    """V24: no fillable field is left: what was filled in is part of the page."""
    pages = [page for page, what in packet.file.active if what == "Widget"]
    if pages or packet.file.has_fields:
        return failed("含未压平的表单域", "fillable fields are not flattened", pages)
    return passed("无表单域", "no fillable field is left")


def version(packet: PacketRead) -> Outcome:
    """V25: PDF 1.4 to 1.7; archival, or a note says why not."""
    if packet.file.version not in VERSIONS:
        return warned(
            f"PDF 版本 {packet.file.version} 不在 1.4–1.7 内",
            f"PDF version {packet.file.version} is not 1.4–1.7",
        )
    zh, en = ("，带结构标签", ", tagged") if packet.file.tagged else ("", "")
    claimed = packet.file.archive_part
    if claimed:
        broken = [*packet.file.unarchival, *_lacking(packet)]
        if broken:
            names = ", ".join(sorted({what for _, what in broken})[:5])
            return warned(
                f"声明 PDF/A-{claimed}，但与此不符：{names}",
                f"declared PDF/A-{claimed}, which this gainsays: {names}",
                [page for page, _ in broken if page],
            )
        return passed(
            f"PDF {packet.file.version}，声明 PDF/A-{claimed}{zh}",
            f"PDF {packet.file.version}, declared PDF/A-{claimed}{en}",
        )
    if "PDF/A" in check_text(packet):
        return passed(
            f"PDF {packet.file.version}，检查表注明未声明 PDF/A 的原因{zh}",
            f"PDF {packet.file.version}; the check sheet says why it is not PDF/A{en}",
        )
    return warned("既非 PDF/A，也未注明原因", "neither PDF/A nor a note why not")


def _lacking(packet: PacketRead) -> list[tuple[int, str]]:
    """Return the fonts that an archival file would have to hold."""
    return [(page, name) for page, name in packet.file.bad_fonts if name.endswith(NOT_EMBEDDED)]


def active(packet: PacketRead) -> Outcome:
    """V26: no script, launch action, medium, attachment or comment."""
    found = [(page, what) for page, what in packet.file.active if what != "Widget"]
    if found:
        names = ", ".join(sorted({what for _, what in found}))
        return failed(
            f"含活动内容：{names}", f"active content: {names}", [page for page, _ in found if page]
        )
    return passed("无脚本、附件、批注", "no scripts, attachments or comments")


def encryption(packet: PacketRead) -> Outcome:
    """V27: the packet asks for no password."""
    if packet.file.encrypted:
        return failed("案卷已加密", "the packet is encrypted")
    return passed("未加密", "not encrypted")


def metadata(packet: PacketRead) -> Outcome:
    """V28: title, case number, language, creator, packs; no folder of anybody's computer."""
    info = packet.file.info
    needed = {
        "Title": Text("标题", "title"),
        "Subject": Text("案号", "case number"),
        "Creator": Text("制作程序", "creator"),
        "Keywords": Text("规则包", "packs"),
    }
    lacking = [name for key, name in needed.items() if not info.get(key)]
    if not packet.file.language:
        lacking.append(Text("语言", "language"))
    if lacking:
        listed = joined(lacking, "、", ", ")
        return warned(f"元数据缺：{listed.zh}", f"metadata lacks: {listed.en}")
    if HOME.search(packet.file.xmp) or any(HOME.search(value) for value in info.values()):
        return warned("元数据含个人路径", "metadata holds a personal path")
    if packet.is_ours and (wrong := _untrue(packet)) is not None:
        return wrong
    named = [row for row in manifest_rows(packet) if len(row) > 1 and FOLDER.search(row[1])]
    if named:
        sheets = [page.number for page in packet.of_kind("manifest")]
        return warned("来源清单含文件夹名", "the manifest names folders", sheets)
    return passed("元数据齐全", "metadata is complete")


def _untrue(packet: PacketRead) -> Outcome | None:
    """Compare what our metadata say with each other and with the check sheet."""
    info = packet.file.info
    case = "".join(info["Subject"].partition(" · ")[0].split())
    sheets = [page.number for page in packet.of_kind(*SAYS_HOW)]
    if sheets and case not in check_text(packet):
        return warned(
            "元数据的案号与检查表不符",
            "the metadata name another case than the check sheet",
            sheets,
        )
    xmp = packet.file.xmp
    told = [key for key in ("Title", "Subject", "Creator") if escape(info[key]) not in xmp]
    if told:
        listed = ", ".join(told)
        return warned(
            f"元数据两处（Info 与 XMP）不一致：{listed}", f"Info and XMP differ in: {listed}"
        )
    if not packet.file.language.lower().startswith(LANGUAGES):
        return warned("元数据的语言不是中文或英文", "the language is neither Chinese nor English")
    return None


def redaction(packet: PacketRead) -> Outcome:
    """V35: no words can be copied that do not show: under a box, white, or never painted.

    The text layer of a client's scan is never painted, and is no secret.
    """
    bad = {p.number for p in packet.pages if p.unseen}
    bad |= {p.number for p in packet.generated if any(map(_is_secret, p.pieces))}
    if bad:
        return warned(
            "有看不见却仍可复制的文字（色块下、白字或隐藏字）",
            "words that do not show can still be copied (under a box, white, or hidden)",
            bad,
        )
    if not packet.pages:
        return unchecked("没有页", "no pages")
    return passed("遮盖处无隐藏文字", "nothing is hidden under boxes")


def _is_secret(piece: Piece) -> bool:
    """Whether words are set without being painted; a drawn tick is, as the letter it stands for."""
    return piece.invisible and bool(piece.words.replace(TICK, "").strip())
