import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain.uscc import (
    ALPHABET,
    check_character,
    inner_check_character,
    uscc_problem,
    uscc_remark,
)


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91310000MA1K000006"])
def test_a_code_with_the_right_check_character_passes(code):
    assert uscc_problem(code) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91310000MA1K000000", "should be 6"),
        ("91310000MA1K00000", "has 17"),
        ("91310000MA1K0000O6", "“O”"),
        ("91350100m000100y43", "small letters"),
        ("", "has 0"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(code, words):
    problem = uscc_problem(code)
    assert problem is not None
    assert words in problem.en


@given(st.text(ALPHABET, min_size=17, max_size=17), st.data())
def test_one_wrong_character_is_always_found(first, data):
    code = first + check_character(first)
    assert uscc_problem(code) is None
    place = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from(ALPHABET.replace(code[place], "")))
    assert uscc_problem(code[:place] + other + code[place + 1 :]) is not None


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(code):
    found = (uscc_problem(code), uscc_remark(code))
    assert all(text is None or (text.zh and text.en) for text in found)


@pytest.mark.parametrize("inner", ["M000100Y4", "D2143569X"])
def test_an_organisation_code_has_a_check_of_its_own(inner):
    assert inner_check_character(inner[:8]) == inner[8]


def test_a_wrong_inner_check_is_only_a_remark():
    code = "91350100M000100Y5"
    code += check_character(code)
    assert uscc_problem(code) is None
    assert uscc_remark(code) is not None
    assert uscc_remark("91350100M000100Y43") is None
