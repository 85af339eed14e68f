"""What a person does about a check that failed or warns; said behind what was found.

A packet of this program is built again, not mended in the PDF; what a client's paper brings along
is put right with the paper. A stranger's file is put right where it was made.
"""

from __future__ import annotations

from xinbao_desktop.text import Text

AGAIN = Text(
    "请在程序里重新生成案卷，不要直接改 PDF", "Build the packet again; do not edit the PDF"
)
ELSEWHERE = Text(
    "请在制作它的程序里改正，重新输出 PDF", "Put it right where it was made and write the PDF anew"
)
WHOLE = Text(
    "文件可能已损坏：请换一份完好的副本，或重新生成",
    "The file may be damaged: take a sound copy, or make it again",
)
LOOK = Text(
    "请看打印是否清楚；不清楚的，换一份清楚的单证",
    "Look at a print of it; where it is not legible, take a clearer paper",
)
MARGIN = Text(
    "请把该页单证重新扫描、四周留白，再重新生成",
    "Scan that paper again with free margins, and build again",
)
OURS_ONLY = Text("只有本程序生成的案卷才有此项", "Only packets of this program have one")
PLAIN = Text(
    "请打印或另存为没有表单、脚本、附件和批注的 PDF",
    "Print or save it as a PDF without fields, scripts, attachments and notes",
)
PICTURE = Text(
    "请核对该页；要递交的，改用打印后重新扫描的副本，或把单证印成图片（xinbao evidence picture）",
    "Look at the page; hand in a printed and scanned copy, or print the paper as a picture "
    "(xinbao evidence picture)",
)
FILED = Text(
    "请取入单证，或写明缺件、免交的原因，再重新生成",
    "File the paper, or say why it is missing or waived, and build again",
)
AS_BUILT = Text(
    "不要递交这一份：请用与 .sha256 相符的副本，或重新生成",
    "Do not hand this copy in: take the one that agrees with its .sha256, or build again",
)

#: For packets of this program; the others are built again.
OURS = {
    "V01": WHOLE,
    "V02": FILED,
    "V11": MARGIN,
    "V13": MARGIN,
    "V14": MARGIN,
    "V16": Text(
        "若是误扫的空白页，请从单证中去掉再重新生成",
        "If it was scanned by mistake, take it out of the paper and build again",
    ),
    "V17": Text("请以 200–300 dpi 重新扫描该单证", "Scan that paper again at 200–300 dpi"),
    "V18": LOOK,
    "V19": LOOK,
    "V21": Text(
        "请把该字换成常用写法，再重新生成", "Write that character otherwise, and build again"
    ),
    "V24": AS_BUILT,
    "V26": AS_BUILT,
    "V27": AS_BUILT,
    "V30": Text(
        "请运行“检查”，从备份恢复，或重新取入原件",
        "Run check, restore a backup, or take the original in again",
    ),
    "V31": AS_BUILT,
    "V32": Text(
        "要递交现有的记录，请重新生成；留存的旧案卷，请核对所列各页",
        "Build again to hand in the records of today; of an older packet look at these pages",
    ),
    "V33": Text(
        "请写明警告的理由再重新生成；空栏可在签章前手写",
        "Write the warnings' reasons and build again; a line left free can be filled by hand",
    ),
    "V34": Text(
        "不要递交：请核对企业和案件，再重新生成",
        "Do not hand it in: make sure of client and case, and build again",
    ),
    "V35": PICTURE,
}
#: For PDFs of others; the rest is put right where they were made.
STRANGERS = {
    "V01": WHOLE,
    "V12": Text("请按 A4 打印为 PDF", "Print it to a PDF of A4 pages"),
    "V16": Text("若是误扫的空白页，请去掉", "If it was scanned by mistake, take it out"),
    "V17": Text("请以 200–300 dpi 重新扫描", "Scan it again at 200–300 dpi"),
    "V18": LOOK,
    "V19": LOOK,
    "V24": PLAIN,
    "V26": PLAIN,
    "V27": Text("请去掉密码再用", "Take the password off"),
    "V31": OURS_ONLY,
    "V33": OURS_ONLY,
    "V35": Text(
        "请核对该页；要递交的，改用打印后重新扫描的副本",
        "Look at the page; hand in a printed and scanned copy",
    ),
}
#: These say themselves what to do; so does a warning of volumes of a former set.
SAID = frozenset({"V20", "V25", "V29"})
SAID_IN_WARNING = frozenset({"V31"})


def advice(check: str, *, ours: bool, is_warning: bool = False) -> Text | None:
    """Return what to do about a check, None where its message says so."""
    if check in SAID or (is_warning and check in SAID_IN_WARNING):
        return None
    return OURS.get(check, AGAIN) if ours else STRANGERS.get(check, ELSEWHERE)
