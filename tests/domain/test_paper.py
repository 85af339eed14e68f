from dataclasses import replace
from decimal import Decimal

import pytest

from xinbao_desktop.domain.paper import (
    FactKind,
    Keyword,
    KnownNumbers,
    PaperPage,
    PreparedPaper,
    folded,
)

PAGE = PaperPage(1, Decimal(210), Decimal(297), True, None, False, 0, "a")


def test_a_page_wider_than_high_is_landscape():
    assert not PAGE.landscape
    assert replace(PAGE, width_mm=Decimal(297), height_mm=Decimal(210)).landscape


def test_a_paper_gives_the_text_of_each_page():
    assert PreparedPaper((PAGE, replace(PAGE, text="")), "image/tiff").page_texts == ("a", "")


def test_known_numbers_leave_out_what_is_not_given():
    known = KnownNumbers.of(
        [{"invoice": "A-1", "contract": None, "customs": "530420240043100217"}, {"invoice": ""}]
    )
    assert len(known.shipments) == 1
    assert known.shipments[0].numbers == (
        (FactKind.INVOICE, "A-1"),
        (FactKind.CUSTOMS, "530420240043100217"),
    )


@pytest.mark.parametrize("weight", ["0", "-0.1", "1.01"])
def test_a_weight_outside_its_range_is_refused(weight):
    with pytest.raises(ValueError, match="weight"):
        Keyword("提单", Decimal(weight))


def test_an_empty_keyword_is_refused():
    with pytest.raises(ValueError, match="empty"):
        Keyword("  ", Decimal(1))


def test_words_are_compared_without_width_case_and_space():
    assert folded("  ＢＩＬＬ　of \n Lading ") == "bill of lading"
