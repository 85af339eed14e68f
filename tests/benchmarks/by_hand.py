"""The cover of shipments judged by hand in vectorised pandas: the floor of ``judging.py``.

It knows what the invented client of ``made_client`` holds and no more: nothing missing, no
refunds, limits in US dollars, one deposit at most. Each check gives a column of ``met``,
``not_met``, ``not_applicable`` or ``unknown``. Money is whole millionths in 64-bit integers, so
that both ways may be compared to the cent.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from xinbao_desktop.domain.buyer import Buyer
from xinbao_desktop.domain.claim_case import Case
from xinbao_desktop.domain.document import Document
from xinbao_desktop.domain.limit import Limit
from xinbao_desktop.domain.policy import Policy
from xinbao_desktop.domain.receipt import Receipt
from xinbao_desktop.domain.shipment import Shipment

if TYPE_CHECKING:
    from xinbao_desktop.domain.client import Client
    from xinbao_desktop.domain.dates import Calendar

RECORDS = {
    "policies": Policy, "buyers": Buyer, "limits": Limit, "shipments": Shipment,
    "receipts": Receipt, "cases": Case, "documents": Document,
}  # fmt: skip
MICRO = 1_000_000
RISK = {"LC": 0, "DP": 1, "DA": 2, "OA": 3}
NEVER = 10**6
"""A day number far beyond any real one."""
UNITS, SHARE, OVERDUE, LONGEST = 50, 100, 30, 360
"""The packs' figures: a rest of 50 or a hundredth counts as paid; 30 days overdue; 360 days."""
SEVERITY = {"met": 9, "unknown": 8, "warning": 3, "reducing": 2, "blocking": 1}
REDUCING = ("cover.exposure", "cover.third_party")
WARNING = ("cover.prepaid_part", "cover.goods_control")
AGENTS = ("agency", "platform")
AGENTS_PAPERS = ("T18", "T22")

Frames = dict[str, pd.DataFrame]


def frames(client: Client) -> Frames:
    """Return the tables as they would be read from a file: this is not part of the time."""
    found = {}
    for name, record in RECORDS.items():
        rows = getattr(client, name)
        keys = record.__dataclass_fields__
        table = pd.DataFrame({key: [getattr(row, key) for row in rows] for key in keys})
        for key in table:
            if key.endswith("_on"):
                table[key] = [NEVER if v is None else v.toordinal() for v in table[key]]
            elif key in ("amount", "deposit", "auto_limit", "usd_rate"):
                table[key] = [0 if v is None else int(v * MICRO) for v in table[key]]
        found[name] = table
    return found


