"""PDFs that tests make: plain ones, by several programs, and the parts of worse ones."""

import io
import zipfile
import zlib
from hashlib import md5
from itertools import count

import pypdfium2
from PIL import Image

_numbers = count(1)
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>"
INFO = b"<< /Title (A test) /Author (Nobody) /Producer (The tests) /CreationDate (D:20150930) >>"


def stream(content, entries=b""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def packed(content, entries=b""):
    return stream(zlib.compress(content), b"/Filter /FlateDecode " + entries)


def a_pdf(catalog=b"", page=b"", more=(), *, trailer=b"", content=None, version=b"1.4"):
    """A whole PDF of one page; the objects of `more` are numbered from 6."""
    words = b"BT /F1 12 Tf 72 720 Td (Test document %d) Tj ET" % next(_numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % page,
        stream(words) if content is None else content,
        INFO,
        *more,
    ]
    written = io.BytesIO()
    written.write(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    written.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    written.writelines(b"%010d 00000 n \n" % place for place in places)
    root = b"/Size %d /Root 1 0 R /Info 5 0 R %s" % (len(objects) + 1, trailer)
    written.write(b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (root, start))
    return written.getvalue()


def an_object_stream(*bodies, first_number=20, entries=b"", cut=None):
    """Objects packed into one, as programs have written them since PDF 1.5."""
    header, text = b"", b""
    for number, body in enumerate(bodies, first_number):
        header += b"%d %d " % (number, len(text))
        text += body + b"\n"
    about = b"/Type /ObjStm /N %d /First %d " % (len(bodies), len(header))
    return packed((header + text)[:cut], about + entries)


SCRIPT = b"<< /S /JavaScript /JS (app.alert(1)) >>"
ESCAPED = b"<< /S /J#61vaScrip#74 /J#53 (app.alert(1)) >>"


def annotation(entries):
    return b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] %s >>]" % entries


def updated(pdf, body):
    """A newer version behind the first, as programs append one."""
    return pdf + b"6 0 obj\n%s\nendobj\ntrailer\n<< /Size 7 /Root 1 0 R >>\n%%%%EOF\n" % body


def a_zip(front=b""):
    kept = io.BytesIO(front)
    kept.seek(len(front))
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr("run.txt", "x")
    return kept.getvalue()


def a_zip_inside():
    """A PDF that is a ZIP archive too: its directory is in a stream, its end in the comment."""
    archive = a_zip()
    return a_pdf(more=[stream(archive)]).replace(
        b"%%EOF\n", archive[archive.rindex(b"PK\5\6") :] + b"\n%%EOF\n"
    )


def a_bomb(megabytes=1100, **options):
    """A PDF of a megabyte that unpacks to a gigabyte of zeros."""
    pack = zlib.compressobj(9)
    million = bytes(2**20)
    small = b"".join(pack.compress(million) for _ in range(megabytes)) + pack.flush()
    return stream(small, b"/Filter /FlateDecode " + options.get("entries", b""))


def _rc4(key, data):
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def a_locked_pdf(to_open=b"", to_change=b"owner", more=()):
    """A PDF under the oldest kind of protection, with a password to open it, or to change it."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    identity, allowed = bytes(16), (-64).to_bytes(4, "little", signed=True)
    opens, changes = ((word + padding)[:32] for word in (to_open, to_change))
    owner = _rc4(md5(changes).digest()[:5], opens)  # noqa: S324 - as that format has it
    key = md5(opens + owner + allowed + identity).digest()[:5]  # noqa: S324
    user = _rc4(key, padding)
    protection = b"/Filter /Standard /V 1 /R 2 /P -64 /O <%s> /U <%s>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    zeros = identity.hex().encode()
    ends = b"/Encrypt << %s >> /ID [<%s> <%s>]" % (protection, zeros, zeros)
    return a_pdf(more=more, trailer=ends)


def far_inside(body, **unusual):
    """A PDF that has this object neither near its head nor near its end."""
    return a_pdf(more=[stream(bytes(2000)), body, stream(bytes(2000))], **unusual)


def by_pillow():
    kept = io.BytesIO()
    pages = [Image.new("RGB", (600, 800), colour) for colour in ("white", "gray")]
    pages[0].save(kept, "PDF", save_all=True, append_images=pages[1:], title="A test")
    return kept.getvalue()


def by_pdfium():
    kept = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(842, 595)
    document.save(kept)
    document.close()
    return kept.getvalue()


def with_object_streams():
    """A PDF 1.5 all of whose objects but the page's content are packed into a stream."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE % b"",
    ]
    written = io.BytesIO(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    written.seek(0, io.SEEK_END)
    places = []
    for number, body in (
        (4, stream(b"0 0 9 9 re f")),
        (5, an_object_stream(*bodies, first_number=1)),
    ):
        places.append(written.tell())
        written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = written.tell()
    rows = [(0, 0, 255), (2, 5, 0), (2, 5, 1), (2, 5, 2), *((1, at, 0) for at in places)]
    rows.append((1, start, 0))
    table = b"".join(
        bytes([kind]) + at.to_bytes(3, "big") + bytes([index]) for kind, at, index in rows
    )
    entries = b"/Type /XRef /Size 7 /W [1 3 1] /Root 1 0 R"
    written.write(
        b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (packed(table, entries), start)
    )
    return written.getvalue()
