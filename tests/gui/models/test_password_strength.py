import pytest

from xinbao_desktop.gui.models.password_strength import Strength, strength


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("", Strength.NONE),
        ("abc", Strength.WEAK),
        ("1234567890123", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("hailan-2024-pass", Strength.WEAK),
        ("lantern road", Strength.FAIR),
        ("Lantern-Road-77", Strength.GOOD),
        ("four quiet boats at noon", Strength.GOOD),
    ],
)
def test_a_password_is_judged_by_length_and_variety(password, expected):
    assert strength(password, "hailan") is expected
