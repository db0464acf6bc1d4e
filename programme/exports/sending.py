"""A file of the spool → the answer to a request: compressed, whole, in part, or unchanged."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, quote_etag

from programme.exports.spool import Spooled, spooled
from programme.files.sending import PIECE, POLICY, answer
from programme.unchanged import CACHE
from sahel.codings import accepts


def sent(
    request: HttpRequest,
    key: str,
    make: Callable[[BinaryIO], object],
    *,
    media_type: str,
    called: str,
    language: str,
    is_packed: bool = False,
    is_shown: bool = False,
) -> HttpResponseBase:
    """Answer with the file of a key, which is made where it is absent; `called` is its name."""
    coding = "" if is_packed or "Range" in request.headers else _coding(request)
    file = spooled(key, make, coding)
    headers = {
        "Content-Type": media_type,
        "Content-Language": language,
        "Content-Disposition": content_disposition_header(not is_shown, called) or "",
        "Content-Security-Policy": POLICY,
        "Cache-Control": CACHE,
        "Accept-Ranges": "bytes",
        "ETag": quote_etag(f"{file.digest}-{coding}" if coding else file.digest),
    }
    if not is_packed:
        headers["Vary"] = "Accept-Encoding"
    if coding:
        headers["Content-Encoding"] = coding
    response = answer(
        request, lambda start, length: _Pieces(file, start, length), file.size, headers
    )
    if not response.streaming:
        file.file.close()
    return response


def _coding(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept-Encoding", "")
    return next((coding for coding in ("br", "gzip") if accepts(accepted, coding)), "")


class _Pieces(Iterator[bytes]):
    """A part of an open file, piece by piece; closed at its end or with its response."""

    def __init__(self, spooled: Spooled, start: int, length: int) -> None:
        self.file, self.left = spooled.file, length
        self.file.seek(start)

    def __next__(self) -> bytes:
        piece = self.file.read(min(PIECE, self.left)) if self.left else b""
        if not piece:
            self.close()
            raise StopIteration
        self.left -= len(piece)
        return piece

    def close(self) -> None:
        self.file.close()
