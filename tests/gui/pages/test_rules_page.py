"""A pack from a stick: proven, its author trusted, compared with this client, installed."""

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[3] / "docs" / "rules-guide.md"


@pytest.fixture
def page(workspace):
    workspace.show_page("rules")
    return workspace.pages["rules"]


@pytest.fixture
def build(services, tmp_path):
    """Write the guide's invented district pack, signed by an author nobody trusts yet."""

    def build(version="2026.11.1"):
        folder = tmp_path / "district"
        folder.mkdir(exist_ok=True)
        files = {}
        for block in re.findall(r"```toml\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL):
            first, _, rest = block.partition("\n")
            name = first.split()[-1]
            files[name] = files.get(name, "") + rest
        for name, text in files.items():
            (folder / name).write_text(text.replace('"2026.11.1"', f'"{version}"'), "utf-8")
        out = tmp_path / f"{version}.xbpack"
        services.packs.build(folder, out, tmp_path / "author.pem")
        return out

    return build


def test_every_pack_and_rule_is_listed_with_its_sources(page):
    packs = [page.tree.topLevelItem(n) for n in range(page.tree.topLevelItemCount())]
    assert len(packs) >= 2
    assert all(pack.childCount() for pack in packs)
    page.tree.setCurrentItem(packs[0].child(0))
    assert "sources" in page.reader.toPlainText()


def test_a_pack_is_trusted_compared_and_installed(page, ask, build, services, tmp_path: Path):
    page.show_pack(build())
    assert page.offer.isVisibleTo(page)
    assert not page.offer.install.isEnabled()
    assert "Author's fingerprint" in page.offer._facts.text()
    ask.expect(tmp_path / "author.pub", True)
    page.offer.trust.click()
    assert page.offer.install.isEnabled()
    assert "guide.small_exporter" in page.offer._said.text()
    ask.expect(True)
    page.offer.install.click()
    assert "guide.small_exporter" in services.knowledge.rules
    assert not page.offer.isVisibleTo(page)
    assert page.tree.topLevelItemCount() >= 3


def test_a_fingerprint_that_differs_is_not_trusted(page, ask, build, services, tmp_path: Path):
    page.show_pack(build())
    ask.expect(tmp_path / "author.pub", False)
    page.offer.trust.click()
    assert not page.offer.install.isEnabled()


def test_an_older_pack_asks_for_a_reason(page, ask, build, services, tmp_path: Path):
    newer, older = build("2026.11.2"), build("2026.11.1")
    services.packs.trust(tmp_path / "author.pub")
    services.packs.install(newer)
    page.show_pack(older)
    ask.expect(True, "the newer one names the wrong district")
    page.offer.install.click()
    rows = {row["version"]: row for row in services.packs.list() if row["id"] == "guide"}
    assert rows["2026.11.1"]["in_use"]


def test_a_changed_byte_is_refused_in_words(page, build):
    path = build()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    page.show_pack(path)
    assert path.name in page.banner.text
    assert not page.offer.isVisibleTo(page)


def test_a_client_with_a_password_is_compared_as_it_stands(page, client, build, services, tmp_path):
    client.custody.set_password(None, "four quiet boats")
    page.show_pack(build())
    assert page.offer.isVisibleTo(page)
    assert client.records.get("buyers", ("B001",)) is not None


def test_bulletins_that_no_longer_count_are_flagged(page, services, monkeypatch):
    old = {
        "pack": "p",
        "id": "b",
        "title": {"zh": "旧", "en": "Ports"},
        "valid_until": "2024-01-31",
    }
    monkeypatch.setattr(services.packs, "expired_bulletins", lambda: [old])
    page.reload()
    assert "Ports (2024-01-31)" in page.banner.text