class ByHand:
    """Judges the tables; ``workdays`` holds the day numbers of every workday, in order."""

    def __init__(self, tables: Frames, calendar: Calendar, on: date) -> None:
        self.tables = tables
        self.on = on.toordinal()
        first, last = min(calendar.years), max(calendar.years)
        days = range(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1)
        works = [d for d in days if calendar.is_workday(date.fromordinal(d))]
        self.workdays = np.array(works)

    def judge(self) -> pd.DataFrame:
        """Return a row for each shipment: a column for each rule, and the worst."""
        s = self.joined()
        found = pd.DataFrame({"invoice_no": s.invoice_no})
        kept = s.policy_start.le(s.shipped_on) & s.shipped_on.le(s.policy_end)
        found["cover.policy_in_force"] = said(kept)
        found["cover.seller"] = said(s.seller_is_insured.astype(bool))
        found["cover.own_name"] = self.own_name(s)
        found["cover.limit_exists"] = said(s.has_limit)
        no_limit = s.limit_amount < 0
        found["cover.limit_effective"] = said(~no_limit, ~s.has_limit)
        zero = s.limit_amount.eq(0) | (
            s.status.isin(["zero", "frozen", "cancelled"]) & s.status_on.le(s.shipped_on)
        )
        found["cover.limit_not_zero"] = said(~zero, no_limit)
        lc = s.payment_term.eq("LC")
        found["cover.payment_term"] = said(self.term_risk(s).le(s.limit_risk), no_limit | lc)
        credit = np.maximum(s.credit_days, s.due_on - s.shipped_on)
        found["cover.credit_days"] = said(credit.le(s.limit_days), no_limit)
        found["cover.credit_days_max"] = said(credit.le(s.max_credit_days.fillna(LONGEST)))
        balance, overdue, overdue_when_declared = self.over_time(s)
        found["cover.exposure"] = said(balance.le(s.limit_amount), no_limit)
        risk_on = self.risk_on(s)
        found["cover.known_risk"] = said(s.shipped_on.le(risk_on) & ~overdue)
        declared, blocks = self.declaration(s, risk_on, overdue_when_declared)
        found["cover.declared_in_time"] = declared
        found["cover.premium_paid"] = said(s.premium_paid.astype(bool))
        excluded = pairs(s.policy_no, s.debtor_countries).isin(self.excluded())
        away = pairs(s.policy_no, s.destination).isin(self.excluded())
        bank_excluded = pairs(s.policy_no, s.bank_country).isin(self.excluded()) & lc
        found["cover.country"] = said(~(excluded | away | bank_excluded))
        found["cover.related_party"] = said(~s.related_party.astype(bool))
        found["cover.prepaid_part"] = said(s.deposit_paid.ge(s.deposit), s.deposit.eq(0))
        found["cover.goods_control"] = said(~self.loose(s))
        found["cover.third_party"] = said(~self.third_party(s) | s.third_party_stated.astype(bool))
        return self.with_worst(found, blocks, excluded | bank_excluded)

    # -- tables side by side -----------------------------------------------------------------

    def joined(self) -> pd.DataFrame:
        """Return the shipments with their policy, buyer, bank, limit and deposit."""
        t = self.tables
        policies = t["policies"].rename(
            columns={"start_on": "policy_start", "end_on": "policy_end", "currency": "pc"}
        )
        policies = policies[
            ["policy_no", "policy_start", "policy_end", "max_credit_days", "auto_limit",
             "auto_limit_term", "auto_limit_days", "declaration_rule", "declaration_n",
             "premium_paid"]
        ]  # fmt: skip
        buyers = t["buyers"][
            ["buyer_no", "name_en", "country", "related_party", "known_risk_on",
             "known_risk_cleared_on"]
        ].rename(columns={"country": "debtor_countries"})  # fmt: skip
        banks = t["buyers"][["buyer_no", "country"]].set_axis(["issuing_bank_no", "bank_country"],
                                                              axis=1)  # fmt: skip
        s = t["shipments"].merge(policies, on="policy_no", how="left")
        s = s.merge(buyers, on="buyer_no", how="left").merge(
            banks, on="issuing_bank_no", how="left"
        )
        s["debtor"] = s.issuing_bank_no.where(s.payment_term.eq("LC"), s.buyer_no)
        rows = t["receipts"]
        paid = rows[rows.kind.eq("deposit")].set_index("invoice_no").amount
        s["deposit_paid"] = s.invoice_no.map(paid).fillna(0).astype("int64")
        return self.with_limit(s)

    def with_limit(self, s: pd.DataFrame) -> pd.DataFrame:
        """Add the limit in force on the shipment day; amount -1 where there is none."""
        rows = self.tables["limits"]
        rows = rows[rows.status.ne("pending")]
        rows = rows[
            ["policy_no", "buyer_no", "effective_on", "expires_on", "amount", "payment_term",
             "credit_days", "status", "status_on"]
        ].set_axis(
            ["policy_no", "debtor", "effective_on", "expires_on", "limit_amount", "limit_term",
             "limit_days", "status", "status_on"], axis=1,
        )  # fmt: skip
        known = pairs(rows.policy_no, rows.debtor).unique()
        s["place"] = np.arange(len(s))
        s = pd.merge_asof(
            s.sort_values("shipped_on"), rows.sort_values("effective_on"),
            left_on="shipped_on", right_on="effective_on", by=["policy_no", "debtor"],
        ).sort_values("place", ignore_index=True)  # fmt: skip
        none = s.limit_amount.isna() | s.expires_on.lt(s.shipped_on)
        auto = s.auto_limit.gt(0)
        s["has_limit"] = pairs(s.policy_no, s.debtor).isin(known) | auto
        s["limit_amount"] = s.limit_amount.mask(none, s.auto_limit.where(auto, -1)).astype("int64")
        s["limit_days"] = s.limit_days.mask(none, s.auto_limit_days)
        s["limit_risk"] = s.limit_term.mask(none, s.auto_limit_term).map(RISK)
        s["status"] = s.status.mask(none, "active")
        return s

    # -- one check after another -------------------------------------------------------------

    def own_name(self, s: pd.DataFrame) -> pd.Series:
        papers = self.tables["documents"]
        filed = papers[papers.slot.isin(AGENTS_PAPERS)].invoice_no if len(papers) else []
        own = s.own_name.astype(bool)
        agent = s.kind.isin(AGENTS)
        shown = s.invoice_no.isin(filed)
        found = said(own | (agent & shown))
        return found.mask(agent & ~own & ~shown, "unknown")

    @staticmethod
    def term_risk(s: pd.DataFrame) -> pd.Series:
        loose = (
            s.telex_release.astype(bool)
            | s.straight_bl.astype(bool)
            | s.transport_mode.isin(["air", "road", "courier"])
        )
        return s.payment_term.map(RISK).mask(loose, RISK["OA"])

    def risk_on(self, s: pd.DataFrame) -> pd.Series:
        known = s.known_risk_on.where(s.known_risk_cleared_on.ge(s.shipped_on), NEVER)
        cases = self.tables["cases"].groupby("buyer_no").known_on.min()
        return np.minimum(known, s.buyer_no.map(cases).fillna(NEVER))

    def declaration(
        self, s: pd.DataFrame, risk_on: pd.Series, overdue: pd.Series
    ) -> tuple[pd.Series, pd.Series]:
        """Return the verdicts, and whether a late declaration blocks."""
        day = s.shipped_on.to_numpy()
        number = s.declaration_n.fillna(0).astype(int).to_numpy()
        work = self.workdays
        by_workdays = work[np.searchsorted(work, day, "right") + number - 1]
        by_days = work[np.searchsorted(work, day + number, "left")]
        month = pd.to_datetime(day - date(1970, 1, 1).toordinal(), unit="D").to_period("M") + 1
        start = (month.start_time - pd.Timestamp("1970-01-01")).days + date(1970, 1, 1).toordinal()
        by_month = start + np.minimum(number, month.days_in_month) - 1
        rule = s.declaration_rule
        due = np.select(
            [rule.eq("day_of_next_month"), rule.eq("days_after_shipment")],
            [by_month, by_days],
            by_workdays,
        )
        done = s.declared_on
        found = said(done.le(due), rule.eq("none"))
        found = found.mask(done.eq(NEVER) & (due >= self.on) & rule.ne("none"), "unknown")
        return found, done.eq(NEVER) | risk_on.lt(done) | overdue

    def excluded(self) -> pd.Series:
        rows = self.tables["policies"][["policy_no", "excluded_countries"]]
        rows = rows.explode("excluded_countries").dropna()
        return pairs(rows.policy_no, rows.excluded_countries)

    @staticmethod
    def loose(s: pd.DataFrame) -> pd.Series:
        flown = s.transport_mode.isin(["air", "road"]) & s.payment_term.eq("OA")
        return s.incoterm.isin(["FOB", "EXW"]) | s.straight_bl.astype(bool) | flown

    @staticmethod
    def third_party(s: pd.DataFrame) -> pd.Series:
        other = plain(s.consignee)
        return other.ne("") & ~other.str.startswith("toorder") & other.ne(plain(s.name_en))

    # -- money over time ---------------------------------------------------------------------

    def over_time(self, s: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
        """Return the balance, and if an earlier invoice was overdue: when shipped, declared."""
        moves = self.moves(s)
        balance = self.balances(s, moves)
        closed = moves[moves.rest.eq(0)].groupby("row").day.min().reindex(s.index)
        bad = pd.DataFrame(
            {"buyer": s.buyer_no.factorize()[0], "start": s.due_on + OVERDUE + 1,
             "end": closed.fillna(NEVER).astype("int64"), "place": self.place(s)}
        )  # fmt: skip
        bad = bad[bad.end > bad.start]
        buyer = s.buyer_no.factorize()[0]
        overdue = inside(buyer, s.shipped_on, bad) > 0
        declared = s.declared_on.where(s.declared_on.ne(NEVER), s.shipped_on)
        asked = pd.DataFrame({"buyer": buyer, "day": declared, "place": self.place(s)})
        # Itself or a later one can be overdue that long only when it was declared that late.
        late = asked[declared - s.shipped_on > OVERDUE]
        when_declared = inside(buyer, declared, bad) - not_earlier(late, bad, s.index) > 0
        return balance, pd.Series(overdue), pd.Series(when_declared)

    @staticmethod
    def place(s: pd.DataFrame) -> pd.Series:
        """Return the place of each shipment in the order of days, then of numbers."""
        order = s[["shipped_on", "invoice_no"]].sort_values(["shipped_on", "invoice_no"]).index
        return pd.Series(np.arange(len(s)), order).sort_index()

    def moves(self, s: pd.DataFrame) -> pd.DataFrame:
        """Return what was unpaid on an invoice after each day on which money came in."""
        rows = self.tables["receipts"][["invoice_no", "received_on", "amount"]]
        rows = rows.set_axis(["invoice_no", "day", "paid"], axis=1)
        rows = rows.assign(row=rows.invoice_no.map(pd.Series(s.index, s.invoice_no)))
        rows = rows.groupby(["row", "day"], as_index=False).paid.sum()
        total = s.amount - s.deposit.where(s.deposit_paid.eq(0), 0)
        amount = rows.row.map(s.amount)
        rest = rows.row.map(total) - rows.groupby("row").paid.cumsum()
        tolerated = np.minimum(UNITS * MICRO, amount // SHARE)
        rows["rest"] = rest.mask(rest.le(tolerated), 0)
        return rows

    @staticmethod
    def balances(s: pd.DataFrame, moves: pd.DataFrame) -> pd.Series:
        """Return the debtor's balance under the policy on each shipment day, in the limit's USD."""
        total = s.amount - s.deposit.where(s.deposit_paid.eq(0), 0)
        before = moves[moves.day.le(moves.row.map(s.shipped_on))].groupby("row").rest.last()
        opening = pd.Series(s.index).map(before).fillna(total).astype("int64")
        shipped = pd.DataFrame(
            {"row": s.index, "day": s.shipped_on, "is_shipment": True, "rest": opening}
        )
        later = moves[moves.day.gt(moves.row.map(s.shipped_on))]
        events = pd.concat([shipped, later[["row", "day", "rest"]].assign(is_shipment=False)])
        events = events.assign(invoice_no=s.invoice_no.to_numpy()[events.row])
        events = events.sort_values(["day", "is_shipment", "invoice_no"])
        change = events.rest - events.groupby("row").rest.shift(fill_value=0)
        rate = s.usd_rate.where(s.currency.ne("USD"), MICRO)
        in_usd = change * (events.row.map(rate) // 100) // (MICRO // 100)
        key = events.row.map(pairs(s.policy_no, s.debtor))
        balance = in_usd.groupby(key.to_numpy()).cumsum()
        here = events.is_shipment.to_numpy()
        return pd.Series(balance.to_numpy()[here], events.row.to_numpy()[here]).sort_index()

    # -- the whole ---------------------------------------------------------------------------

    @staticmethod
    def with_worst(found: pd.DataFrame, blocks: pd.Series, excluded: pd.Series) -> pd.DataFrame:
        rank = pd.Series(SEVERITY["met"], found.index)
        for rule in found.columns[1:]:
            severity: object = SEVERITY["blocking"]
            if rule in REDUCING:
                severity = SEVERITY["reducing"]
            elif rule in WARNING:
                severity = SEVERITY["warning"]
            elif rule == "cover.declared_in_time":
                severity = np.where(blocks, SEVERITY["blocking"], SEVERITY["reducing"])
            elif rule == "cover.country":
                severity = np.where(excluded, SEVERITY["blocking"], SEVERITY["warning"])
            rank = rank.where(found[rule].ne("not_met"), np.minimum(rank, severity))
            unknown = found[rule].eq("unknown")
            rank = rank.where(~unknown, np.minimum(rank, SEVERITY["unknown"]))
        found["worst"] = rank.map({number: word for word, number in SEVERITY.items()})
        return found


def said(met: pd.Series, not_applicable: pd.Series | None = None) -> pd.Series:
    """Return verdicts in words."""
    found = pd.Series(np.where(met, "met", "not_met"), dtype=object)
    return (
        found if not_applicable is None else found.mask(not_applicable.to_numpy(), "not_applicable")
    )


def pairs(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return two columns as one key."""
    return first.astype(str) + "|" + second.astype(str)


def plain(names: pd.Series) -> pd.Series:
    """Return parties' names as they are compared; each different name is folded once."""
    codes, words = names.fillna("").factorize()
    folded = pd.Series(words, dtype=object).str.normalize("NFKC").str.casefold()
    folded = folded.str.replace(r"[\W_]", "", regex=True)
    return pd.Series(folded.to_numpy()[codes])


def inside(buyer: np.ndarray, day: pd.Series, bad: pd.DataFrame) -> np.ndarray:
    """Return how many half-open periods of the same buyer a day lies in."""
    scale = 4 * NEVER
    asked = buyer.astype("int64") * scale + np.asarray(day)
    starts = np.sort(bad.buyer.to_numpy() * scale + bad.start.to_numpy())
    ends = np.sort(bad.buyer.to_numpy() * scale + bad.end.to_numpy())
    return np.searchsorted(starts, asked, "right") - np.searchsorted(ends, asked, "right")


def not_earlier(asked: pd.DataFrame, bad: pd.DataFrame, index: pd.Index) -> pd.Series:
    """Return how many periods a day lies in that belong to its own row or to later ones."""
    both = asked.reset_index(names="row").merge(bad, on="buyer", suffixes=("", "_other"))
    both = both[both.start.le(both.day) & both.end.gt(both.day) & both.place_other.ge(both.place)]
    return both.groupby("row").size().reindex(index, fill_value=0)
