"""Bring scans inside a PDF that are finer than print needs down to 300 dpi.

Only the plain case is touched: one picture that fills its page, without masks. All else stays
as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image

from xinbao_desktop.papers.encoding import packed, reduced_bilevel
from xinbao_desktop.papers.picture import REDUCED_DPI
from xinbao_desktop.papers.picture_paper import put_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from xinbao_desktop.papers.pdf_measure import PicturePart

_MASKS = ("/SMask", "/Mask", "/Decode")


def reduce_picture(
    page: pikepdf.Page, part: PicturePart, dpi: float, other: Callable[[], Image.Image | None]
) -> bool:
    """Reduce a page's picture that lies at ``dpi``; says whether it could.

    ``other`` unpacks the picture in another way, for those that pikepdf cannot (JBIG2).
    """
    found = [
        image
        for image in _pictures(page.obj.get("/Resources"), 0)
        if (int(image.get("/Width", 0)), int(image.get("/Height", 0))) == (part.width, part.height)
    ]
    if len(found) != 1 or any(key in found[0] for key in _MASKS):
        return False
    if bool(found[0].get("/ImageMask", False)):
        return False
    image = _unpacked(found[0]) or other()
    if image is None:
        return False  # it is shown as the readers can show it
    factor = REDUCED_DPI / dpi
    if image.mode == "1":
        put_picture(found[0], reduced_bilevel(image, factor))
        return True
    if image.mode not in {"L", "RGB"}:
        image = image.convert("RGB")
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    smaller = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    put_picture(found[0], packed(smaller, photo=True))
    return True


def _unpacked(picture: Any) -> Image.Image | None:
    try:
        image = pikepdf.PdfImage(picture).as_pil_image()
        image.load()
    except (pikepdf.PikepdfError, LookupError, TypeError, ValueError, OSError, RuntimeError):
        return None
    return image


def _pictures(resources: Any, depth: int) -> list[Any]:
    """Return the pictures of a page, also those inside the forms it draws."""
    listed: list[Any] = []
    if not isinstance(resources, Dictionary) or depth > 3:
        return listed
    parts: Any = resources.get("/XObject")
    names = list(parts.keys()) if isinstance(parts, Dictionary) else []
    for part in (parts[name] for name in names):
        if not isinstance(part, pikepdf.Stream):
            continue
        if part.get("/Subtype") == Name.Image:
            listed.append(part)
        elif part.get("/Subtype") == Name.Form:
            listed += _pictures(part.get("/Resources"), depth + 1)
    return listed
