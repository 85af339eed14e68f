import pytest

from xinbao_desktop.domain.client import KINDS
from xinbao_desktop.gui.widgets.form_layout import groups_of


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_stands_in_exactly_one_group(kind):
    placed = [spec.key for _, specs in groups_of(kind) for spec in specs]
    assert sorted(placed) == sorted(spec.key for spec in kind.keys)
