"""What makes a PDF last: metadata both as Info and as XMP, the colour space, the saving.

The pages this program draws are PDF/A-1b; a file says that it is if the client's papers allow it.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from xinbao_desktop.packet.saving import save_finished

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from xinbao_desktop.domain.packet_plan import PacketPlan, PackRef, PaperDocument
    from xinbao_desktop.domain.report_plan import ReportPlan

PRODUCER = "Xinbao Desktop"

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
</rdf:Description>{archival}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
ARCHIVAL = """
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>"""


def add_metadata(pdf: Pdf, plan: PacketPlan, *, archival: bool) -> None:
    """Write what the packet is: title, case number, language, program, packs."""
    write_metadata(
        pdf,
        title=f"{plan.title.of(plan.lang)} {plan.case_no}",
        author=plan.client_name_zh or plan.client_name_en,
        subject=f"{plan.case_no} · {plan.kind} · {plan.profile}",
        packs=plan.packs,
        creator=f"{PRODUCER} {plan.program_version}",
        on=plan.on,
        archival=archival,
    )


def add_report_metadata(pdf: Pdf, plan: ReportPlan) -> None:
    """Write what a report is."""
    write_metadata(
        pdf,
        title=f"{plan.form.title.of(plan.lang)} {plan.client_name}",
        author=plan.client_name,
        subject=plan.form.id,
        packs=plan.packs,
        creator=f"{PRODUCER} {plan.program_version}",
        on=plan.on,
        archival=True,
    )


def write_metadata(
    pdf: Pdf,
    *,
    title: str,
    author: str,
    subject: str,
    packs: tuple[PackRef, ...],
    creator: str,
    on: date,
    archival: bool,
) -> None:
    """Write the same facts as Info and as XMP; every date is the given day."""
    keywords = "; ".join(f"{pack.id} {pack.version}" for pack in packs)
    words = {
        "title": title,
        "author": author,
        "subject": subject,
        "keywords": keywords,
        "producer": PRODUCER,
        "creator": creator,
    }
    stamp = String(f"D:{on:%Y%m%d}000000Z")
    info = Dictionary({f"/{key.title()}": String(value) for key, value in words.items() if value})
    info.CreationDate = stamp
    info.ModDate = stamp
    pdf.trailer.Info = pdf.make_indirect(info)
    escaped = {key: escape(value) for key, value in words.items()}
    packet = XMP.format(**escaped, day=on.isoformat(), archival=ARCHIVAL if archival else "")
    stream = pdf.make_stream(packet.encode())
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = stream


def add_output_intent(pdf: Pdf) -> None:
    """Say which colours our greys are: those of sRGB."""
    profile = pdf.make_stream(srgb_profile())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
                RegistryName=String("http://www.color.org"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


def is_archival(papers: Iterable[PaperDocument]) -> bool:
    """Whether nothing in the papers keeps the packet from being PDF/A-1b."""
    return all(paper.hindrance is None for paper in papers)


def save(pdf: Pdf, out: Path, *, archival: bool) -> str:
    """Write the file, the same objects as the same bytes, and return its SHA-256."""
    return save_finished(pdf, out, version="1.4" if archival else "1.7")


def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB, version 2: primaries of IEC 61966-2-1 adapted to D50."""
    curve = struct.pack(">4sII", b"curv", 0, 1024) + b"".join(
        struct.pack(">H", round(_linear(n / 1023) * 65535)) for n in range(1024)
    )
    points = {
        b"rXYZ": (0.43607, 0.22249, 0.01392),
        b"gXYZ": (0.38515, 0.71687, 0.09708),
        b"bXYZ": (0.14307, 0.06061, 0.71410),
        b"wtpt": (0.96420, 1.0, 0.82491),
    }
    text = b"sRGB IEC61966-2.1"
    tags: list[tuple[bytes, bytes]] = [
        (b"desc", struct.pack(">4sII", b"desc", 0, len(text) + 1) + text + bytes(79)),
        (b"cprt", struct.pack(">4sI", b"text", 0) + b"No copyright, use freely\0"),
    ]
    tags += [(name, _point(value)) for name, value in points.items()]
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    return _profile(tags)


def _profile(tags: list[tuple[bytes, bytes]]) -> bytes:
    body, table = b"", b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for name, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, places[data], len(data))
    size = start + len(body)
    header = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H4s", 2020, 1, 1, 0, 0, 0, b"acsp")
    header += bytes(28) + struct.pack(">iii", 63190, 65536, 54061)
    header += bytes(128 - len(header))
    return header + struct.pack(">I", len(tags)) + table + body


def _point(value: tuple[float, float, float]) -> bytes:
    return struct.pack(">4sI3i", b"XYZ ", 0, *(round(n * 65536) for n in value))


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
