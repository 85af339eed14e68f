"""Packs of rules: list and show them, build, trust, verify, compare and install (J9)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinbao_desktop import __version__
from xinbao_desktop.app.rule_words import fact_json, rule_json, rule_words
from xinbao_desktop.app.verdict_changes import cases_keeping, verdict_changes, verdicts_of
from xinbao_desktop.catalog.pack_archive import PackArchive, build, read_archive, refuse_newer
from xinbao_desktop.catalog.rule_pack import check_pack, read_pack
from xinbao_desktop.catalog.signature import AuthorKey, PublicKey
from xinbao_desktop.errors import AppError, BadInputError, UsageError
from xinbao_desktop.files.atomic import refuse_existing, write_bytes
from xinbao_desktop.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xinbao_desktop.app.clock import Clock
    from xinbao_desktop.app.knowledge import Knowledge
    from xinbao_desktop.app.opened_client import OpenedClient
    from xinbao_desktop.app.verdict_changes import Verdicts
    from xinbao_desktop.catalog.pack_shelf import Installed
    from xinbao_desktop.domain.rules.model import RulePack
    from xinbao_desktop.text import Lang

NO_RULE = Text(
    "没有规则、参数、事实或规则包“{id}”。用 xinbao rules list 查看。",
    "There is no rule, figure, fact or pack “{id}”. See xinbao rules list.",
)


class RulePackService:
    """What a person does with packs of rules."""

    def __init__(
        self,
        knowledge: Knowledge,
        clock: Clock,
        open_client: Callable[[Path, Knowledge], OpenedClient],
    ) -> None:
        """Take what it works with.

        Args:
            knowledge: The rules in use.
            clock: Says on which day a pack is installed.
            open_client: Opens a client for reading, judged by some knowledge.
        """
        self._knowledge = knowledge
        self._clock = clock
        self._open_client = open_client

    def list(self) -> list[dict[str, Any]]:
        """Return every pack in use with its rules, and the installed versions that are not."""
        packs = self._knowledge.packs
        kept = {(one.id, one.version): self._kept(one) for one in self._knowledge.shelf.installed()}
        rows = [
            {
                **_pack_json(pack),
                "in_use": True,
                "author": kept.pop((pack.id, pack.version), {}).get("author", ""),
                "rules": [{"id": r.id, "title": r.title.as_json()} for r in pack.rules],
            }
            for pack in packs
        ]
        return [*rows, *kept.values()]

    def expired_bulletins(self) -> Sequence[dict[str, Any]]:
        """Return the risk bulletins of the packs in use whose last day is over."""
        today = self._clock.today()
        return [
            {
                "pack": pack.id,
                "id": one.id,
                "title": one.title.as_json(),
                "valid_until": one.valid_until.isoformat(),
            }
            for pack in self._knowledge.packs
            for one in pack.bulletins
            if one.valid_until is not None and one.valid_until < today
        ]

    def show(self, id_: str) -> dict[str, Any]:
        """Return a rule, a figure, a fact or a pack by its id.

        Raises:
            UsageError: There is none.
        """
        found, fact = rule_json(self._knowledge, id_), fact_json(self._knowledge, id_)
        if found is not None and fact is not None:
            return {**found, "fact": fact}  # a rule may be called like the fact it asks for
        found = found or fact
        if found is None:
            found = next((row for row in self.list() if row["id"] == id_), None)
        if found is None:
            raise UsageError(NO_RULE.fill(id=id_))
        return found

    def words(self, id_: str, lang: Lang) -> Sequence[str]:
        """Return the same as lines to read."""
        shown = self.show(id_)
        fact = shown.get("fact")
        return [*rule_words(shown, lang), *(rule_words(fact, lang) if fact is not None else ())]

    def build(
        self, folder: Path, out: Path, key_path: Path, *, force: bool = False
    ) -> dict[str, Any]:
        """Check a folder, run its own cases, sign it; makes the key where there is none.

        Raises:
            CatalogError: Everything that is wrong in the pack.
            BadInputError: The key is none, or a file does not belong into a pack.
            UsageError: The output exists.
        """
        if not folder.is_dir():
            raise UsageError(Text(f"没有文件夹 {folder.name}", f"there is no folder {folder.name}"))
        refuse_existing(out, force=force)
        self._check(read_pack(folder))
        made = not key_path.exists()
        key = AuthorKey.create(key_path) if made else AuthorKey.read(key_path)
        content = build(folder, key)
        archive = read_archive(content, out.name)
        write_bytes(out, content, force=force)
        public = str(key_path.with_suffix(".pub")) if made else None
        return {**self._archive_json(archive), "pack": str(out), "new_public_key": public}

    def fingerprint(self, key_path: Path) -> str:
        """Return a public key's fingerprint, to be compared with its author."""
        return PublicKey.read(key_path).fingerprint

    def trust(self, key_path: Path) -> str:
        """Trust an author from now on, and return the fingerprint."""
        key = PublicKey.read(key_path)
        self._knowledge.trust.add(key)
        return key.fingerprint

    def verify(self, path: Path) -> dict[str, Any]:
        """Prove a pack: every byte, its signature, its rules, its own cases.

        Raises:
            BadInputError: It is not as its author made it.
            CatalogError: Its rules are wrong.
        """
        archive = self._archive(path)
        self._check(archive.pack())
        return self._archive_json(archive)

    def compare(self, path: Path, client: Path | OpenedClient | None) -> dict[str, Any]:
        """Return which verdicts on a client would change if a pack were installed.

        A client that is open already is judged as it stands, whatever its password. Without a
        client, only which rules come and go. ``kept_cases`` are the cases that keep the version
        of their last final packet, so that nothing changes for them.
        """
        archive = self._archive(path)
        pack = archive.pack()
        self._check(pack)
        known = self._usable(pack.id)
        other = known.with_packs([*known.packs_beside(pack.id), pack])
        before, after = set(known.rules.ids()), set(other.rules.ids())
        changes: list[dict[str, str]] = []
        kept: Sequence[str] = ()
        if client is not None:
            kept = self._cases_keeping(client, pack)
            changes = verdict_changes(self._judged(client, known), self._judged(client, other))
        return {
            **self._archive_json(archive),
            "new_rules": sorted(after - before),
            "dropped_rules": sorted(before - after),
            "changes": changes,
            "kept_cases": [*kept],
        }

    def install(self, path: Path, reason: str | None = None) -> dict[str, Any]:
        """Prove, test and install a pack; it is in use from now on.

        Raises:
            UsageError: Its author is not trusted, or it is older and no reason was given.
        """
        archive = self._archive(path)
        self._check(archive.pack())
        self._knowledge.shelf.install(
            archive,
            on=self._clock.today(),
            shipped=self._knowledge.shipped_versions,
            reason=reason,
        )
        self._knowledge.forget_packs()
        return self._archive_json(archive)

    # ---- inside ------------------------------------------------------------------------------

    def _judged(self, client: Path | OpenedClient, knowledge: Knowledge) -> Verdicts:
        if isinstance(client, Path):
            with self._open_client(client, knowledge) as opened:
                return verdicts_of(opened)
        return verdicts_of(client.judged_by(knowledge))

    def _cases_keeping(self, client: Path | OpenedClient, pack: RulePack) -> Sequence[str]:
        if isinstance(client, Path):
            with self._open_client(client, self._usable(pack.id)) as opened:
                return cases_keeping(opened, pack.id, pack.version)
        return cases_keeping(client, pack.id, pack.version)

    def _archive(self, path: Path) -> PackArchive:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadInputError(
                Text(
                    f"无法读取 {path.name}：{error.strerror}",
                    f"{path.name} cannot be read: {error.strerror}",
                )
            ) from error
        archive = read_archive(content, path.name)
        refuse_newer(archive.manifest, __version__)
        return archive

    def _check(self, pack: RulePack) -> None:
        known = self._knowledge
        check_pack(
            pack,
            known.facts,
            others=known.packs_beside(pack.id),
            sources=known.sources,
            calendar=known.calendar,
        )

    def _usable(self, id_: str) -> Knowledge:
        """Return the rules in use; without a pack that was altered and is to be replaced."""
        known = self._knowledge
        try:
            known.packs  # noqa: B018 - reading proves them
        except AppError:
            return known.with_packs(known.packs_beside(id_))
        return known

    def _archive_json(self, archive: PackArchive) -> dict[str, Any]:
        manifest = archive.manifest
        return {
            "id": manifest.id,
            "version": manifest.version,
            "title": manifest.title.as_json(),
            "valid_from": manifest.valid_from.isoformat(),
            "min_program": manifest.min_program,
            "sha256": archive.sha256,
            "fingerprint": archive.key.fingerprint,
            "trusted": self._knowledge.trust.trusts(archive.key),
        }

    def _kept(self, one: Installed) -> dict[str, Any]:
        """Return an installed version as it is listed while it is not in use."""
        row = {"id": one.id, "version": one.version, "in_use": False, "rules": []}
        try:
            archive = self._knowledge.shelf.proven(one.id, one.version)
        except AppError as error:
            return {**row, "title": error.text.as_json(), "author": ""}
        title = archive.manifest.title.as_json()
        return {**row, "title": title, "author": archive.key.fingerprint}


def _pack_json(pack: RulePack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title.as_json(),
        "description": pack.description.as_json(),
        "valid_from": pack.valid_from.isoformat(),
    }
