"""Files as an editor might upload them: what is refused, with words of why, and what is not."""

from tests.pdfs import (
    ESCAPED,
    SCRIPT,
    a_bomb,
    a_locked_pdf,
    a_pdf,
    a_zip,
    a_zip_inside,
    an_object_stream,
    annotation,
    by_pdfium,
    by_pillow,
    far_inside,
    packed,
    stream,
    updated,
    with_object_streams,
)

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
        lambda: far_inside(b"null").replace(b"7 0 obj", b"<script>alert(1)</script>\n7 0 obj"),
        "something else",
    ),
    "HTML in a comment of an object": (
        lambda: far_inside(b"<< %<html><body onload=alert(1)>\n/A 1 >>"),
        "something else",
    ),
    "HTML in a stream near its head": (
        lambda: a_pdf(content=stream(b"<script>alert(1)</script>"), more=[stream(bytes(2000))]),
        "something else",
    ),
    "HTML in a string near its end": (
        lambda: far_inside(b"null", trailer=b"/X (<script>alert(1)</script>)"),
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
    "a script when it opens": (lambda: a_pdf(b"/OpenAction " + SCRIPT), "holds a script"),
    "a script in another object": (
        lambda: a_pdf(b"/OpenAction 6 0 R", more=[SCRIPT]),
        "holds a script",
    ),
    "a script whose name is escaped": (lambda: a_pdf(b"/OpenAction " + ESCAPED), "holds a script"),
    "a script whose name is an object": (
        lambda: a_pdf(b"/OpenAction << /S 6 0 R /J#53 7 0 R >>", more=[b"/JavaScript", b"(1)"]),
        "holds a script",
    ),
    "a script when a page is shown": (
        lambda: a_pdf(page=b"/AA << /O %s >>" % SCRIPT),
        "holds a script",
    ),
    "a script when it closes": (lambda: a_pdf(b"/AA << /WC %s >>" % SCRIPT), "holds a script"),
    "a script with a name": (
        lambda: a_pdf(b"/Names << /JavaScript << /Names [(a) %s] >> >>" % SCRIPT),
        "holds a script",
    ),
    "a script in an annotation": (
        lambda: a_pdf(page=annotation(b"/A " + SCRIPT)),
        "holds a script",
    ),
    "a script in a form field": (
        lambda: a_pdf(FORM % (b"/AA << /K %s >>" % SCRIPT)),
        "holds a script",
    ),
    "a script in an object stream": (
        lambda: a_pdf(more=[an_object_stream(b"null", SCRIPT)], version=b"1.5"),
        "holds a script",
    ),
    "a script in an escaped object stream": (
        lambda: a_pdf(
            more=[an_object_stream(ESCAPED).replace(b"/ObjStm", b"/Obj#53tm")], version=b"1.5"
        ),
        "holds a script",
    ),
    "a script in an object stream of another name": (
        lambda: a_pdf(more=[an_object_stream(SCRIPT).replace(b"/ObjStm", b"/Other")]),
        "holds a script",
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
        "holds a script",
    ),
    "a script in a newer version": (
        lambda: updated(a_pdf(more=[b"null"]), SCRIPT),
        "holds a script",
    ),
    "a script in an object inside a stream": (
        lambda: a_pdf(more=[stream(b"\n9 0 obj\n%s\nendobj\n" % SCRIPT)]),
        "holds a script",
    ),
    "a script in an object inside a string": (
        lambda: a_pdf(more=[b"(\n9 0 obj\n%s\nendobj\n)" % SCRIPT]),
        "holds a script",
    ),
    "a script behind a comment": (
        lambda: a_pdf(more=[b"null"]).replace(b"6 0 obj\nnull", b"6 0 %c\nobj " + SCRIPT),
        "holds a script",
    ),
    "a script in the trailer": (lambda: a_pdf(trailer=b"/X " + SCRIPT), "holds a script"),
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
