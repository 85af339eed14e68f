"""Take off a copy what its PDF hides by layers (optional content), so that it stays unseen.

A copy has no list of layers, and without one a reader would show them all. State operators are
kept and only painting is dropped, so what follows a hidden part is drawn as before.
"""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

_SHOW_TEXT = frozenset({"Tj", "TJ"})
_SHOW_ON_NEXT_LINE = frozenset({"'", '"'})
_PAINT_PATH = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_PAINT_OTHER = frozenset({"sh", "Do", "INLINE IMAGE"})
_DEEPEST = 12


def drop_hidden_layers(pdf: pikepdf.Pdf) -> bool:
    """Remove what is drawn in hidden layers; says whether there was any such layer."""
    root: Any = pdf.Root
    properties = root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return False
    hidden = _hidden_layers(properties)
    if not hidden:
        return False
    work = _Layers(pdf, hidden)
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            page.obj.Annots = Array([a for a in list(annotations) if not work.hides(a.get("/OC"))])
        work.clean(page.obj, _resources(page.obj), 0)
    return True


def _hidden_layers(properties: Any) -> set[tuple[int, int]]:
    default = properties.get("/D", Dictionary())
    everything = _groups(properties.get("/OCGs"))
    if default.get("/BaseState") == Name.OFF:
        return everything - _groups(default.get("/ON"))
    return _groups(default.get("/OFF")) & everything


def _groups(listed: Any) -> set[tuple[int, int]]:
    if not isinstance(listed, Array):
        return set()
    return {group.objgen for group in list(listed) if isinstance(group, Dictionary)}


def _resources(node: Any) -> Any:
    for _ in range(64):
        if "/Resources" in node:
            return node["/Resources"]
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return Dictionary()


class _Layers:
    """Cleans the content streams of one PDF."""

    def __init__(self, pdf: pikepdf.Pdf, hidden: set[tuple[int, int]]) -> None:
        self._pdf = pdf
        self._hidden = hidden
        self._done: set[tuple[int, int]] = set()

    def hides(self, membership: Any) -> bool:
        """Say whether a layer, or a set of layers with its policy, is hidden."""
        if not isinstance(membership, Dictionary):
            return False
        if membership.get("/Type") != Name.OCMD:
            return membership.objgen in self._hidden
        groups = membership.get("/OCGs")
        listed = list(groups) if isinstance(groups, Array) else [groups]
        off = [g.objgen in self._hidden for g in listed if isinstance(g, Dictionary)]
        if not off:
            return False
        policy = str(membership.get("/P", "/AnyOn"))
        shown = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(policy, not all(off))
        return not shown

    def clean(self, holder: Any, resources: Any, depth: int) -> None:
        """Clean a page or a form, and the forms it draws."""
        if depth > _DEEPEST:
            return
        forms = resources.get("/XObject", Dictionary())
        marks = resources.get("/Properties", Dictionary())
        kept: list[Any] = []
        stack: list[bool] = []
        for instruction in pikepdf.parse_content_stream(holder):
            operands: Any = instruction.operands
            operator = instruction.operator
            name = str(operator)
            if name in {"BMC", "BDC"}:
                target = marks.get(str(operands[1])) if self._is_layer(name, operands) else None
                stack.append(any(stack[-1:]) or self.hides(target))
            elif name == "EMC" and stack:
                stack.pop()
            unseen = bool(stack and stack[-1])
            if name == "Do" and not unseen:
                unseen = self._form(forms.get(str(operands[0])), resources, depth)
            kept += _kept(operands, operator, name) if unseen else [(operands, operator)]
        data = pikepdf.unparse_content_stream(kept)
        if isinstance(holder, pikepdf.Stream):
            holder.write(data)
        else:
            holder.Contents = self._pdf.make_stream(data)

    @staticmethod
    def _is_layer(name: str, operands: Any) -> bool:
        return name == "BDC" and operands[0] == Name.OC and isinstance(operands[1], Name)

    def _form(self, form: Any, outer: Any, depth: int) -> bool:
        """Clean a form that is drawn; says whether it is hidden as a whole."""
        if not isinstance(form, pikepdf.Stream):
            return False
        if self.hides(form.get("/OC")):
            return True
        if form.get("/Subtype") == Name.Form and form.objgen not in self._done:
            self._done.add(form.objgen)
            self.clean(form, form.get("/Resources", outer), depth + 1)
        return False


def _kept(operands: Any, operator: Any, name: str) -> list[Any]:
    """Return what stays of an operator in a hidden part."""
    if name in _SHOW_TEXT or name in _PAINT_OTHER:
        return []
    if name in _SHOW_ON_NEXT_LINE:
        return [([], Operator("T*"))]
    if name in _PAINT_PATH:
        return [([], Operator("n"))]
    return [(operands, operator)]
