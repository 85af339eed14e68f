"""Sets of volumes that a killed program did not finish: finish them, and say so.

A set is finished with the client it belongs to, because the packet is also noted with its case.
"""

from __future__ import annotations

import dataclasses
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from xinbao_desktop.app.packet_record import packet_value, read_packet
from xinbao_desktop.domain.verification import CheckVerdict
from xinbao_desktop.errors import IntegrityError, UsageError
from xinbao_desktop.files.unfinished import has_sets, unfinished
from xinbao_desktop.text import Text, joined, same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from xinbao_desktop.app.desk import Desk
    from xinbao_desktop.domain.verification import VerifyResult
    from xinbao_desktop.files.set_book import SetBook
    from xinbao_desktop.files.unfinished import UnfinishedSet
    from xinbao_desktop.storage.values import PacketRecord

FINISHED = Text(
    "上次生成案卷时程序中断，文件没有放完；现已补放，{folder} 里的 {names} 已齐全。",
    "The last build was cut off while its files took their places. Now they are all in place: "
    "{names} in {folder}.",
)
CLEARED = Text(
    "上次在 {folder} 生成案卷时程序中断，还没有放出任何文件；半成品已清除，原有文件没有动。",
    "The last build in {folder} was cut off before any file took its place; what it had written "
    "is cleared away, and the files that were there are untouched.",
)
OTHERS = Text(
    "{folder} 里有一套没有放完的案卷（{names}），属于另一个客户：请以写入方式打开那个客户的文件，"
    "程序会把它放完；或换一个文件夹。",
    "An unfinished set of packet files ({names}) in {folder} belongs to another client. Open that "
    "client's file for writing and the program finishes it; or choose another folder.",
)
BESIDE = Text(
    "这里有一套没有放完的案卷（{names}），各册可能新旧混放：请在窗口打开该案件，或再次运行 "
    "xinbao packet，程序会把它放完",
    "an unfinished set ({names}) lies here, so old and new volumes may be mixed: open the case in "
    "the window or run xinbao packet again, and the program finishes it",
)


class UnfinishedPackets:
    """The sets that one client's killed builds left."""

    def __init__(self, desk: Desk, book: SetBook | None = None) -> None:
        self._desk = desk
        self.book = book

    @property
    def about(self) -> str:
        """Whose a set is; nobody's while the file is open for reading alone."""
        return "" if self._desk.file.read_only else self._desk.file.client_id

    def settle(self, parent: Path | None = None) -> tuple[Text, ...]:
        """Finish or clear away what is left in a folder, and in those the book notes.

        Returns:
            What to tell the user.
        """
        told: list[Text] = []
        parents = [] if parent is None else [parent.absolute()]
        noted = self.book.folders() if self.book else {}
        for folder in dict.fromkeys([*parents, *noted.values()]):
            for left in unfinished(folder, self.about):
                told += self._settled(left, name_others=folder in parents)
        for page, folder in noted.items():
            if folder.is_dir() and not has_sets(folder):
                with suppress(OSError):
                    page.unlink()
        return tuple(told)

    def make_way(self, out: Path, *, force: bool) -> None:
        """Settle what is left where a new set goes; what is stuck there goes only with ``force``.

        Raises:
            IntegrityError: something else stands by now where the unfinished set should go.
            UsageError: it belongs to another client.
        """
        self.settle(out.parent)
        for left in unfinished(out.parent, self.about):
            if not any(name.startswith(out.stem) for name in left.mark.names):
                continue
            if not self._is_ours(left):
                raise UsageError(self._named(OTHERS, left))
            if not force:
                left.finish()
            left.discard()

    def _settled(self, left: UnfinishedSet, *, name_others: bool) -> Iterator[Text]:
        mark = left.mark
        if not mark.is_made:
            left.discard()
            yield CLEARED.fill(folder=left.folder.parent)
        elif not self._is_ours(left):
            if name_others:
                yield self._named(OTHERS, left)
        else:
            try:
                left.finish()
            except IntegrityError as error:
                yield error.text
                return
            if mark.about and mark.note:
                self._note(mark.note)
            left.discard()
            yield self._named(FINISHED, left)

    def _is_ours(self, left: UnfinishedSet) -> bool:
        return left.mark.about in ("", self.about)

    def _named(self, text: Text, left: UnfinishedSet) -> Text:
        return text.fill(folder=left.folder.parent, names=_listed(left))

    def _note(self, words: str) -> None:
        """Note the packet with its case, unless it was already, or its case is gone."""
        packet = read_note(words)
        if packet.case_no not in self._desk.client().case_by_no:
            return
        with self._desk.write() as work:
            kept = {(one.sha256, one.made_at) for one in work.packets(packet.case_no)}
            if (packet.sha256, packet.made_at) not in kept:
                work.add_packet(packet)


def _listed(left: UnfinishedSet) -> Text:
    names = [same(name) for name in reversed(left.mark.names)]
    return joined(names, "、", ", ")


def note_words(packet: PacketRecord) -> str:
    """Return the note of a packet as it is kept beside its files until they stand."""
    return json.dumps({"case_no": packet.case_no, **packet_value(packet)}, ensure_ascii=False)


def read_note(words: str) -> PacketRecord:
    """Read what ``note_words`` wrote."""
    found = json.loads(words)
    return read_packet(found["case_no"], found)


def with_unfinished(result: VerifyResult, pdf: Path) -> VerifyResult:
    """Return what verifying found, V31 naming an unfinished set that the file belongs to."""
    for left in unfinished(pdf.absolute().parent):
        if pdf.name in {step.path for step in left.mark.steps}:
            return noted_at(result, "V31", BESIDE.fill(names=_listed(left)))
    return result


def noted_at(result: VerifyResult, check_id: str, said: Text) -> VerifyResult:
    """Return the result with a warning added to a check; one that failed stays so."""
    checks = []
    for check in result.checks:
        if check.id == check_id:
            failed = check.verdict is CheckVerdict.FAIL
            message = Text(f"{check.message.zh}；{said.zh}", f"{check.message.en}; {said.en}")
            verdict = CheckVerdict.FAIL if failed else CheckVerdict.WARN
            check = dataclasses.replace(check, verdict=verdict, message=message)  # noqa: PLW2901
        checks.append(check)
    return dataclasses.replace(result, checks=tuple(checks))
