from decimal import Decimal

from xinbao_desktop.papers.keywords import KeywordIndex

ONE = Decimal(1)


def slots(text, *entries):
    index = KeywordIndex([(slot, word, ONE) for slot, word in entries])
    return [hit.slot for hit in index.hits(text)]


def test_a_longer_word_hides_the_shorter_one_inside_it():
    entries = (("T04", "提单"), ("T06", "提单电放保函"), ("T01", "合同"), ("L06", "转卖合同"))
    assert slots("提单电放保函", *entries) == ["T06"]
    assert slots("转卖合同和提单", *entries) == ["L06", "T04"]
    assert slots("合同", *entries) == ["T01"]


def test_a_latin_word_is_a_whole_word():
    assert slots("pl 12", ("T03", "PL")) == ["T03"]
    assert slots("pl12", ("T03", "PL")) == ["T03"]
    assert slots("play", ("T03", "PL")) == []
    assert slots("apl", ("T03", "PL")) == []


def test_figures_are_whole_figures():
    assert slots("9610", ("T21", "9610")) == ["T21"]
    assert slots("196101", ("T21", "9610")) == []


def test_a_word_of_two_slots_speaks_for_both():
    assert slots("声明", ("A", "声明"), ("B", "声明")) == ["A", "B"]


def test_nothing_to_look_for_finds_nothing():
    assert slots("anything") == []
