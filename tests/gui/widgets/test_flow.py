from PySide6.QtWidgets import QWidget

from xinbao_desktop.gui.widgets.flow import FlowLayout


def boxes(qtbot, *sizes):
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=10)
    made = []
    for width, height in sizes:
        one = QWidget()
        one.setFixedSize(width, height)
        flow.addWidget(one)
        made.append(one)
    return holder, flow, made


def test_what_is_lower_stands_in_the_middle_of_its_line(qtbot):
    holder, flow, (field, tick) = boxes(qtbot, (100, 40), (50, 20))
    holder.resize(300, 40)
    flow.activate()
    assert (field.y(), tick.y()) == (0, 10)
    assert tick.x() == 110


def test_what_has_no_room_goes_into_the_next_line(qtbot):
    _holder, flow, _boxes = boxes(qtbot, (100, 40), (50, 20), (100, 30))
    assert flow.heightForWidth(160) == 40 + 10 + 30
    assert flow.heightForWidth(159) == 40 + 10 + 20 + 10 + 30


def test_what_is_put_first_stands_before_all_others(qtbot):
    holder, flow, (field,) = boxes(qtbot, (100, 40))
    first = QWidget()
    first.setFixedSize(30, 40)
    flow.put_first(first)
    holder.resize(300, 40)
    flow.activate()
    assert (first.x(), field.x()) == (0, 40)
