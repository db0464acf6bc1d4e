"""A citation as a file: BibTeX, RIS, CSL-JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from urllib.parse import urlencode

from django.urls import reverse

from programme.citing.citation import Citation

# What TeX takes for more than itself. A brace is counted by BibTeX even behind a backslash, so
# it is named.
_TEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_TEX_TABLE = str.maketrans(_TEX)
_IN_TEX = {"en": "english", "fr": "french", "ar": "arabic"}
# Control characters, line breaks of every kind, what turns a text around, what no text holds.
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")


@dataclass(frozen=True)
class FormOf:
    """One form: how its address ends, what it is called, its media type, how it is written."""

    ending: str
    label: str
    media_type: str
    write: Callable[[Citation], str]


def as_bibtex(citation: Citation) -> str:
    """Write an entry of BibTeX, in UTF-8; `url` stands as it is, as biblatex and hyperref ask."""
    changed = citation.changed
    fields = {
        "author": f"{{{_tex(citation.author)}}}",
        "title": f"{{{_tex(citation.title.text)}}}",
        "year": str(changed.year) if changed else "",
        "month": str(changed.month) if changed else "",
        "day": str(changed.day) if changed else "",
        "howpublished": _tex(citation.publisher),
        "note": _tex(". ".join(filter(None, [citation.kind, *citation.notes]))),
        "language": _IN_TEX[citation.language],
        "url": citation.address,
        "urldate": citation.retrieved.isoformat(),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key_of(citation)},", *lines, "}", ""])


def as_ris(citation: Citation) -> str:
    """Write a record of RIS, whose lines end as it asks."""
    changed = citation.changed
    fields = [
        ("TY", "ELEC"),
        ("ID", key_of(citation)),
        ("AU", citation.author),
        ("TI", citation.title.text),
        ("T2", citation.publisher),
        ("M3", citation.kind),
        *(("N1", note) for note in citation.notes),
        ("PY", str(changed.year) if changed else ""),
        ("DA", f"{changed:%Y/%m/%d}/" if changed else ""),
        ("Y2", f"{citation.retrieved:%Y/%m/%d}/"),
        ("LA", citation.language),
        ("UR", citation.address),
    ]
    lines = [f"{tag}  - {_one_line(value)}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def as_csl(citation: Citation) -> str:
    """Write an item of CSL-JSON, in a list of one, as programs for citing read it."""
    item = {
        "id": key_of(citation),
        "type": "webpage",
        "title": _one_line(citation.title.text),
        "author": [{"literal": _one_line(citation.author)}],
        "container-title": _one_line(citation.publisher),
        "genre": _one_line(citation.kind),
        "note": _one_line(" ".join(citation.notes)),
        "issued": _parts(citation.changed) if citation.changed else "",
        "accessed": _parts(citation.retrieved),
        "language": citation.language,
        "URL": citation.address,
    }
    told = {name: value for name, value in item.items() if value}
    return f"{json.dumps([told], ensure_ascii=False, indent=1)}\n"


FORMS = {
    form.ending: form
    for form in (
        FormOf("bib", "BibTeX", "application/x-bibtex", as_bibtex),
        FormOf("ris", "RIS", "application/x-research-info-systems", as_ris),
        FormOf("json", "CSL-JSON", "application/vnd.citationstyles.csl+json", as_csl),
    )
}


def forms_at(path: str) -> list[tuple[FormOf, str]]:
    """Return each form with its address, for the page at a path."""
    return [(form, form_at(path, ending)) for ending, form in FORMS.items()]


def form_at(path: str, ending: str) -> str:
    """Return the path of one form of the citation of the page at a path."""
    return f"{reverse(f'cite_{ending}')}?{urlencode({'of': path}, safe='/')}"


def key_of(citation: Citation) -> str:
    """Return a key in plain letters that stays with the address."""
    return f"page-{sha256(citation.address.encode()).hexdigest()[:10]}"


def _tex(text: str) -> str:
    return _one_line(text).translate(_TEX_TABLE)


def _one_line(text: str) -> str:
    return " ".join(_BREAKS.sub(" ", text).split())


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
