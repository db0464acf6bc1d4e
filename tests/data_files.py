"""Files of open data as their readers see them: their rows, in whichever form."""

import csv
import io
import json

from openpyxl import load_workbook

from tests.answers import content_of


def fetched(client, table, ending, query="", **headers):
    return client.get(f"/data/{table}.{ending}{'?' if query else ''}{query}", **headers)


def lines_of(answer):
    """The cells of a CSV file, line by line."""
    return list(csv.reader(io.StringIO(content_of(answer).decode(), newline=""), strict=True))


def csv_rows(client, table, query=""):
    header, *lines = lines_of(fetched(client, table, "csv", query))
    return [dict(zip(header, line, strict=True)) for line in lines]


def json_of(client, table, query=""):
    return json.loads(content_of(fetched(client, table, "json", query)))


def book_of(client, table, query=""):
    return load_workbook(io.BytesIO(content_of(fetched(client, table, "xlsx", query))))


def sheet_rows(client, table, query=""):
    header, *lines = book_of(client, table, query).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(header, line, strict=True)) for line in lines]
