"""The papers of a case (单证), what happened (事件) and what a person confirmed (确认)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.domain import schema as s

if TYPE_CHECKING:
    from datetime import date


@s.record("documents", "document", "单证", "Documents")
@dataclass(frozen=True, slots=True, kw_only=True)
class Document(s.Record):
    """One paper filed under a slot, or a slot waived with its reason.

    ``invoice_no`` empty means the whole case; several are separated by ``;``. The stored paper
    is found by ``sha256``; ``turns`` holds the user's turns of pages as ``page:degrees`` pairs;
    ``as_picture`` prints the paper as pictures, for fonts that it does not hold itself.
    """

    case_no: str = s.text("案件编号", "Case no.", "案件号", refers="cases", identity=True)
    slot: str = s.code("slot", "单证类别", "Slot", "单证编号|清单编号", identity=True)
    path: str = s.text("文件", "Path", "文件路径|路径|附件", identity=True)
    invoice_no: str | None = s.text("发票号", "Invoice no.", "发票编号")
    title: str | None = s.text("单证名称", "Title", "名称|标题")
    dated_on: date | None = s.day("单证日期", "Dated", "日期")
    pages: int | None = s.integer("页数", "Pages", "张数")
    note: str | None = s.long_text("备注", "Note", "说明")
    waived_reason: str | None = s.long_text("免交原因", "Waived because", "不提供原因|免提供原因")
    sha256: str | None = s.text("指纹", "SHA-256", internal=True)
    turns: str | None = s.text("旋转", "Turns", internal=True)
    as_picture: bool | None = s.flag("印成图片", "Printed as a picture", internal=True)

    @property
    def identity(self) -> tuple[str, ...]:
        """Case, slot and path; what is waived has no path and is told apart by its invoice.

        A paper that nobody has told where it belongs has no slot.
        """
        return (self.case_no, self.slot or "", self.path or f"({self.invoice_no or ''})")

    @property
    def invoices(self) -> tuple[str, ...]:
        """The invoices this paper belongs to; empty for the whole case."""
        parts = (self.invoice_no or "").replace("；", ";").split(";")
        return tuple(part.strip() for part in parts if part.strip())


@s.record("events", "event", "事件", "Events")
@dataclass(frozen=True, slots=True, kw_only=True)
class Event(s.Record):
    """One thing that happened in a case: a demand, an answer, a call."""

    case_no: str = s.text("案件编号", "Case no.", "案件号", refers="cases", identity=True)
    on: date | None = s.day("日期", "Date", "发生日期", identity=True)
    who: str | None = s.text("人员", "Who", "对象|当事人")
    channel: str | None = s.code("event_channel", "方式", "Channel", "渠道|沟通方式", identity=True)
    summary: str | None = s.long_text("摘要", "Summary", "内容|事项", identity=True)
    path: str | None = s.text("文件", "Path", "附件|文件路径")


@s.record("confirmations", "confirmation", "确认", "Confirmations")
@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation(s.Record):
    """A person's answer to a check that no machine can decide, or the reason a warning stays."""

    case_no: str = s.text("案件编号", "Case no.", "案件号", refers="cases", identity=True)
    check: str = s.text("检查项", "Check", "检查编号", identity=True)
    subject: str = s.text("对象", "Subject", "检查对象", identity=True)
    answer: str | None = s.code("answer", "答复", "Answer", "结论")
    reason: str | None = s.long_text("理由", "Reason", "说明|原因")
    by: str | None = s.text("确认人", "By", "经办人")
    on: date | None = s.day("确认日期", "On", "日期")
