import sys

from PySide6.QtWidgets import QLabel


def test_qt_calls_keep_the_reference_counts_of_true_and_none(qapp):
    """PySide6 6.12.0 on Python 3.11 drops one per call, and aborts after some hundreds."""
    label, calls = QLabel(), 200
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(calls):
        label.setText("x")
        label.windowTitleChanged.emit("x")
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert all(old - new < calls / 2 for old, new in zip(before, after, strict=True))
