"""The catalogue of facts: every path a rule may name, its type, label and where it is entered.

Primitive paths come from the descriptions of the records; derived ones are declared here
beside the module that computes them (``shipment_facts``, ``case_facts``, ``company_facts``).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.domain.known import ASSUMED
from xinbao_desktop.domain.rules.catalogue import FactSpec, FactType
from xinbao_desktop.domain.schema import FieldSpec, FieldType, RecordKind
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xinbao_desktop.domain.vocabulary import Vocabularies

TYPES: Mapping[FieldType, FactType] = MappingProxyType(
    {
        FieldType.TEXT: FactType.TEXT,
        FieldType.LONG_TEXT: FactType.TEXT,
        FieldType.DATE: FactType.DATE,
        FieldType.AMOUNT: FactType.NUMBER,
        FieldType.RATE: FactType.NUMBER,
        FieldType.RATIO: FactType.NUMBER,
        FieldType.INTEGER: FactType.NUMBER,
        FieldType.FLAG: FactType.FLAG,
        FieldType.CODE: FactType.TEXT,
        FieldType.CODES: FactType.CODES,
        FieldType.TEXTS: FactType.CODES,
    }
)

_DERIVED = (
    # shipment_facts
    ("cover.day", "date", "出运日（服务为验收日）", "shipment day"),
    ("cover.has_limit", "flag", "有信用限额", "has a credit limit"),
    ("cover.limit_runs", "flag", "出运日限额有效", "limit in force on the shipment day"),
    ("cover.limit_zero", "flag", "限额为零、冻结或撤销", "limit zero, frozen or cancelled"),
    ("cover.term_risk", "number", "支付方式风险级别", "risk rank of the payment term"),
    ("cover.limit_risk", "number", "限额允许的风险级别", "risk rank the limit allows"),
    ("cover.credit_days", "number", "实际信用期限（天）", "actual credit days"),
    ("cover.limit_days", "number", "限额批准的信用期限（天）", "credit days of the limit"),
    ("cover.exposure", "number", "出运日占用的限额余额", "balance under the limit that day"),
    ("cover.risk_on", "date", "最早知险日", "earliest day a risk was known"),
    ("cover.buyer_overdue_days", "number", "此前发票逾期天数", "days an earlier invoice was overdue"),
    ("cover.declaration_due", "date", "出运申报截止日", "last day to declare the shipment"),
    ("cover.declared_by", "date", "出运申报日", "day of declaration"),
    ("cover.late_declaration_blocks", "flag", "迟申报时风险已发生", "risk had arisen when declared late"),
    ("cover.own_name", "flag", "以本企业名义出口", "exported in the insured's name"),
    ("cover.debtor_excluded", "flag", "债务人国家被除外", "debtor's country is excluded"),
    ("cover.destination_excluded", "flag", "目的国被除外", "destination is excluded"),
    ("cover.deposit_received", "number", "出运前已收定金", "deposit received before shipment"),
    ("cover.goods_loose", "flag", "货权未受控制", "goods not under control"),
    ("cover.third_party", "flag", "收货人或付款人为第三方", "consignee or payer is a third party"),
    ("shipment.unpaid", "number", "未收汇金额", "unpaid balance"),
    ("shipment.governing_due_on", "date", "有效应付款日", "due day that counts"),
    # case_facts, per invoice
    ("case_invoice.notice_deadline", "date", "报损截止日", "last day for the notice"),
    ("case_invoice.notified_by", "date", "报损日", "day of the notice"),
    ("case_invoice.open", "number", "发票未收汇金额", "unpaid on the invoice"),
    ("case_invoice.consents_lack", "flag", "缺少保险人同意", "a consent is lacking"),
    ("case_invoice.goods_not_taken_up", "flag", "货物未被提取", "goods not taken up"),
    # case_facts, of the case
    ("claim.has_notices", "flag", "有须报损的发票", "something had to be notified"),
    ("claim.notice_deadline", "date", "最早的报损截止日", "earliest deadline of the notice"),
    ("claim.notice_estimate", "date", "估计的报损截止日", "estimated last day for the notice"),
    ("claim.notices_late", "codes", "迟报的发票（截止日）", "late notices (last day)"),
    ("claim.notified_on", "date", "首次报损日", "first day of notice"),
    ("claim.claim_deadline", "date", "索赔截止日", "last day to claim"),
    ("claim.claimed_by", "date", "索赔日", "day of the claim"),
    ("claim.limitation_on", "date", "诉讼时效届满日", "end of the limitation period"),
    ("claim.claimed_within_limitation_by", "date", "时效内主张日", "day of claiming for limitation"),
    ("claim.decision_expected_on", "date", "预计理赔决定日", "expected day of decision"),
    ("claim.settlement_consented", "flag", "和解已获同意", "settlement has the consent"),
    ("claim.dispute_rule_waived", "flag", "保险人书面同意免先诉", "dispute rule waived in writing"),
    ("claim.consents_lack", "flag", "缺少保险人同意", "a consent is lacking"),
    ("claim.narrative_complete", "flag", "案情与减损已填写", "narrative and mitigation filled in"),
    ("claim.registered", "flag", "已登记破产债权", "registered in the bankruptcy"),
    ("claim.covered_count", "number", "有保障的发票数", "invoices with cover"),
    ("claim.invoice_count", "number", "案件发票数", "invoices in the case"),
    ("claim.open_elsewhere", "number", "案外未收汇发票数", "open invoices outside the case"),
    ("claim.filed_slots", "codes", "已归档单证", "slots filed"),
    ("claim.entrustment_filed", "flag", "委托追讨单证齐备", "entrustment papers filed"),
    ("claim.trade_papers_filed", "flag", "基本贸易单证齐备", "basic trade papers filed"),
    ("claim.fast_papers_lack", "codes", "快速理赔缺少的单证", "papers lacking for the quick claim"),
    ("claim.seven_answered", "flag", "七项是非已答", "seven answers given"),
    ("claim.assignment_papers_lack", "codes", "缺少的转让与融资单证", "assignment papers lacking"),
    ("claim.terms_fit_cause", "flag", "支付方式与致损原因相符", "terms fit the cause"),
    ("claim.default_looks_like_rejection", "flag", "拖欠实为拒收", "default that is a rejection"),
    ("claim.documents_comply", "flag", "信用证单证相符", "L/C documents comply"),
    ("claim.amount", "number", "索赔金额", "claim amount"),
    ("claim.currency", "text", "索赔币种", "claim currency"),
    ("claim.amount_usd", "number", "索赔金额（折美元）", "claim amount in USD"),
    ("claim.open_amount", "number", "未收汇净额", "open amount less deductions"),
    # case_warnings
    ("claim.documents_presented", "flag", "出险前已交单", "documents presented before the loss"),
    ("claim.delivery_proven", "flag", "有签收或提货证明", "delivery is proven"),
    ("claim.agency_papers_lack", "codes", "缺少的代理或平台协议", "agency agreements lacking"),
    ("claim.demands_in_writing", "flag", "有书面往来", "correspondence is in writing"),
    ("claim.strange_domains", "codes", "非买方域名的邮箱", "mail domains that are not the buyer's"),
    ("claim.goods_in_transit", "flag", "出险时货物在途", "goods in transit at the insolvency"),
    ("claim.port_days", "number", "到报损时货物出运天数（在港）", "days shipped, goods at port"),
    ("claim.undeclared_elsewhere", "number", "同一保单逾期未申报出运数", "other shipments undeclared"),
    ("case.terms", "codes", "各发票支付方式", "payment terms of the invoices"),
    ("case.kinds", "codes", "各发票业务类型", "kinds of the invoices"),
    ("case.has_usance_lc", "flag", "含远期信用证", "has a usance L/C"),
    ("case.has_receipts", "flag", "有收汇或定金", "has receipts or a deposit"),
    ("case.goods_disposed", "flag", "货物已处置", "goods disposed of"),
    ("case.has_consents_due", "flag", "有须经同意的事项", "something needed a consent"),
    ("case.has_telex_release", "flag", "有电放", "has a telex release"),
    ("route.is_case", "flag", "判断对象是案件", "asked of a case"),
    ("route.unified_policy", "flag", "中国信保统保保单", "Sinosure unified policy"),
    ("route.self_policy", "flag", "中国信保自行投保保单", "Sinosure policy of the firm's own"),
)  # fmt: skip
_COMPANY = (
    # company_facts: path, type, vocabulary of its codes, label
    ("company.clusters_listed", "codes", "cluster", "“20+8”产业集群", "20+8 clusters"),
    ("company.clusters_earlier", "codes", "cluster", "只在旧版名单上的集群", "clusters of an earlier list alone"),
    ("company.chains", "codes", "focus_goods", "通知点名的产业链", "chains the notice names"),
    ("company.partners_count", "number", "", "上下游企业数", "partners in the chain"),
    ("company.partners_uninsured", "number", "", "未确认投保的上下游数", "partners not known to be insured"),
    ("company.green_named", "codes", "green_goods", "绿色产品", "green goods"),
    ("company.green_hints", "codes", "green_goods", "HS编码提示的绿色产品", "green goods hinted at by HS code"),
    ("company.orders_in_hand", "number", "", "在手订单数", "orders in hand"),
    ("company.orders_not_ready", "number", "", "资料不全的在手订单数", "orders in hand with gaps"),
    ("company.orders_cancelled", "number", "", "已取消的订单数", "orders cancelled"),
    ("company.export_countries", "codes", "country", "出口国别", "countries exported to"),
    ("company.markets_rcep", "codes", "country", "出口的RCEP国家", "RCEP markets"),
    ("company.markets_belt_road", "codes", "country", "出口的“一带一路”共建国家", "Belt and Road markets"),
    ("company.markets_listed", "flag", "", "有通知点名的市场", "has a market the notice names"),
    ("company.intermediate_countries", "codes", "country", "中间产品目的国", "destinations of intermediate goods"),
    ("company.intermediate_listed", "flag", "", "中间产品出口到点名区域", "intermediate goods go to a named region"),
    ("company.buyers_red", "codes", "", "红灯买方", "buyers rated red"),
    ("company.buyers_yellow", "codes", "", "黄灯买方", "buyers rated yellow"),
    ("company.buyers_unrated", "codes", "", "未查红绿灯的买方", "buyers without a light"),
    ("company.has_red_buyer", "flag", "", "有红灯买方", "has a red buyer"),
    ("company.oldest_light_on", "date", "", "最早的红绿灯日期", "oldest day of a light"),
    ("company.oldest_light_buyer", "text", "", "红绿灯最早的买方", "buyer with the oldest light"),
    ("company.bulletin_hit", "flag", "", "有命中的风险通报", "a risk bulletin matches"),
    ("company.bulletin_hits", "codes", "", "命中的风险通报", "risk bulletins that match"),
    ("company.bulletins_count", "number", "", "有效风险通报数", "risk bulletins in force"),
    ("company.bulletins_newest_on", "date", "", "最新风险通报日期", "day of the newest bulletin"),
    ("company.on_current_list", "flag", "", "在本年度统保清单", "on the unified list of the current year"),
    ("company.unified_prospect", "text", "prospect", "进入统保清单的可能", "prospect of the unified list"),
    ("company.reports_this_year", "number", "", "今年取得的资信报告", "reports got this year"),
    ("company.free_reports_this_year", "number", "", "今年取得的免费报告", "free reports got this year"),
    ("company.size", "text", "size", "企业规模", "size of the firm"),
    ("company.is_small_firm", "flag", "", "中小微企业", "small or medium firm"),
    ("company.prepayments_open", "number", "", "未到货的预付款笔数", "prepayments not yet delivered for"),
    ("company.prepayments_late", "number", "", "已过交货期的预付款笔数", "prepayments past their delivery day"),
    ("company.does_ecommerce_supplier", "flag", "", "做跨境电商供应商出口", "is an e-commerce supplier"),
    ("company.does_trade_service", "flag", "", "做外贸综合服务", "exports by a trade-service platform"),
    ("company.does_offshore", "flag", "", "做离岸贸易", "does offshore trade"),
    ("company.does_services", "flag", "", "有服务出口", "exports services"),
    ("company.services_named", "codes", "mode", "通知点名的服务", "services the notice names"),
    ("company.service_exports", "number", "", "服务出口笔数", "service exports"),
    ("company.longest_project_years", "number", "", "中长期项目最长期限（年）", "longest project tenor (years)"),
    ("company.does_investment", "flag", "", "有海外投资项目", "has an investment abroad"),
    ("company.projects_unapproved", "number", "", "未填核准/备案日的项目数", "projects without a day of approval"),
    ("company.policies_running", "codes", "", "有效保单", "policies in force"),
    ("company.policies_paid", "codes", "", "保费已缴的有效保单", "policies in force and paid"),
    ("company.policy_in_force", "flag", "", "有有效保单", "a policy is in force"),
    ("company.premium_paid", "flag", "", "有效保单保费已缴", "premium of a policy in force is paid"),
    ("company.loan_shipments", "number", "", "可融资的出运笔数", "shipments fit for a loan"),
    ("company.loan_slots", "codes", "slot", "融资要的贸易单证", "trade papers for a loan"),
    ("company.filed_slots", "codes", "slot", "已归档单证", "slots filed"),
    ("company.contacts_count", "number", "", "联系人数", "contacts"),
    ("company.district_pack", "flag", "", "已装本区规则包", "a pack for the district is installed"),
)  # fmt: skip
_WORDS: Mapping[str, Mapping[str, Text]] = {
    "prospect": {
        "likely": Text("很可能在清单上", "probably on the list"),
        "unlikely": Text("很可能不在清单上", "probably not on the list"),
        "unclear": Text("还无法估计", "cannot be guessed yet"),
    },
    "size": {
        "large": Text("大型企业", "large"),
        "medium": Text("中型企业", "medium"),
        "small": Text("小型企业", "small"),
        "micro": Text("微型企业", "micro"),
    },
}
"""Words of derived facts that no record has."""
_UNITS: Mapping[str, Text] = {
    "days": Text("天", "days"),
    "years": Text("年", "years"),
    "usd": Text("美元", "USD"),
    "invoice": Text("发票币种", "the invoice's currency"),
    "policy": Text("保单币种", "the policy's currency"),
    "limit": Text("限额币种", "the limit's currency"),
    "claim": Text("索赔币种", "the currency of the claim"),
    "own": Text("同一行的币种", "the currency of the same row"),
    "rank": Text("级别：D/P 1、D/A 2、OA 3", "rank: D/P 1, D/A 2, OA 3"),
    "workdays": Text("工作日", "workdays"),
    "months": Text("月", "months"),
    "year": Text("公历年份", "calendar year"),
    "cny": Text("人民币元", "CNY"),
    "rule": Text(
        "随申报方式：工作日、天或每月几日", "by the declaration rule: workdays, days, day"
    ),
    "count": Text("个数", "count"),
}
"""What a number counts, in words."""
_UNIT_OF: Mapping[str, str] = {
    **dict.fromkeys(
        ("cover.credit_days", "cover.limit_days", "cover.buyer_overdue_days", "claim.port_days"),
        "days",
    ),
    **dict.fromkeys(("cover.deposit_received", "shipment.unpaid", "case_invoice.open"), "invoice"),
    **dict.fromkeys(("cover.term_risk", "cover.limit_risk"), "rank"),
    **dict.fromkeys(("claim.amount", "claim.open_amount"), "claim"),
    "cover.exposure": "limit",
    "claim.amount_usd": "usd",
    "company.longest_project_years": "years",
    "company.revenue_cny": "cny",
    "company.export_year": "year",
    "company.unified_year": "year",
    "policy.notice_other_workdays": "workdays",
    "policy.claim_months_after_notice": "months",
    "policy.declaration_n": "rule",
    "project.tenor_years": "years",
    "company.export_usd_last_year": "usd",
}
_CURRENCY_OF = {
    "policy": "policy", "shipment": "invoice", "case": "claim", "case_invoice": "invoice",
}  # fmt: skip
"""In which currency the amounts of a sheet are; of the others, the one in the same row."""
_LISTS = (
    ("case_invoices", "case_invoice", "案件发票", "invoices of the case"),
    ("case_notices", "case_invoice", "须报损事项", "what had to be notified"),
)


class FactBook:
    """The catalogue: answers what a path is, and which codes a group holds."""

    def __init__(
        self, vocabularies: Vocabularies, groups: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._groups = dict(groups or {})
        self._specs = {
            spec.path: spec
            for kind in KINDS
            for field in kind.fields
            for spec in [_primitive(kind, field, vocabularies)]
        }
        self._specs |= {
            path: FactSpec(path, FactType(type_), Text(zh, en)) for path, type_, zh, en in _DERIVED
        }
        self._specs |= {
            path: FactSpec(path, FactType(type_), Text(zh, en), words=_words(words, vocabularies))
            for path, type_, words, zh, en in _COMPANY
        }
        bank = {p: s for p, s in self._specs.items() if p.startswith("buyer.")}
        for path, spec in bank.items():
            other = "bank" + path.removeprefix("buyer")
            self._specs[other] = FactSpec(
                other,
                spec.type,
                Text(f"开证行{spec.label.zh}", f"issuing bank: {spec.label.en}"),
                spec.entered,
                words=spec.words,
            )
        self._specs |= {
            name: FactSpec(name, FactType.ITEMS, Text(zh, en), items=prefix)
            for name, prefix, zh, en in _LISTS
        }
        self._specs["calendar.workdays"] = FactSpec(
            "calendar.workdays",
            FactType.DATE,
            Text("国务院尚未公布的工作日安排", "the State Council's calendar of that year"),
            Text("等公布后导入新日历", "import the calendar once it is published"),
        )

        self._specs["packs.bulletins"] = FactSpec(
            "packs.bulletins",
            FactType.FLAG,
            Text("风险通报包", "a pack of risk bulletins"),
            Text("规则", "Rules"),
        )

        self._specs["packs.district"] = FactSpec(
            "packs.district",
            FactType.FLAG,
            Text("本区的规则包", "a pack of the district"),
            Text("规则", "Rules"),
        )

    def spec(self, path: str) -> FactSpec | None:
        """Return what is known of a path, None if there is no such fact."""
        return self._specs.get(path)

    def unit(self, path: str) -> Text | None:
        """Return in words what a fact is counted in; None where it is no number."""
        spec = self._specs.get(path)
        if spec is None or spec.type is not FactType.NUMBER:
            return None
        if spec.unit == "ratio":
            return Text("比例（0–1）", "ratio (0–1)")
        return _UNITS[_UNIT_OF.get(path) or spec.unit or "count"]

    def codes(self, group: str) -> frozenset[str] | None:
        """Return the members of a list of codes, None if there is none."""
        return self._groups.get(group)

    def paths(self) -> tuple[str, ...]:
        """Return every path, in the order of the sheets."""
        return tuple(self._specs)


def _words(name: str, vocabularies: Vocabularies) -> Mapping[str, Text] | None:
    """Return the wording of a vocabulary's values, None without one."""
    if name in vocabularies:
        return {term.value: term.label for term in vocabularies[name]}
    return _WORDS.get(name)


def _primitive(kind: RecordKind, field: FieldSpec, vocabularies: Vocabularies) -> FactSpec:
    path = f"{kind.singular}.{field.key}"
    words = _words(field.vocabulary or "", vocabularies)
    unit = _unit(kind, field)
    return FactSpec(
        path,
        TYPES[field.type],
        field.label,
        kind.title,
        path in ASSUMED,
        words,
        unit,
    )


def _unit(kind: RecordKind, field: FieldSpec) -> str:
    if field.type is FieldType.RATIO:
        return "ratio"
    if field.type is FieldType.AMOUNT:
        return _CURRENCY_OF.get(kind.singular, "own")
    if field.type is FieldType.RATE:
        return "usd"
    return "days" if field.key.endswith("_days") else ""
