"""Every call with its real answer, for the page that documents them.

They are asked once for each version of the content, and kept as files are.
"""

import json
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.urls import resolve, reverse

from programme.api import parameters
from programme.api.links import in_language, rows_at
from programme.api.parameters import Parameter
from programme.exports import TABLES, Table
from programme.exports.asking import key_of
from programme.exports.spool import spooled
from programme.frame import absolute
from sahel.databases import one_moment

Thing = dict[str, Any]
# How each table is asked: few rows of few members, so that the whole answer can be shown.
SHORT = {
    "results": ("1", "id,self,url,title,when,places,links"),
    "figures": ("2", "id,result,value,qualifier,words"),
    "donors": ("3", "id,name,country_code"),
    "reports": ("2", "id,title,date,languages"),
    "places": ("2", "id,name,kind,results,links"),
    "themes": ("2", "id,name,dac_code,results"),
    "changes": ("2", "id,at,change,about,about_id"),
}
DESCRIBED = ("openapi", "info", "servers", "externalDocs")  # of a description too long for a page
WRONG = [("order", "newest"), ("page_size", "1000")]  # no such parameter; too many rows


def walk() -> Thing:
    """Return every call and its answer, in the language that is read."""
    with one_moment():
        kept = spooled(key_of(absolute(reverse("api_documentation"))), _write)
    with kept.file as file:
        found: Thing = json.load(file)
    return found


def _write(file: BinaryIO) -> None:
    described = _asked(in_language(reverse("openapi_document")), DESCRIBED)
    told = {
        "index": _asked(in_language(reverse("api_index"))),
        "common": _told(TABLES["results"], own=False),
        "tables": [_section(table) for table in TABLES.values()],
        "wrong": _asked(rows_at("results", WRONG)),
        "openapi": described,
    }
    file.write(json.dumps(told).encode())


def _section(table: Table) -> Thing:
    size, fields = SHORT[table.name]
    rows = _asked(rows_at(table.name, [("page_size", size), ("fields", fields)]))
    first = _answer(rows_at(table.name, [("page_size", "1"), ("fields", "self")]))["results"]
    return {
        "name": table.name,
        "title": str(table.title),
        "meaning": str(table.meaning),
        "parameters": _told(table, own=True),
        "rows": rows,
        "row": _asked(first[0]["self"]) if first else None,
    }


def _told(table: Table, *, own: bool) -> list[Thing]:
    """Tell what a table can be asked: its own parameters, or those that all tables have."""
    found = table.asked(QueryDict())
    return [
        {
            "name": each.name,
            "meaning": str(each.meaning),
            "values": _values(each),
        }
        for each in parameters.of_rows(table, found)
        if (each.name in found.filters) == own
    ]


def _values(each: Parameter) -> str:
    """Say what a parameter takes, where that is short to say."""
    if "maximum" in each.schema:
        return f"{each.schema['minimum']}–{each.schema['maximum']}"
    return ", ".join(each.allowed) if each.name != "fields" else ""


def _asked(address: str, members: tuple[str, ...] = ()) -> Thing:
    """Ask this site; of a long answer keep some `members` only."""
    response = _response(address)
    body = json.loads(response.content)
    kept = {name: body[name] for name in members} if members else body
    return {
        "address": address,
        "status": f"{response.status_code} {response.reason_phrase}",
        "is_refused": response.status_code != 200,  # no link leads to what is a fault
        "body": json.dumps(kept, ensure_ascii=False, indent=2),
        "is_whole": kept == body,
    }


def _answer(address: str) -> Any:
    return json.loads(_response(address).content)


def _response(address: str) -> Any:
    parts = urlsplit(address.removeprefix(settings.SITE_URL))
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", parts.path, parts.path
    request.META = {"QUERY_STRING": parts.query}
    view, arguments, named = resolve(parts.path)
    return view(request, *arguments, **named)
