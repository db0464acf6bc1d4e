"""The public columns as JSON Schema (2020-12): types, what may be missing, meanings."""

from functools import cached_property
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from programme.api.links import LINKS
from programme.exports import Table
from programme.exports.columns import Column, Kind

Schema = dict[str, Any]
TYPES: dict[Kind, Schema] = {
    Kind.TEXT: {"type": "string"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.YES_NO: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.TIME: {"type": "string", "format": "date-time"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}
ADDRESS: Schema = {"type": "string", "format": "uri"}


def reference(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def row_name(table: Table) -> str:
    """Name the schema of a row: results → Result."""
    return table.name.removesuffix("s").title()


def page_name(table: Table) -> str:
    return f"{row_name(table)}Page"


def row_schema(table: Table) -> Schema:
    """Describe a row. No member is required: `fields` may leave out any."""
    first, *rest = table.columns
    model = table.public().model
    return {
        "type": "object",
        "title": str(table.title),
        "description": str(table.meaning),
        "properties": {
            first.name: InJSON(first, model).schema,
            "self": ADDRESS,
            **{column.name: InJSON(column, model).schema for column in rest},
            "links": _links(table),
        },
        "additionalProperties": False,
    }


def page_schema(table: Table) -> Schema:
    """Describe a page of rows."""
    there = {"type": ["string", "null"], "format": "uri"}
    members: dict[str, Schema] = {
        "count": {"type": "integer", "minimum": 0},
        "next": there,
        "previous": there,
        "results": {"type": "array", "items": reference(row_name(table))},
    }
    return whole(members)


def whole(members: dict[str, Schema]) -> Schema:
    """Describe an object that always has all of its members and no other."""
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def problem_schema() -> Schema:
    """Describe what is said where there is no answer (RFC 9457)."""
    text = {"type": "string"}
    values = {"type": "array", "items": text}
    error = {"parameter": text, "detail": text, "allowed": values}
    error_schema = {"type": "object", "properties": error, "required": ["parameter", "detail"]}
    return {
        "type": "object",
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "instance": {"type": "string", "format": "uri-reference"},
            "allowed": values,
            "errors": {"type": "array", "items": error_schema},
        },
        "required": ["type", "title", "status"],
    }


def _links(table: Table) -> Schema:
    links = LINKS[table.name]
    return whole({link.name: {**link.schema, "description": str(link.meaning)} for link in links})


class InJSON:
    """One column as a member of a row; its model says what may be missing, and what is chosen."""

    def __init__(self, column: Column, model: type[models.Model]) -> None:
        self.column, self.model = column, model

    @property
    def schema(self) -> Schema:
        meaning = {"description": str(self.column.meaning)}
        if self.column.kind == Kind.LIST:
            return {"type": "array", "items": self._items, **meaning}
        found = dict(TYPES[self.column.kind])
        if self.choices:
            found["enum"] = self.choices
        if self.may_be_null:
            found["type"] = [found["type"], "null"]
            found |= {"enum": [*self.choices, None]} if self.choices else {}
        return {**found, **meaning}

    @property
    def _items(self) -> Schema:
        if self.column.items is None:
            return {"type": "string"}
        item = TYPES[self.column.items]
        return {**item, "type": [item["type"], "null"]}

    @cached_property
    def field(self) -> Any:
        """The field of the model that the column is, where it is one and nothing else."""
        needs = self.column.read.needs
        try:
            return self.model._meta.get_field(needs[0]) if len(needs) == 1 else None
        except FieldDoesNotExist:
            return None

    @property
    def choices(self) -> list[str]:
        if self.field is None or self.column.kind != Kind.TEXT:
            return []
        return [value for value, _label in self.field.choices or () if value]

    @property
    def may_be_null(self) -> bool:
        if self.field is None:
            return self.column.kind not in (Kind.YES_NO, Kind.INTEGER)
        return bool(self.field.null or self.field.blank)
