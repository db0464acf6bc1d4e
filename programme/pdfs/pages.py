"""A PDF → its number of pages, what it says, and a picture of its first page."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from programme.pdfs.faults import Fault

COVER_WIDTH = 480  # pixels
COVER_HEIGHTS = (120, 960)  # pixels; a page that is longer is cut at its foot
LONGEST_SIDE = 5000  # points of 1/72 inch
LONGEST_PROPERTY = 300  # characters
PROPERTIES = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "CreationDate")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)  # properties, once more


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a PDF. Raises Fault where it is none or is locked."""
    # Large and native; who reads no PDF does without.
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        asks = error.err_code == raw.FPDF_ERR_PASSWORD
        raise Fault("password" if asks else "damaged") from error
    try:
        if raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise Fault("encrypted")
        yield document
    except pypdfium2.PdfiumError as error:
        raise Fault("damaged") from error
    finally:
        document.close()


def described(path: Path) -> dict[str, Any]:
    """Return {pages, properties, cover: WebP bytes}. Raises Fault."""
    from pypdfium2 import raw

    with opened(path) as document:
        if raw.FPDFDoc_GetAttachmentCount(document) > 0:
            raise Fault("attachment")
        if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise Fault("script")
        return {
            "pages": len(document),
            "properties": _properties(document.get_metadata_dict(skip_empty=True)),
            "cover": _cover(document),
        }


def words_of(path: Path) -> dict[str, str]:
    """Return {text: that of all pages, about: what is said beside it}. Raises Fault.

    Beside it are properties, the outline, and comments.
    """
    about = [each.decode(errors="replace") for each in _XMP.findall(path.read_bytes())]
    pages = []
    with opened(path) as document:
        about += document.get_metadata_dict(skip_empty=True).values()
        about += [each.get_title() for each in document.get_toc()]
        for page in document:
            pages.append(page.get_textpage().get_text_range())
            about += _comments(page)
            page.close()
    return {"about": "\n".join(about), "text": "\n".join(pages)}


def _comments(page: Any) -> Iterator[str]:
    from pypdfium2 import raw

    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        for entry in (b"Contents", b"T"):
            size = raw.FPDFAnnot_GetStringValue(note, entry, None, 0)
            words = (raw.FPDF_WCHAR * (size // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(note, entry, words, size)
            yield bytes(words)[:size].decode("utf-16-le", errors="replace").rstrip("\0")
        raw.FPDFPage_CloseAnnot(note)


def _properties(given: dict[str, str]) -> dict[str, str]:
    found = {}
    for name in PROPERTIES:
        words = "".join(c if c.isprintable() else " " for c in given.get(name, ""))
        if words := " ".join(words.split()):
            found[name] = words[:LONGEST_PROPERTY]
    return found


def _cover(document: Any) -> bytes:
    page = document[0]
    width, height = page.get_size()
    if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE):
        raise Fault("page_size")
    scale = COVER_WIDTH / width
    drawn_height = round(height * scale)
    least, most = COVER_HEIGHTS
    if drawn_height < least:
        raise Fault("page_size")
    foot = max(0, drawn_height - most) / scale
    bitmap = page.render(scale=scale, crop=(0, foot, 0, 0), may_draw_forms=False)
    picture = bitmap.to_pil()
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "WEBP", quality=70, method=4)
    page.close()
    return kept.getvalue()
