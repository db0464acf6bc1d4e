"""The tables as a Data Package (datapackage.org): where each is, its columns, types and keys."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.datasets.files import file_of, in_this_language
from programme.exports import TABLES, Table, words
from programme.exports.about import source, terms
from programme.exports.columns import Column, Kind
from programme.frame import absolute, web_address
from programme.models.expressions import reading_language

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
Thing = dict[str, Any]
# What a value is, in the words of Table Schema. A list is one text in CSV.
TYPES: dict[Kind, Thing] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.YES_NO: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    Kind.DAY: {"type": "date"},
    Kind.TIME: {"type": "datetime"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
    Kind.LIST: {"type": "string"},
}
KEY = "id"
# Table → its columns that hold the id of a row: of another table, or of its own ("").
LINKS = {"figures": {"result": "results", "part_of": "", "supersedes": ""}}
# The file of what each column means, which comes with the tables in one file.
COLUMNS = ("table", "column", "type", "unit", "hxl", "meaning")
TOLD = (words.TRANSLATED, words.NEVER_ADD, words.NOT_STATED, words.NO_MONEY)


def of_addresses() -> Thing:
    """Describe the CSV files where they are."""
    return _package(lambda table: absolute(file_of(table.name, "csv")))


def of_one_folder() -> Thing:
    """Describe the CSV files that lie beside the description, and the file of their columns."""
    package = _package(lambda table: f"{table.name}.csv")
    fields = [{"name": name, "type": "string"} for name in COLUMNS]
    titled = {"name": "columns", "title": _("What each column means"), "path": "columns.csv"}
    package["resources"].append(_csv(titled, {"fields": fields, "missingValues": [""]}))
    return package


def of_this_folder() -> Thing:
    """Describe the CSV files of the language that is read where those of others lie beside them."""
    return _package(lambda table: f"{table.name}-{reading_language()}.csv")


def _package(path: Callable[[Table], str]) -> Thing:
    licence = settings.CONTENT_LICENCE
    link = web_address(licence)
    package = {
        "$schema": PROFILE,
        "name": "sahel-programme",
        "id": absolute(reverse("data_package")),
        "title": str(words.TITLE),
        "description": " ".join([source(), *map(str, TOLD)]),
        "homepage": absolute(reverse("data_page")),
        "sources": [{"title": source()}],
        "rights": terms(),
        "resources": [_resource(table, path(table)) for table in TABLES.values()],
    }
    if licence:
        package["licenses"] = [{"path": link} if link else {"name": licence, "title": licence}]
    if settings.PUBLISHER_NAME:
        package["contributors"] = [{"title": settings.PUBLISHER_NAME, "roles": ["publisher"]}]
    return package


def _resource(table: Table, path: str) -> Thing:
    titled = {
        "name": table.name,
        "title": str(table.title),
        "description": str(table.meaning),
        "path": path,
    }
    return _csv(titled, _schema(table))


def _csv(titled: Thing, schema: Thing) -> Thing:
    form = {"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "type": "table"}
    return {**titled, **form, "schema": schema}


def _schema(table: Table) -> Thing:
    links = LINKS.get(table.name, {})
    schema = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": [KEY],
        "missingValues": [""],
    }
    if links:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": other, "fields": [KEY]}}
            for name, other in links.items()
        ]
    return schema


def _field(column: Column) -> Thing:
    field = {"name": column.name, **TYPES[column.kind], "description": words.meaning_of(column)}
    if column.tag:
        field["hxl"] = column.tag
    if column.unit:
        field["unit"] = str(column.unit)
    if column.name == KEY:
        field["constraints"] = {"required": True, "unique": True}
    return field


def address() -> str:
    """Return where the description is, in the language that is read."""
    return absolute(in_this_language("data_package"))
