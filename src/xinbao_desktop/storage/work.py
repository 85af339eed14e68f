"""What every work inside a transaction is made of: a connection, and errors in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinbao_desktop.storage import failures
from xinbao_desktop.storage.rows import read_setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Select


class Work:
    """One transaction on one client file."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    @property
    def connection(self) -> Connection:
        """The connection, for what else in ``storage`` reads the same snapshot."""
        return self._connection

    def setting(self, key: str) -> str | None:
        """Return a setting kept in the file, or None."""
        with failures.database_errors(self._path):
            return read_setting(self._connection, key)

    @property
    def client_id(self) -> str:
        """The number that marks everything of this client, also in its packets."""
        return self.setting("client.id") or ""

    def _all(self, chosen: Select[Any]) -> Sequence[Any]:
        with failures.database_errors(self._path):
            return self._connection.execute(chosen).all()

    def _scalar(self, chosen: Select[Any]) -> Any:
        with failures.database_errors(self._path):
            return self._connection.execute(chosen).scalar()

    def _mapping(self, chosen: Select[Any]) -> dict[str, Any]:
        with failures.database_errors(self._path):
            row = self._connection.execute(chosen).mappings().first()
        return dict(row) if row else {}
