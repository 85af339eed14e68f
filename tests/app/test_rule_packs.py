"""A new pack arrives on a stick: proven, tested, compared, installed; old ones are kept (J9)."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from xinbao_desktop.assets import asset
from xinbao_desktop.domain.company import Company
from xinbao_desktop.errors import BadInputError, CatalogError, UsageError
from xinbao_desktop.text import Lang

GUIDE = Path(__file__).parents[2] / "docs" / "rules-guide.md"


@pytest.fixture
def district(tmp_path):
    """Write the guide's invented district pack into a folder; ``change`` edits its text."""

    def district(version="2026.11.1", change=None):
        folder = tmp_path / "district"
        folder.mkdir(exist_ok=True)
        files = {}
        for block in re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL):
            first, _, rest = block.partition("\n")
            name = first.split()[-1]
            files[name] = files.get(name, "") + rest
        for name, text in files.items():
            edited = text.replace('"2026.11.1"', f'"{version}"')
            (folder / name).write_text(change(edited) if change else edited, "utf-8")
        return folder

    return district


@pytest.fixture
def built(services, district, tmp_path):
    """Build, sign and trust a version of the pack."""

    def built(version="2026.11.1", change=None):
        out = tmp_path / f"{version}.xbpack"
        services.packs.build(district(version, change), out, tmp_path / "author.pem")
        services.packs.trust(tmp_path / "author.pub")
        return out

    return built


@pytest.fixture
def client_file(services, tmp_path):
    path = tmp_path / "客户.xinbao"
    company = Company(
        uscc="91440300MA5EXAMPL0",
        name_zh="深圳示例公司",
        district="海棠区",
        export_usd_last_year=Decimal(7_000_000),
    )
    with services.create_client(path) as client, client.desk.write() as work:
        work.put(company)
    return path


def test_a_district_needs_no_code(services, built):
    services.packs.install(built())
    assert "guide.small_exporter" in services.knowledge.rules
    (row,) = [row for row in services.packs.list() if row["id"] == "guide"]
    assert row["in_use"]
    assert row["author"]
    assert [rule["id"] for rule in row["rules"]] == ["guide.notice_in_time", "guide.small_exporter"]


def test_a_first_build_makes_the_authors_key(services, district, tmp_path):
    key = tmp_path / "author.pem"
    first = services.packs.build(district(), tmp_path / "a.xbpack", key)
    again = services.packs.build(district(), tmp_path / "b.xbpack", key)
    assert first["new_public_key"] == str(tmp_path / "author.pub")
    assert again["new_public_key"] is None
    assert first["sha256"] == again["sha256"]
    assert services.packs.fingerprint(tmp_path / "author.pub") == first["fingerprint"]


def test_a_pack_whose_own_tests_fail_is_not_built(services, district, tmp_path):
    folder = district(change=lambda text: text.replace("8000001}", "8000000}"))
    with pytest.raises(CatalogError, match="expected verdict not_met, got met"):
        services.packs.build(folder, tmp_path / "out.xbpack", tmp_path / "author.pem")
    assert not (tmp_path / "out.xbpack").exists()
    assert not (tmp_path / "author.pem").exists()


def test_an_output_is_not_overwritten_unasked(services, district, tmp_path):
    out = tmp_path / "out.xbpack"
    out.write_bytes(b"mine")
    with pytest.raises(UsageError):
        services.packs.build(district(), out, tmp_path / "author.pem")
    services.packs.build(district(), out, tmp_path / "author.pem", force=True)
    assert services.packs.verify(out)["id"] == "guide"


def test_an_author_is_trusted_once(services, district, tmp_path):
    out = tmp_path / "out.xbpack"
    services.packs.build(district(), out, tmp_path / "author.pem")
    assert services.packs.verify(out)["trusted"] is False
    with pytest.raises(UsageError, match="not trusted"):
        services.packs.install(out)
    services.packs.trust(tmp_path / "author.pub")
    assert services.packs.verify(out)["trusted"] is True
    assert services.packs.install(out)["version"] == "2026.11.1"


