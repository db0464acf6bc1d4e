"""What an answer holds, whatever its form: its bytes, and every text in them, packed ones too."""

import io
import zipfile

from django.test import Client


class Visitor(Client):
    """A client that reads each answer to its end, as a browser does, so that no file stays open."""

    def request(self, **request):
        answer = super().request(**request)
        content_of(answer)
        return answer


def content_of(answer):
    """All bytes of an answer; a streamed one can be read again afterwards."""
    content = answer.getvalue()
    if answer.streaming:
        answer.streaming_content = [content]
    return content


def text_of(answer):
    """All texts of an answer: those of a workbook or an archive are unpacked."""
    return _text(content_of(answer))


def _text(content):
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(f"{name}\n{_text(packed.read(name))}" for name in packed.namelist())
