import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinbao_desktop.domain import identifiers as ids


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (ids.customs_code_problem, "4403160ABC"),
        (ids.customs_no_problem, "531620240160000001"),
        (ids.customs_no_problem, "53162024E000000001"),
        (ids.hs_code_problem, "8507.60.00.90"),
        (ids.hs_code_problem, "850760"),
        (ids.swift_problem, "BKCHCNBJ"),
        (ids.swift_problem, "BKCHCNBJ45A"),
        (ids.email_problem, "pay.dept@buyer-gmbh.example"),
        (ids.email_problem, "采购@例子.公司"),
        (ids.domain_problem, "mail.buyer.co.uk"),
    ],
)
def test_a_number_of_the_right_shape_passes(check, good):
    assert check(good) is None


@pytest.mark.parametrize(
    ("check", "bad"),
    [
        (ids.customs_code_problem, "440316"),
        (ids.customs_no_problem, "5.3162024016E+17"),
        (ids.customs_no_problem, "531600240160000001"),
        (ids.hs_code_problem, "85076"),
        (ids.swift_problem, "BKCHCN"),
        (ids.swift_problem, "bkchcnbj"),
        (ids.email_problem, "buyer.example"),
        (ids.email_problem, "a b@buyer.example"),
        (ids.email_problem, "@buyer.example"),
        (ids.email_problem, "a@buyer"),
        (ids.domain_problem, "-buyer.example"),
        (ids.domain_problem, "buyer..example"),
    ],
)
def test_a_number_of_another_shape_is_told_so(check, bad):
    problem = check(bad)
    assert problem is not None
    assert problem.zh
    assert problem.en


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(words):
    for check in (
        ids.customs_code_problem,
        ids.customs_no_problem,
        ids.hs_code_problem,
        ids.swift_problem,
        ids.email_problem,
    ):
        found = check(words)
        assert found is None or (found.zh and found.en)


def test_the_year_of_a_declaration_is_in_its_number():
    assert ids.customs_year("531620240160000001") == 2024
    assert ids.customs_year("53162024") is None


def test_senders_are_compared_by_their_domain():
    assert ids.email_domain("Anna@Buyer.Example") == "buyer.example"
    assert ids.email_domain("anna") is None