def test_one_changed_byte_is_refused(services, built):
    out = built()
    content = bytearray(out.read_bytes())
    content[len(content) // 2] ^= 1
    out.write_bytes(bytes(content))
    for use in (services.packs.verify, services.packs.install):
        with pytest.raises(BadInputError):
            use(out)


def test_a_file_that_is_not_there_is_said_so(services, tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        services.packs.verify(tmp_path / "none.xbpack")
    with pytest.raises(UsageError, match="no folder"):
        services.packs.build(tmp_path / "none", tmp_path / "x", tmp_path / "key.pem")


def test_the_difference_of_verdicts_is_shown_before_installing(services, built, client_file):
    services.packs.install(built())
    stricter = built("2026.12.1", _lower_the_limit)
    found = services.packs.compare(stricter, client_file)
    assert found["changes"] == [
        {
            "subject": "company",
            "rule": "guide.small_exporter",
            "before": "met",
            "after": "not_met",
        }
    ]
    assert services.knowledge.packs[1].version == "2026.11.1"


def _lower_the_limit(text):
    text = text.replace("value = 8000000", "value = 6500000")
    return text.replace(
        'last_year" = 8000000}\n  expect = "met"', 'last_year" = 6500000}\n  expect = "met"'
    )


def test_rules_that_come_are_named(services, built, client_file):
    pack = built()
    found = services.packs.compare(pack, client_file)
    assert found["new_rules"] == ["guide.notice_in_time", "guide.small_exporter"]
    assert [change["before"] for change in found["changes"]] == ["none"]
    assert services.packs.compare(pack, None)["changes"] == []


@pytest.mark.parametrize("name", ["sample-haitang", "sample-bulletins", "guangming2022"])
def test_the_sample_packs_can_be_built_and_installed(services, tmp_path, name):
    out = tmp_path / "out.xbpack"
    services.packs.build(asset(f"resources/samples/packs/{name}"), out, tmp_path / "author.pem")
    services.packs.trust(tmp_path / "author.pub")
    services.packs.install(out)
    assert any(row["id"] == name and row["in_use"] for row in services.packs.list())


def test_a_districts_pack_changes_the_verdict_on_its_district(services, tmp_path, client_file):
    out = tmp_path / "out.xbpack"
    folder = asset("resources/samples/packs/sample-haitang")
    services.packs.build(folder, out, tmp_path / "author.pem")
    changes = services.packs.compare(out, client_file)["changes"]
    assert {
        "subject": "company",
        "rule": "sz2023.m15.district",
        "before": "unknown",
        "after": "met",
    } in changes


def test_an_older_version_needs_a_reason(services, built):
    services.packs.install(built("2026.12.1"))
    older = built("2026.11.1")
    with pytest.raises(UsageError, match="give a reason"):
        services.packs.install(older)
    services.packs.install(older, "新版第三条有误")
    versions = {
        row["version"]: row["in_use"] for row in services.packs.list() if row["id"] == "guide"
    }
    assert versions == {"2026.11.1": True, "2026.12.1": False}


def test_a_case_can_be_judged_by_the_pack_it_was_judged_by(services, built):
    services.packs.install(built("2026.11.1"))
    services.packs.install(built("2026.12.1", _lower_the_limit))
    pinned = services.knowledge.pinned({"guide": "2026.11.1"})
    by_id = {pack.id: pack.version for pack in pinned}
    assert by_id["guide"] == "2026.11.1"
    assert set(by_id) == {pack.id for pack in services.knowledge.packs}
    with pytest.raises(UsageError, match="not installed"):
        services.knowledge.pinned({"guide": "2020.1"})


def test_an_altered_pack_is_not_used_and_installing_it_again_mends_it(services, built):
    out = built()
    services.packs.install(out)
    (contents,) = [one.folder for one in services.knowledge.shelf.installed()]
    (contents / "district.toml").write_text("", "utf-8")
    services.knowledge.forget_packs()
    with pytest.raises(BadInputError, match="was altered"):
        _ = services.knowledge.packs
    assert services.packs.compare(out, None)["new_rules"]
    services.packs.install(out)
    assert "guide.small_exporter" in services.knowledge.rules


def test_a_rule_is_shown_with_its_facts_and_where_they_are_entered(services):
    found = services.packs.show("cover.credit_days_max")
    assert found["kind"] == "rule"
    assert found["parameters"] == ["cover.max_credit_days"]
    assert found["facts"][0]["label"]["zh"]
    assert all(source["title"] for source in found["sources"])


def test_a_figure_is_shown_with_its_two_ends(services):
    found = services.packs.show("notice.default.days")
    assert found["values"][0]["strict"] == "30"
    assert found["values"][0]["generous"] == "60"


@pytest.mark.parametrize(
    "id_", ["cover.credit_days_max", "claim.months", "eci-core", "case.cause", "cover.exposure"]
)
@pytest.mark.parametrize("lang", list(Lang))
def test_what_is_shown_can_be_read(services, id_, lang):
    lines = services.packs.words(id_, lang)
    assert len(lines) > 3
    assert not any("{" in line or "None" in line for line in lines)


def test_what_there_is_not_is_said_so(services):
    with pytest.raises(UsageError, match="no rule, figure, fact or pack"):
        services.packs.show("nothing")


def test_a_fact_is_shown_with_type_unit_label_and_place(services):
    found = services.packs.show("policy.notice_default_days")
    assert (found["kind"], found["type"]["id"], found["unit"]["en"]) == ("fact", "number", "days")
    assert (found["title"]["zh"], found["entered"]["zh"]) == ("拖欠报损期限(天)", "保单")
    computed = services.packs.show("claim.open_elsewhere")
    assert computed["entered"] is None
    assert computed["computed"]["zh"]
    assert [rule["id"] for rule in computed["used_by"]] == ["claim.all_open_invoices"]


def test_a_rule_called_like_its_fact_shows_both(services):
    found = services.packs.show("cover.exposure")
    assert (found["kind"], found["fact"]["kind"]) == ("rule", "fact")
    lines = services.packs.words("cover.exposure", Lang.EN)
    assert any("the limit's currency" in line for line in lines)


def test_every_fact_a_rule_asks_for_can_be_shown(services):
    for id_ in services.knowledge.rules.ids():
        for path in services.knowledge.rules.asked(id_)[0]:
            for lang in Lang:
                lines = services.packs.words(path, lang)
                assert len(lines) > 2, path
                assert not any("{" in line or line.endswith(" None") for line in lines)
