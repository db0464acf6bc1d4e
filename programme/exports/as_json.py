"""Rows as one JSON document: {"about": {…}, "count": 3, "results": [{…}, …]}."""

import json
from typing import BinaryIO

from programme.exports.about import About
from programme.exports.columns import for_json
from programme.exports.tables import Table
from programme.filters import ListFilter

# `default` is asked for what JSON has not: a number with a point, a day, a time.
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=for_json).encode


def write(table: Table, found: ListFilter, file: BinaryIO, about: About) -> None:
    """Write all rows, one a line, so that they need not be held at once."""
    told = {name: words for name, _label, words in about.lines}
    file.write(f'{{"about":{encode(told)},\n"results":['.encode())
    count = 0
    for record in table.records(found):
        line = encode(record)
        file.write(f"{',' if count else ''}\n{line}".encode())
        count += 1
    file.write(f'\n],\n"count":{count}}}\n'.encode())
