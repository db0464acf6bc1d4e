"""The description of the API for programs: OpenAPI 3.1, made of the filters and the columns."""

from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.api import parameters, schemas
from programme.api.answers import Answer
from programme.api.asking import Given
from programme.api.parameters import Parameter
from programme.exports import TABLES, Table
from programme.exports.about import source, terms
from programme.exports.asking import language_asked
from programme.frame import absolute
from programme.models import Publishable

Thing = dict[str, Any]
VERSION = "1.0.0"  # of the promises made here, not of the rows
JSON, PROBLEM = "application/json", "application/problem+json"
KEYS: dict[str, Thing] = {
    "figures": {"type": "string", "format": "uuid"},
    "changes": {"type": "integer", "minimum": 1},
}
SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80}


def document(data: QueryDict) -> Answer:
    """Answer with the whole description, in the language asked for. Raises Refused."""
    Given(data, [parameters.language()]).refuse(language_asked(data)[1])
    body = {
        "openapi": "3.1.0",
        "info": {
            "title": str(settings.SITE_NAME),
            "version": VERSION,
            "description": f"{source()} {terms()}",
        },
        "servers": [{"url": settings.SITE_URL}],
        "externalDocs": {"url": absolute(reverse("api_documentation"))},
        "tags": [
            {"name": table.name, "description": str(table.meaning)} for table in TABLES.values()
        ],
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }
    return Answer(body)


def _paths() -> Thing:
    paths = {reverse("api_index"): _call("index", _("What there is to ask for."), "Index")}
    for table in TABLES.values():
        rows = f"api_{table.name}"
        paths[reverse(rows)] = _rows(table)
        paths[f"{reverse(rows)}{{id}}/"] = _row(table)
    described = _("This description.")
    paths[reverse("openapi_document")] = _call("openapi", described, "Description")
    return paths


def _rows(table: Table) -> Thing:
    asked = parameters.of_rows(table, table.asked(QueryDict()))
    found = _operation(f"list_{table.name}", str(table.meaning), schemas.page_name(table), asked)
    found["tags"] = [table.name]
    found["responses"]["404"] = _problem(_("There are no more rows."))
    return {"get": found}


def _row(table: Table) -> Thing:
    name = schemas.row_name(table)
    asked = parameters.of_row(table)
    found = _operation(f"read_{name.lower()}", _("One row of it."), name, asked)
    found["tags"] = [table.name]
    meaning = str(table.columns[0].meaning)
    key = {"name": "id", "in": "path", "required": True, "description": meaning}
    found["parameters"].insert(0, {**key, "schema": KEYS.get(table.name, SLUG)})
    found["responses"]["404"] = _problem(_("There is no such row."))
    if issubclass(table.public().model, Publishable):
        moved = {"Location": {"required": True, "schema": {"type": "string"}}}
        found["responses"]["301"] = {"description": _("It has another id now."), "headers": moved}
        found["responses"]["410"] = _problem(_("It was withdrawn."))
    return {"get": found}


def _call(operation: str, summary: str, schema: str) -> Thing:
    return {"get": _operation(operation, summary, schema, [parameters.language()])}


def _operation(operation: str, summary: str, schema: str, asked: list[Parameter]) -> Thing:
    headers = {
        name: {"required": True, "schema": {"type": "string"}}
        for name in ("ETag", "Link", "Content-Language")
    }
    return {
        "operationId": operation,
        "summary": summary,
        "parameters": [_parameter(each) for each in asked],
        "responses": {
            "200": {
                "description": _("The answer."),
                "headers": headers,
                "content": {JSON: {"schema": schemas.reference(schema)}},
            },
            "304": {"description": _("Nothing has changed since the ETag that was sent.")},
            "400": _problem(_("A parameter makes no sense; `errors` names it.")),
            "405": _problem(_("Everything here is for reading.")),
            "406": _problem(_("JSON is all there is.")),
        },
    }


def _parameter(each: Parameter) -> Thing:
    schema = each.schema
    if each.repeats or each.has_commas:
        schema = {"type": "array", "items": schema}
    return {
        "name": each.name,
        "in": "query",
        "description": str(each.meaning),
        "allowEmptyValue": True,
        "style": "form",
        "explode": not each.has_commas,
        "schema": schema,
    }


def _problem(description: str) -> Thing:
    return {
        "description": description,
        "content": {PROBLEM: {"schema": schemas.reference("Problem")}},
    }


def _schemas() -> Thing:
    text, address = {"type": "string"}, schemas.ADDRESS
    table = schemas.whole({"title": text, "meaning": text, "rows": address, "row": text})
    index: dict[str, Thing] = {
        "title": text,
        "source": text,
        "publisher": {"type": ["string", "null"]},
        "terms": text,
        "languages": {"type": "array", "items": text},
        "tables": schemas.whole(dict.fromkeys(TABLES, table)),
        "openapi": address,
        "documentation": address,
    }
    found = {"Index": schemas.whole(index), "Description": {"type": "object"}}
    for each in TABLES.values():
        found[schemas.row_name(each)] = schemas.row_schema(each)
        found[schemas.page_name(each)] = schemas.page_schema(each)
    return {**found, "Problem": schemas.problem_schema()}
