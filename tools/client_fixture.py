"""Make the client files that every later version must still open; run once for each schema.

    python tools/client_fixture.py

Writes ``tests/data/client_files/schema-N.xinbao`` and the same with the password ``fixture``;
files that exist are never overwritten. Every name in them is invented.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.packet_contents import FiledDocument, FiledVolume, PacketContents
from xinbao_desktop.domain.schema import FieldSpec, FieldType, Record, RecordKind
from xinbao_desktop.storage.client_file import ClientFile
from xinbao_desktop.storage.tables import SCHEMA_VERSION
from xinbao_desktop.storage.values import PacketRecord
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from xinbao_desktop.storage.writing import WriteWork

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "client_files"
PASSWORD = "fixture"
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CONTENTS = PacketContents(
    volumes=(FiledVolume("索赔材料.pdf", 30, "0" * 64),),
    documents=(
        FiledDocument(kind="paper", slot="T02", tab="2.1", title=Text("商业发票", "Invoice"),
                      fingerprint="0" * 64, first=9, last=10, invoice_no="INV-001"),
    ),
)  # fmt: skip
_REFERRED = {"policies": "SCH-2024-001", "buyers": "B001", "shipments": "INV-001", "cases": "C001"}
_VALUES: dict[FieldType, object] = {
    FieldType.LONG_TEXT: "第一行\n第二行 “引号” ＡＢＣ",
    FieldType.DATE: date(2024, 2, 29),
    FieldType.AMOUNT: Decimal("123456.7891"),
    FieldType.RATE: Decimal("0.138912"),
    FieldType.RATIO: Decimal("0.9"),
    FieldType.INTEGER: 60,
    FieldType.FLAG: True,
    FieldType.CODE: "USD",
    FieldType.CODES: ("a", "b"),
    FieldType.TEXTS: ("RU", "IR"),
}


def value(kind: RecordKind, spec: FieldSpec) -> object:
    """Return an invented value that fits the field."""
    if spec.key == "sha256":
        return None
    if spec.refers:
        return _REFERRED[spec.refers]
    if spec.identity and spec.type is FieldType.TEXT:
        return _REFERRED.get(kind.name, f"{kind.singular}-001")
    return _VALUES.get(spec.type, f"示例 {spec.key}")


def record(kind: RecordKind) -> Record:
    """Return a record with every field filled."""
    return kind.cls(**{spec.key: value(kind, spec) for spec in kind.fields})


def fill(work: WriteWork, folder: Path) -> None:
    """Put in one of everything."""
    work.put_many([record(kind) for kind in KINDS])
    for number in range(3):
        paper = folder / f"单证{number}.pdf"
        paper.write_bytes(f"%PDF-1.7 invented paper {number}\n".encode() * (40_000 >> 8 * number))
        sha256 = work.add_evidence(paper, media_type="application/pdf", name=paper.name)
    work.attach_prepared(sha256, paper, '{"pages": 1}')
    work.remove_evidence(sha256)
    packet = PacketRecord(
        case_no="C001", kind="claim", name="索赔材料.pdf", made_at=MOMENT,
        evaluated_on=MOMENT.date(), program="fixture", packs=(("sz2023", "1"),), pages=30,
        sha256="0" * 64, draft=False, contents=CONTENTS.as_json(),
    )  # fmt: skip
    work.add_packet(packet, paper)
    work.set_setting("fixture", "信保")
    work.delete("contacts", ("contact-001",))
    work.put(record(KINDS[-2]))
    work.delete("orders", ("order-001",))


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for words, password in (("", None), ("-locked", PASSWORD)):
        path = FOLDER / f"schema-{SCHEMA_VERSION}{words}.xinbao"
        with (
            tempfile.TemporaryDirectory() as folder,
            ClientFile.create(path, password=password, program="fixture", now=lambda: MOMENT) as f,
            f.write("fixture", "fixture") as work,
        ):
            fill(work, Path(folder))
        print(path)


if __name__ == "__main__":
    main()
