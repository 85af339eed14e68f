"""Prove an installation: every rule, form, font and translation, and a client from end to end.

It reads only what the program ships and writes only in a folder that is gone afterwards, so it
answers alike for a checkout, a wheel and a frozen program. What is wrong with a client's own
file is the business of ``xinbao check``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xinbao_desktop.app.self_check_trial import try_client
from xinbao_desktop.assets import AssetNotFoundError, asset
from xinbao_desktop.catalog.checklist import shipped_packets, shipped_slots
from xinbao_desktop.catalog.form import forms
from xinbao_desktop.catalog.recognition import shipped_recognition
from xinbao_desktop.catalog.rule_pack import check_pack, read_pack
from xinbao_desktop.errors import AppError, IntegrityError
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.app.services import Services

RARE = "䶮㛃镕𬭎𬬻𫖯囍贠𠮷"
SIGNS = "ŁódźÇelikÅßñ№€£¥§±×÷□√①②③（）《》【】“”—…"
COMPILED = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")  # how every .qm file begins
NOT_PRINTED = Text("字库没有：{signs}", "no bundled font has: {signs}")
NO_WORDS = Text(
    "缺少界面翻译 {file}，窗口只有英文。请重新安装。",
    "the translation {file} is missing, the window speaks English alone. Install again.",
)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One thing that was tried, and what came of it."""

    id: str
    ok: bool
    message: Text


def self_check(services: Services) -> Sequence[SelfCheck]:
    """Try everything the program ships with; every check is made, whatever the others say."""
    knowledge = services.knowledge
    checks: dict[str, Callable[[], Text]] = {
        "codes": lambda: _codes(knowledge),
        "rules": lambda: _rules(knowledge),
        "forms": _forms,
        "checklists": _checklists,
        "recognition": _recognition,
        "fonts": _fonts,
        "translations": _translations,
        "notices": _notices,
        "client": lambda: try_client(services),
    }
    return [_tried(id_, check) for id_, check in checks.items()]


def _tried(id_: str, check: Callable[[], Text]) -> SelfCheck:
    try:
        return SelfCheck(id_, ok=True, message=check())
    except AppError as error:
        return SelfCheck(id_, ok=False, message=error.text)
    except Exception as error:  # noqa: BLE001 - a broken installation fails in any way it likes
        words = f"{type(error).__name__}: {error}"
        return SelfCheck(id_, ok=False, message=Text(f"程序损坏：{words}", f"damaged: {words}"))


def _codes(knowledge: Knowledge) -> Text:
    codes = knowledge.codes
    years = knowledge.calendar.years
    return Text(
        f"国家（地区）{len(codes.countries)} 个，币种 {len(codes.currencies)} 个，"
        f"工作日历 {min(years)}–{max(years)} 年",
        f"{len(codes.countries)} countries, {len(codes.currencies)} currencies, "
        f"workdays of {min(years)}–{max(years)}",
    )


def _rules(knowledge: Knowledge) -> Text:
    """Check every pack that is there and run the cases that stand beside its rules."""
    packs = [read_pack(folder) for folder in knowledge.pack_folders()]
    for pack in packs:
        check_pack(
            pack,
            knowledge.facts,
            others=[other for other in knowledge.packs if other.id != pack.id],
            sources=knowledge.sources,
            calendar=knowledge.calendar,
        )
    rules = sum(len(pack.rules) for pack in packs)
    cases = sum(len(rule.cases) for pack in packs for rule in pack.rules)
    names = "、".join(f"{pack.id} {pack.version}" for pack in packs)
    return Text(
        f"{names}：{rules} 条规则，{cases} 个算例全部符合",
        f"{names.replace('、', ', ')}: {rules} rules, all {cases} cases come out as expected",
    )


def _forms() -> Text:
    found = forms()
    return Text(f"{len(found)} 个表单", f"{len(found)} forms")


def _checklists() -> Text:
    """Read the checklists; every slot that the program prints needs its form."""
    slots, packets = shipped_slots(), shipped_packets()
    printed = {form.slot for form in forms().values()}
    lost = [slot.id for slot in slots if slot.form and slot.id not in printed]
    if lost:
        names = ", ".join(lost)
        raise IntegrityError(Text(f"这些单证没有表单：{names}", f"no form for the slots {names}"))
    return Text(
        f"{len(packets)} 种案卷清单，{len(slots)} 类单证",
        f"{len(packets)} checklists, {len(slots)} kinds of papers",
    )


def _recognition() -> Text:
    known = len(shipped_recognition())
    return Text(f"能识别 {known} 类单证", f"{known} kinds of papers can be recognised")


def _fonts() -> Text:
    from xinbao_desktop.packet.fonts import missing, typeface

    faces = [typeface(bold=bold, serif=serif) for bold in (False, True) for serif in (False, True)]
    lacking = "".join(
        sign for sign in RARE + SIGNS if missing(sign) or not all(face.has(sign) for face in faces)
    )
    if lacking:
        raise IntegrityError(NOT_PRINTED.fill(signs=lacking))
    return Text(f"生僻字可以打印：{RARE}", f"rare characters can be printed: {RARE}")


def _translations() -> Text:
    sources = sorted(asset("resources/i18n").glob("*.ts"))
    if not sources:
        raise AssetNotFoundError("resources/i18n/*.ts")
    for source in sources:
        compiled = source.with_suffix(".qm")
        if not compiled.is_file():
            raise IntegrityError(NO_WORDS.fill(file=compiled.name))
        if not compiled.read_bytes().startswith(COMPILED):
            raise IntegrityError(
                Text(f"{compiled.name} 不是翻译文件", f"{compiled.name} is not a translation")
            )
    names = ", ".join(source.stem for source in sources)
    return Text(f"界面翻译齐全：{names}", f"the window's translations are there: {names}")


def _notices() -> Text:
    if not asset("THIRD-PARTY.md").read_text("utf-8").strip():
        raise AssetNotFoundError("THIRD-PARTY.md")
    asset("resources/fonts/OFL.txt")
    return Text("第三方声明在内", "the notices of third parties are there")
