import pytest

from xinbao_desktop.domain.vocabulary import AmbiguousTermError, Term, Vocabulary, folded
from xinbao_desktop.text import Text, same

TERMS = Vocabulary(
    "payment_term",
    Text("支付方式", "Payment term"),
    (
        Term("DP", Text("付款交单", "Documents against payment"), ("D/P", "CAD")),
        Term("OA", Text("赊销", "Open account"), ("O/A", "T/T后")),
    ),
)


@pytest.mark.parametrize(
    "raw",
    ["OA", "oa", "O/A", "Ｏ／Ａ", " 赊 销 ", "open  ACCOUNT", "t/t 后", "赊销(OA)", "赊销 O/A"],
)
def test_a_word_is_understood_in_every_way_it_is_written(raw):
    assert TERMS.parse(raw) == "OA"


@pytest.mark.parametrize("raw", ["", "   ", "/", "O", "OA DP", "赊销 60天", "现金"])
def test_a_word_outside_the_list_is_not_guessed(raw):
    assert TERMS.parse(raw) is None


def test_a_value_has_a_label_in_both_languages():
    assert TERMS.label("DP") == Text("付款交单", "Documents against payment")


def test_an_unknown_value_has_no_label():
    with pytest.raises(KeyError):
        TERMS.label("LC")


def test_values_are_offered_in_the_order_of_the_list():
    assert TERMS.values == ("DP", "OA")
    assert "DP" in TERMS
    assert "D/P" not in TERMS


def test_two_terms_cannot_claim_the_same_word():
    with pytest.raises(AmbiguousTermError, match="means both"):
        Vocabulary("x", same("x"), (Term("a", same("one")), Term("b", same("two"), ("O-N-E",))))


def test_signs_of_currencies_are_not_dropped_in_comparing():
    assert folded("A$") != folded("A")
    assert folded("US＄") == folded("us$")


def test_accents_do_not_matter():
    assert folded("Côte d'Ivoire") == folded("cote divoire")
