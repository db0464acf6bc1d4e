"""One list in each of its forms, read as its readers would: every page, row by row."""

import csv
import io
import json
import re
from itertools import zip_longest
from urllib.parse import urlencode, urlsplit

import feedparser
import html5lib
from openpyxl import load_workbook

# What keeps a spreadsheet from running a text: at the front of a cell, of a part or of a line.
GUARDED = re.compile(r"(?<![^;\r\n])'(?=[-=+@\t\r\n＝＋－＠])")


def opened(reader, address):
    """The answer of an address, or of the whole address that a form names as the next."""
    parts = urlsplit(address)
    answer = reader.get(f"{parts.path}?{parts.query}")
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def tree_of(reader, address):
    """The page at an address."""
    return html5lib.parse(opened(reader, address).text, namespaceHTMLElements=False)


def asked(path, language, query):
    return f"{path}?{urlencode([('lang', language), *pairs(query)])}"


def pairs(query):
    return [
        (name, value)
        for name, values in query.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def words_of(element):
    return re.sub(r"[ \n]+", " ", "".join(element.itertext())).strip(" \n")


def with_class(tree, name):
    return [each for each in tree.iter() if name in (each.get("class") or "").split()]


def slug_of(address):
    return urlsplit(address).path.rstrip("/").rpartition("/")[2]


def graph_of(tree):
    """What a page tells machines."""
    scripts = [each for each in tree.iter("script") if each.get("type") == "application/ld+json"]
    return [thing for script in scripts for thing in json.loads(script.text)["@graph"]]


def items_of(tree):
    lists = [thing for thing in graph_of(tree) if thing["@type"] == "ItemList"]
    return [item for each in lists for item in each.get("itemListElement", [])]


class Html:
    """The list for people, from its first page to its last."""

    def __init__(self, reader, table, language, query):
        self.ids, self.figures, self.told = [], {}, []
        address = f"/{language}/{table}/?{urlencode(pairs(query))}"
        while address:
            tree = tree_of(reader, address)
            for rows in (*with_class(tree, "rows"), *with_class(tree, "names")):
                for row in rows.findall("li"):
                    self._read(row)
            self.told += [slug_of(item["url"]) for item in items_of(tree)]
            following = [each.get("href") for each in tree.iter("a") if each.get("rel") == "next"]
            address = following[0] if following else ""

    def _read(self, row):
        heading = row.find(".//h3/a")
        link = row.find("a") if heading is None else heading
        self.ids.append(slug_of(link.get("href")))
        self.figures[self.ids[-1]] = [words_of(figure) for figure in with_class(row, "fig")]


def in_csv(reader, table, language, query):
    text = opened(reader, asked(f"/data/{table}.csv", language, query)).getvalue().decode()
    return [unguarded(row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def unguarded(row):
    """A row without the apostrophes that keep spreadsheets from running a text."""
    return {name: GUARDED.sub("", value) for name, value in row.items()}


def in_hxl(reader, table, language, query):
    text = opened(reader, asked(f"/data/{table}.hxl.csv", language, query)).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(not tag or tag.startswith("#") for tag in rows[0].values())
    return [unguarded(row) for row in rows[1:]]


def in_xlsx(reader, table, language, query):
    """The rows of a workbook, with numbers and days as the spreadsheet types them."""
    content = opened(reader, asked(f"/data/{table}.xlsx", language, query)).getvalue()
    book = load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    return [dict(zip_longest(header, row)) for row in rows]  # empty cells at a row's end are none


def in_json(reader, table, language, query):
    address = asked(f"/data/{table}.json", language, query)
    told = json.loads(opened(reader, address).getvalue())
    assert told["count"] == len(told["results"])
    return told["results"]


def in_api(reader, table, language, query):
    """Every page of the API, as `next` leads on."""
    rows, address, counts = [], asked(f"/api/{table}/", language, query), set()
    while address:
        told = json.loads(opened(reader, address).content)
        rows += told["results"]
        counts.add(told["count"])
        address = told["next"]
    assert counts == {len(rows)}
    return rows


def in_atom(reader, table, language, query):
    """The slugs of a feed's entries, from its newest page to its last."""
    ids, address = [], asked(f"/data/{table}.atom", language, query)
    while address:
        feed = feedparser.parse(opened(reader, address).content)
        assert not feed.bozo
        ids += [slug_of(entry.link) for entry in feed.entries]
        following = [link.href for link in feed.feed.links if link.rel == "next"]
        address = following[0] if following else ""
    return ids


ENDINGS = ("csv", "hxl.csv", "xlsx", "json")
ROWS = {"csv": in_csv, "hxl.csv": in_hxl, "xlsx": in_xlsx, "json": in_json, "api": in_api}


def listed(value):
    """A list as every form gives it: JSON as one, a cell as one text with ";" between."""
    if isinstance(value, str):
        parts = [part.replace(r"\;", ";") for part in re.split(r"(?<!\\);", value)]
        return parts if value else []
    return value or []


def numbers(rows):
    """(id, result, number, qualifier, words) of each figure; numbers compare as numbers."""
    return [
        (row["id"], row["result"] or "", float(row["value"]), row["qualifier"], row["words"])
        for row in rows
    ]


def agreed(reader, table, language, query):
    """Hold all forms of a list to have the same ids in the same order; return them, and rows."""
    page = Html(reader, table, language, query)
    assert len(page.ids) == len(set(page.ids))
    assert page.told == page.ids
    rows = {form: read(reader, table, language, query) for form, read in ROWS.items()}
    assert {form: [row["id"] for row in found] for form, found in rows.items()} == dict.fromkeys(
        ROWS, page.ids
    )
    feed = in_atom(reader, table, language, query)
    assert len(feed) == len(page.ids)
    assert set(feed) == set(page.ids)
    return page, rows


def hold_same_figures(reader, language, query, page, rows):
    """Hold cards, columns and the table of figures to say the same numbers."""
    told = {form: [listed(row["figures"]) for row in found] for form, found in rows.items()}
    assert told == dict.fromkeys(ROWS, told["json"])
    stated = {row["id"]: row["figures"] for row in rows["json"]}
    cards = {slug: figures[:1] for slug, figures in stated.items()}  # a card shows the first
    assert page.figures == cards
    asked = {name: value for name, value in query.items() if name != "sort"}
    figures = {
        form: numbers(read(reader, "figures", language, asked)) for form, read in ROWS.items()
    }
    assert figures == dict.fromkeys(ROWS, figures["csv"])
    words = {}
    for _id, result, _value, _qualifier, said in figures["csv"]:
        words.setdefault(result, []).append(said)
    words.pop("", None)  # those of the programme as a whole
    assert words == {slug: said for slug, said in stated.items() if said}
