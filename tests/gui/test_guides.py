from PySide6.QtWidgets import QTextBrowser


def test_the_guides_are_offered_with_the_measure_of_training(workspace):
    workspace.show_page("measures")
    page = workspace.pages["measures"]
    page.show_measure("m12")
    assert page._guides.isHidden()
    page.show_measure("m13")
    assert not page._guides.isHidden()


def test_a_guide_is_read_in_the_language_of_the_window(workspace):
    workspace.show_page("measures")
    dialog = workspace.pages["measures"].read_guides()
    readers = dialog.findChildren(QTextBrowser)
    assert len(readers) == dialog.tabs.count() == 4
    words = dialog.tabs.widget(0).toPlainText()
    assert "Trade basics" in words
    assert "the law and your policy go before it" in words
    dialog.close()
