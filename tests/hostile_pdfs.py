"""Files as an editor might upload them in tests: plain PDFs, and what only looks like one."""

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


def a_pdf(
    catalog=b"", page=b"", more=(), *, trailer=b"", content=None, between=b"", version=b"1.4"
):
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
        written.write(b"%d 0 obj\n%s\nendobj\n%s" % (number, body, between))
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
    owner = _rc4(md5(changes).digest()[:5], opens)
    key = md5(opens + owner + allowed + identity).digest()[:5]
    user = _rc4(key, padding)
    protection = b"/Filter /Standard /V 1 /R 2 /P -64 /O <%s> /U <%s>" % (
        owner.hex().encode(),
        user.hex().encode(),
    )
    zeros = identity.hex().encode()
    ends = b"/Encrypt << %s >> /ID [<%s> <%s>]" % (protection, zeros, zeros)
    return a_pdf(more=more, trailer=ends)


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


FORM = b"/AcroForm << /Fields [<< /FT /Tx /T (a) %s >>] >>"
LONG_PAGE = a_pdf().replace(b"[0 0 595 842]", b"[0 0 595 99999]")

# name → (a file, a word of the sentence that refuses it)
HOSTILE = {
    "nothing": (lambda: b"", "is empty"),
    "a text": (lambda: b"Dear editors,\n", "not a PDF"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a PDF"),
    "a page of HTML": (lambda: b"<!doctype html><script>alert(1)</script>", "not a PDF"),
    "HTML before the PDF": (lambda: b"<script>alert(1)</script>\n" + a_pdf(), "something else"),
    "HTML in its first comment": (
        lambda: a_pdf().replace(b"\n%", b"\n%<html><script>alert(1)</script>", 1),
        "something else",
    ),
    "HTML between its objects": (
        lambda: a_pdf(between=b"<script>alert(1)</script>\n", more=[b"null"]),
        "something else",
    ),
    "HTML in a comment of an object": (
        lambda: a_pdf(b"%<html><body onload=alert(1)>\n"),
        "something else",
    ),
    "HTML after the PDF": (lambda: a_pdf() + b"<script>alert(1)</script>", "something else"),
    "a GIF before the PDF": (lambda: b"GIF89a/*" + a_pdf(), "something else"),
    "a script before the PDF": (lambda: b"alert(1)/*\n" + a_pdf() + b"*/", "something else"),
    "a ZIP after the PDF": (lambda: a_zip(a_pdf()), "something else"),
    "a ZIP before the PDF": (lambda: a_zip() + a_pdf(), "something else"),
    "a ZIP inside the PDF": (a_zip_inside, "something else"),
    "a PDF without its end": (lambda: a_pdf()[:-60], "end of this PDF is missing"),
    "only a head and a tail": (lambda: b"%PDF-1.4\n%%EOF", "damaged"),
    "an object that never ends": (lambda: a_pdf(more=[b"<< /A << /B 1 >>"]), "damaged"),
    "a password": (lambda: a_locked_pdf(b"secret"), "asks for a password"),
    "a lock against printing alone": (a_locked_pdf, "opens without a password"),
    "a lock, its objects in a stream": (
        lambda: a_locked_pdf(more=[an_object_stream(b"null").replace(b"x\x9c", b"??")]),
        "opens without a password",
    ),
    "a lock spelled oddly": (
        lambda: a_locked_pdf().replace(b"/Encrypt", b"/Encryp#74"),
        "opens without a password",
    ),
    "a script when it opens": (lambda: a_pdf(b"/OpenAction " + SCRIPT), "script"),
    "a script in another object": (lambda: a_pdf(b"/OpenAction 6 0 R", more=[SCRIPT]), "script"),
    "a script whose name is escaped": (lambda: a_pdf(b"/OpenAction " + ESCAPED), "script"),
    "a script whose name is an object": (
        lambda: a_pdf(b"/OpenAction << /S 6 0 R /J#53 7 0 R >>", more=[b"/JavaScript", b"(1)"]),
        "script",
    ),
    "a script when a page is shown": (lambda: a_pdf(page=b"/AA << /O %s >>" % SCRIPT), "script"),
    "a script when it closes": (lambda: a_pdf(b"/AA << /WC %s >>" % SCRIPT), "script"),
    "a script with a name": (
        lambda: a_pdf(b"/Names << /JavaScript << /Names [(a) %s] >> >>" % SCRIPT),
        "script",
    ),
    "a script in an annotation": (
        lambda: a_pdf(page=annotation(b"/A " + SCRIPT)),
        "script",
    ),
    "a script in a form field": (lambda: a_pdf(FORM % (b"/AA << /K %s >>" % SCRIPT)), "script"),
    "a script in an object stream": (
        lambda: a_pdf(more=[an_object_stream(b"null", SCRIPT)], version=b"1.5"),
        "script",
    ),
    "a script in an escaped object stream": (
        lambda: a_pdf(
            more=[an_object_stream(ESCAPED).replace(b"/ObjStm", b"/Obj#53tm")], version=b"1.5"
        ),
        "script",
    ),
    "a script in an object stream of another name": (
        lambda: a_pdf(more=[an_object_stream(SCRIPT).replace(b"/ObjStm", b"/Other")]),
        "script",
    ),
    "a script in a string of an object stream": (
        lambda: a_pdf(
            more=[packed(b"20 0 21 1 (" + SCRIPT + b")", b"/Type /ObjStm /N 2 /First 10 ")]
        ),
        "damaged",
    ),
    "an object stream packed in another way": (
        lambda: a_pdf(more=[an_object_stream(b"null").replace(b"/FlateDecode", b"/LZWDecode")]),
        "cannot be checked",
    ),
    "an object stream that is not packed": (
        lambda: a_pdf(more=[stream(b"20 0 null", b"/Type /ObjStm /N 1 /First 5")]),
        "cannot be checked",
    ),
    "an object stream whose packing is elsewhere": (
        lambda: a_pdf(
            more=[an_object_stream(SCRIPT).replace(b"/FlateDecode", b"7 0 R"), b"/FlateDecode"]
        ),
        "cannot be checked",
    ),
    "an object stream that is torn": (
        lambda: a_pdf(more=[an_object_stream(b"<< /A 1 >>", cut=10)]),
        "damaged",
    ),
    "a stream packed twice": (
        lambda: a_pdf(more=[stream(b"x", b"/Filter [/FlateDecode /FlateDecode]")]),
        "cannot be checked",
    ),
    "a script in an older version": (
        lambda: updated(a_pdf(more=[SCRIPT]), b"null"),
        "script",
    ),
    "a script in a newer version": (lambda: updated(a_pdf(more=[b"null"]), SCRIPT), "script"),
    "a script in an object inside a stream": (
        lambda: a_pdf(more=[stream(b"\n9 0 obj\n%s\nendobj\n" % SCRIPT)]),
        "script",
    ),
    "a script in an object inside a string": (
        lambda: a_pdf(more=[b"(\n9 0 obj\n%s\nendobj\n)" % SCRIPT]),
        "script",
    ),
    "a script behind a comment": (
        lambda: a_pdf(more=[b"null"]).replace(b"6 0 obj\nnull", b"6 0 %c\nobj " + SCRIPT),
        "script",
    ),
    "a script in the trailer": (lambda: a_pdf(trailer=b"/X " + SCRIPT), "script"),
    "a script in film": (lambda: a_pdf(page=annotation(b"/A << /S /Rendition >>")), "film"),
    "a program to start": (
        lambda: a_pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"),
        "another program",
    ),
    "a program to start in a link": (
        lambda: a_pdf(page=annotation(b"/A << /S /L#61unch /Win << /F (cmd) >> >>")),
        "another program",
    ),
    "an attached file": (
        lambda: a_pdf(
            b"/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>",
            more=[b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>", stream(b"MZ")],
        ),
        "attached",
    ),
    "a file attached to a page": (
        lambda: a_pdf(page=annotation(b"").replace(b"/Link", b"/FileAttachment")),
        "attached",
    ),
    "an associated file": (
        lambda: a_pdf(b"/AF [6 0 R]", more=[b"<< /Type /Filespec /EF << /F 7 0 R >> >>", b"null"]),
        "attached",
    ),
    "a portfolio": (lambda: a_pdf(b"/Collection << /View /D >>"), "attached"),
    "a way into an attached file": (
        lambda: a_pdf(page=annotation(b"/A << /S /GoToE >>")),
        "attached",
    ),
    "a link that is a script": (
        lambda: a_pdf(page=annotation(b"/A << /S /URI /URI (javascript:alert(1)) >>")),
        "link in this PDF runs",
    ),
    "a link that is a script, spelled oddly": (
        lambda: a_pdf(
            page=annotation(
                rb"/A << /S /URI /URI ( Java\163cr\
ipt\072alert(1)) >>"
            )
        ),
        "link in this PDF runs",
    ),
    "a link that is a script, in hex": (
        lambda: a_pdf(
            page=annotation(b"/A << /S /URI /URI <" + b"javascript:1".hex().encode() + b"> >>")
        ),
        "link in this PDF runs",
    ),
    "a link that is a script, in another object": (
        lambda: a_pdf(page=annotation(b"/A << /S /URI /URI 6 0 R >>"), more=[b"(javascript:1)"]),
        "link in this PDF runs",
    ),
    "links that all begin as a script": (
        lambda: a_pdf(b"/URI << /Base (javascript:) >>"),
        "link in this PDF runs",
    ),
    "a form that is sent": (
        lambda: a_pdf(FORM % b"/A << /S /SubmitForm /F (https://example.org) >>"),
        "is a form",
    ),
    "a form of another kind": (lambda: a_pdf(b"/AcroForm << /XFA 6 0 R >>"), "is a form"),
    "a film": (lambda: a_pdf(page=annotation(b"").replace(b"/Link", b"/RichMedia")), "film"),
    "a page too long": (lambda: LONG_PAGE, "too long"),
    "no page": (
        lambda: a_pdf().replace(b"/Kids [3 0 R] /Count 1", b"/Kids []      /Count 0"),
        "damaged",
    ),
    "a gigabyte of zeros on its page": (lambda: a_pdf(content=a_bomb()), "far too large"),
    "a gigabyte of zeros elsewhere": (lambda: a_pdf(more=[a_bomb()]), "far too large"),
    "many streams of zeros": (
        lambda: a_pdf(more=[a_bomb(200)] * 6),
        "far too large",
    ),
    "a gigabyte of zeros in an object stream": (
        lambda: a_pdf(more=[a_bomb(entries=b"/Type /ObjStm /N 1 /First 4 ")]),
        "far too large",
    ),
    "brackets without end": (lambda: a_pdf(more=[b"[" * 300_000]), "damaged"),
    "objects within objects": (lambda: a_pdf(more=[b" (1 0 obj" * 60_000]), "takes too long"),
}
GOOD = {
    "by hand": a_pdf,
    "by Pillow": by_pillow,
    "by PDFium": by_pdfium,
    "with object streams": with_object_streams,
    "with a newer version": lambda: updated(a_pdf(more=[b"null"]), b"<< /A 1 >>"),
    "with links and a first view": lambda: a_pdf(
        b"/OpenAction [3 0 R /Fit]",
        annotation(b"/A << /S /URI /URI (https://example.org/javascript:) >>"),
    ),
    "with words that name what is forbidden": lambda: a_pdf(
        more=[
            b"<< /Title (javascript: /JavaScript /Launch \\( in brackets) >>",
            stream(b"BT (/JavaScript /JS /Launch /EmbeddedFile) Tj ET"),
            packed(b"/JavaScript /Encrypt"),
            an_object_stream(b"<< /Title (About /JS and /EF) >>"),
        ]
    ),
    "with bytes that look like names": lambda: a_pdf(more=[stream(bytes(range(256)) * 999)]),
    "with old line ends and a blank line": lambda: a_pdf().replace(b"%%EOF\n", b"%%EOF\r\n\r\n"),
    "lying": lambda: a_pdf().replace(b"[0 0 595 842]", b"[0 0 842 595]"),
}
