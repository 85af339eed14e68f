"""The page of the insured company: one record, entered once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from xinbao_desktop.domain import schema
from xinbao_desktop.gui import wording
from xinbao_desktop.gui.widgets.page import Page
from xinbao_desktop.gui.widgets.parts import card, column, label
from xinbao_desktop.gui.widgets.record_form import RecordForm

if TYPE_CHECKING:
    from xinbao_desktop.domain.company import Company
    from xinbao_desktop.gui.context import ClientContext, Place


class CompanyPage(Page):
    """Who is insured."""

    name: ClassVar[str] = "company"
    watches: ClassVar[frozenset[str]] = frozenset({"company"})

    def __init__(self, context: ClientContext) -> None:
        super().__init__(context, wording.page_title("company"))
        self.form = RecordForm(context, schema.kind("company"))
        self._key = ""
        self._shown = False
        layout = column()
        layout.addWidget(self.form)
        self.body.addWidget(
            label(
                self.tr("These facts decide which measures you can use and stand on every form."),
                "muted", wrap=True,
            )
        )  # fmt: skip
        self.body.addWidget(card(layout), 1)

    def reload(self) -> None:
        """See ``Page.reload``."""
        client = self.context.client
        self.context.tasks.run(
            lambda _: client.records.company(), owner=self, on_done=self._show,
            on_error=self.context.fail,
        )  # fmt: skip

    def show_place(self, place: Place) -> None:
        """Point out a field."""
        self._key = place.key
        if place.key:
            self.form.focus_field(place.key)

    def leave(self) -> None:
        """See ``Page.leave``."""
        self.form.commit()

    def _show(self, company: Company | None) -> None:
        if company is not None and self.form.record is not None:
            self.form.refresh(company)
            return
        if company is None and self._shown:
            return  # what is being entered stays
        self._shown = True
        self.form.show_record(company)
        if self._key:
            self.form.focus_field(self._key)
