"""A kept file → the answer to a request: whole or in part, never more than a document."""

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag

from programme.files.keeping import on_disk

PIECE = 2**16  # bytes
LONGEST_NAME = 120  # characters
POLICY = "default-src 'none'; sandbox"
logger = logging.getLogger("sahel.files")
_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*\Z")
_UNFIT = re.compile(r'[\\/:*?"<>|\s]+')  # for a name, on one system or another


def pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    """Read a part of a file piece by piece; it is open only while it is read."""
    with path.open("rb") as file:
        file.seek(start)
        while piece := file.read(min(PIECE, length)):
            length -= len(piece)
            yield piece


def sent(
    request: HttpRequest, name: str, *, kind: str, version: str, called: str, cache: str
) -> HttpResponseBase:
    """Answer with a file: its media type, its version (an ETag), what a reader's copy is called.

    Raises Http404, and logs an error, where the file is not on disk.
    """
    path = on_disk(name)
    try:
        size = path.stat().st_size
    except OSError as error:
        logger.error("A file is missing: %s", name)
        raise Http404(name) from error
    etag = quote_etag(version)
    headers = {
        "Content-Type": kind,
        "Content-Disposition": content_disposition_header(False, safe_name(called)) or "",
        "Content-Security-Policy": POLICY,
        "Cache-Control": cache,
        "Accept-Ranges": "bytes",
        "ETag": etag,
    }
    return answer(request, lambda start, length: pieces(path, start, length), size, headers)


def answer(
    request: HttpRequest,
    read: Callable[[int, int], Iterator[bytes]],
    size: int,
    headers: dict[str, str],
) -> HttpResponseBase:
    """Answer with so many bytes, or a range of them; 304 where the reader has them already.

    `read` gives bytes from a start, of a length; `headers` hold an ETag.
    """
    unchanged = get_conditional_response(request, etag=headers["ETag"])
    if unchanged is not None:
        for header in ("Content-Security-Policy", "Cache-Control", "ETag", "Vary"):
            if header in headers:
                unchanged.headers[header] = headers[header]
        return unchanged
    return _part(request, read, size, headers)


def _part(
    request: HttpRequest,
    read: Callable[[int, int], Iterator[bytes]],
    size: int,
    headers: dict[str, str],
) -> HttpResponseBase:
    status, start, length = 200, 0, size
    if wanted := _wanted(request, headers["ETag"], size):
        first, last = wanted
        if first >= size or last < first:
            headers = {"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"}
            return HttpResponse(status=416, headers=headers)
        status, start, length = 206, first, last - first + 1
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(length)
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(read(start, length), status=status, headers=headers)


def _wanted(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; None for the whole, several ranges included."""
    found = _RANGE.match(request.headers.get("Range", "")) if request.method == "GET" else None
    if not found or not any(found.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)) if int(last) else size, size - 1)
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last), size - 1) if last else size - 1


def safe_name(words: str) -> str:
    """Make a file name of any words: no path, quote, line break or invisible letter in it."""
    stem, dot, ending = unicodedata.normalize("NFC", words).rpartition(".")
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in stem)
    stem = _UNFIT.sub(" ", visible).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{stem or 'document'}{dot}{ending}"
