"""The public rows in every form that tools read: FORMATS lists the forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext_lazy as _

from programme.exports import as_csv, as_json, as_xlsx
from programme.exports.about import About
from programme.exports.records import TABLES
from programme.exports.tables import Table
from programme.filters import ListFilter

__all__ = ["FORMATS", "TABLES", "About", "Format", "Table"]


@dataclass(frozen=True)
class Format:
    """One form of a table: how its address ends, its media type, how it is called and written."""

    ending: str
    media_type: str
    label: Any
    write: Callable[[Table, ListFilter, BinaryIO, About], None]
    is_packed: bool = False  # compressed already
    is_shown: bool = False  # a browser shows it and saves nothing


FORMATS = {
    form.ending: form
    for form in (
        Format("csv", "text/csv; charset=utf-8", _("CSV"), as_csv.write),
        Format("hxl.csv", "text/csv; charset=utf-8", _("CSV with HXL tags"), as_csv.write_tagged),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _("Excel"),
            as_xlsx.write,
            is_packed=True,
        ),
        Format("json", "application/json", _("JSON"), as_json.write, is_shown=True),
    )
}
