"""Steps of a mapping are taken back and done again; its switches are not steps."""

from __future__ import annotations

import dataclasses

from xinbao_desktop.domain.blank import BlankLink, BlankMapping
from xinbao_desktop.gui.models.mapping_history import MappingHistory

EMPTY = BlankMapping(form="F01", sha256="")


def linked(*values):
    links = tuple(BlankLink(field=value, value=value) for value in values)
    return dataclasses.replace(EMPTY, links=links)


def history(*mappings):
    found = MappingHistory()
    for mapping in mappings:
        found.show("one", mapping)
    return found


def test_steps_go_back_and_forth():
    steps = history(EMPTY, linked("a"), linked("a", "b"))
    back = steps.undo(linked("a", "b"))
    assert back == linked("a")
    steps.show("one", back)  # as it comes back once it is kept
    assert steps.undo(back) == EMPTY
    steps.show("one", EMPTY)
    assert not steps.can_undo
    assert steps.redo(EMPTY) == linked("a")


def test_a_new_step_ends_what_could_be_done_again():
    steps = history(EMPTY, linked("a"))
    steps.show("one", steps.undo(linked("a")))
    steps.show("one", linked("c"))
    assert not steps.can_redo
    assert steps.undo(linked("c")) == EMPTY


def test_whether_it_is_in_use_is_no_step():
    steps = history(EMPTY, dataclasses.replace(EMPTY, confirmed=True))
    assert not steps.can_undo
    steps.show("one", linked("a"))
    used = dataclasses.replace(linked("a"), confirmed=True)
    assert steps.undo(used) == dataclasses.replace(EMPTY, confirmed=True)


def test_another_blank_has_steps_of_its_own():
    steps = history(EMPTY, linked("a"))
    steps.show("two", linked("b"))
    assert not steps.can_undo
    assert steps.undo(linked("b")) == linked("b")
