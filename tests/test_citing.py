"""Any page can be cited: in words on the page, and as files for programs that manage citations."""

import html
import json
import re
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings

from programme.models import OldAddress, Result
from tests.factories import a_donor, a_place, a_report, a_result, a_theme

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
FORMS = ("bib", "ris", "json")
HOSTILE = "50% {of} \\emph{x}} & #1_$~^ </script>\n@misc{evil,\r\nER  - \n العدالة “Two”"
SEEN = "50% {of} \\emph{x}} & #1_$~^ </script> @misc{evil, ER - العدالة “Two”"
UNTEX = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
    **{f"\\{sign}": sign for sign in "&%$#_"},
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


def bibtex(text):
    """The one entry of a file of BibTeX, its fields without their braces; braces must balance."""
    kind, key, rest = re.match(r"@(\w+)\{([\w-]+),\n(.*)\n\}\n\Z", text, re.DOTALL).groups()
    assert kind == "misc"
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    fields = {"key": key}
    for line in rest.split("\n"):
        name, value = re.fullmatch(r"  (\w+) = \{(.*)\},", line).groups()
        value = value[1:-1] if name in ("author", "title") else value
        assert name not in fields
        fields[name] = value if name == "url" else untex(value)
    return fields


def untex(value):
    pattern = "|".join(map(re.escape, UNTEX))
    plain = re.sub(pattern, "", value)
    assert not re.search(r"[\\{}&%$#_~^]", plain), value
    return re.sub(pattern, lambda found: UNTEX[found[0]], value)


def ris(text):
    """The one record of a file of RIS: {tag: value}."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    fields = [(line[:2], line[6:]) for line in lines]
    assert fields[0] == ("TY", "ELEC")
    assert fields[-1] == ("ER", "")
    assert len(dict(fields)) == len(fields)
    return dict(fields)


def csl(text):
    """The one item of a file of CSL-JSON; every member is one that its schema knows."""
    [item] = json.loads(text)
    known = {"id", "type", "title", "author", "container-title", "genre", "issued", "accessed"}
    assert set(item) <= known | {"language", "note", "URL"}
    assert {"id", "type", "title", "author", "accessed", "URL"} <= set(item)
    assert item["type"] == "webpage"
    for name in ("issued", "accessed"):
        if name in item:
            [[year, month, day]] = item[name]["date-parts"]
            datetime(year, month, day, tzinfo=UTC)
    return item


def file_of(reader, page, form):
    return reader.get(f"/data/cite.{form}?{urlencode({'of': page})}")


def cited(reader, page):
    """The three files of a page's citation, read: (BibTeX, RIS, CSL-JSON)."""
    read = {"bib": bibtex, "ris": ris, "json": csl}
    answers = {form: file_of(reader, page, form) for form in FORMS}
    assert {answer.status_code for answer in answers.values()} == {200}, page
    return [read[form](answer.content.decode()) for form, answer in answers.items()]


def told(reader, page):
    """What all three files say alike: (title, author, address, retrieved, year)."""
    one, two, three = cited(reader, page)
    assert one["title"] == two["TI"] == three["title"]
    assert one["author"] == two["AU"] == three["author"][0]["literal"]
    assert one["url"] == two["UR"] == three["URL"]
    assert one["urldate"].split("-") == two["Y2"].strip("/").split("/")
    assert [int(part) for part in one["urldate"].split("-")] == three["accessed"]["date-parts"][0]
    year = three["issued"]["date-parts"][0][0] if "issued" in three else None
    assert one.get("year") == two.get("PY") == (str(year) if year else None)
    assert one["key"] == two["ID"] == three["id"]
    return one["title"], one["author"], one["url"], one["urldate"], year


def words_of(page):
    """The words of a page's citation, in one line."""
    found = re.search(r"<p>(?:(?!</p>).)*<cite.*?</p>", page, re.DOTALL)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", found))).strip()


@pytest.mark.usefixtures("source")
def test_a_result_is_cited_with_its_words_date_address_and_day_of_retrieval(reader, settings):
    path = "/en/results/burkina-faso-mali-firearms-marked/"
    row = Result.objects.get(slug="burkina-faso-mali-firearms-marked")
    Result.objects.filter(pk=row.pk).update(updated_at=datetime(2026, 5, 20, 12, tzinfo=UTC))
    title = "More than 13,500 firearms marked in Burkina Faso and Mali"
    author = "UNODC Sahel Programme (not an official UNODC site)"
    assert told(reader, path) == (title, author, f"{SITE}{path}", "2026-11-24", 2026)
    words = words_of(reader.get(path).text)
    assert words == (
        f"{author}. (2026, May 20). {title} [Result]. "
        f"Retrieved November 24, 2026, from {SITE}{path}"
    )
    settings.PUBLISHER_NAME = "The Programme’s Office & Friends"
    assert told(reader, path)[1] == "The Programme’s Office & Friends"
    [one, two, three] = cited(reader, path)
    assert one["howpublished"] == two["T2"] == three["container-title"] == "UNODC Sahel Programme"
    assert "Friends. (2026, May 20)." in words_of(reader.get(path).text)


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("page", "address", "title"),
    [
        ("/en/results/?place=mali", "", "Results: Place: Mali"),
        (
            "/en/results/?utm_source=x&year=2016&q=law+&sort=title&theme=prisons&page=1",
            "/en/results/?q=law+&theme=prisons&year=2016&sort=title",
            "Results: “law”, Theme: Prisons, Year: 2016",
        ),
        ("/en/results/?page=", "/en/results/", "Results"),
        ("/en/donors/?kind=government", "", "Donors: Kind: Government"),
        ("/en/reports/?language=ar", "", "Reports: Language: العربية"),
        ("/en/changes/?since=2026-01-01", "", "Changes: Since 1 January 2026"),
        ("/en/places/mali/?x=1", "/en/places/mali/", "Mali"),
        ("/en/themes/prisons/", "", "Prisons"),
        ("/en/data/", "", "Data"),
        ("/en/", "", "UNODC Sahel Programme"),
        (f"{SITE}/en/themes/prisons/", "/en/themes/prisons/", "Prisons"),
    ],
)
def test_a_list_or_a_page_is_cited_as_it_was_asked_for(reader, page, address, title):
    found = told(reader, page)
    assert found[0] == title
    assert found[2] == f"{SITE}{address or page}"
    assert found[4] is None
    shown = reader.get(found[2].removeprefix(SITE))
    assert shown.status_code == 200
    if page != "/en/":
        words = words_of(shown.text)
        assert "(n.d.)" in words
        assert words.endswith(f"from {found[2]}")


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
@pytest.mark.parametrize(
    "path",
    [
        "results/?place=mali&page=1",
        "results/niger-diffa-terrorism-cases/",
        "donors/japan/",
        "reports/progress-report-june-2017/",
        "places/chad/",
        "themes/media/",
        "changes/",
        "data/",
    ],
)
def test_every_page_links_to_its_own_citation_in_each_language(reader, language, path):
    page = f"/{language}/{path}"
    text = reader.get(page).text
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/data/cite\.[^"]+)"', text)]
    assert len(links) == 3
    for form, link in zip(FORMS, links, strict=True):
        answer = reader.get(link)
        assert answer.status_code == 200
        assert answer.content == file_of(reader, page, form).content
        assert answer.headers["Content-Language"] == language
        assert answer.headers["Cache-Control"] == "public, no-cache"
        assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    title = re.sub(r"\s", " ", told(reader, page)[0])
    assert f" {title}" in words_of(text)
    assert [item["language"] for item in [cited(reader, page)[2]]] == [language]


@pytest.mark.parametrize("make", [a_result, a_report, a_donor])
@pytest.mark.parametrize(
    ("state", "status"), [("draft", 404), ("review", 404), ("scheduled", 404), ("withdrawn", 410)]
)
def test_what_is_hidden_is_not_cited(reader, db, make, state, status):
    row = make(state, slug="hidden")
    setattr(row, f"{row.title_field}_en", "Zirconium")
    row.save()
    for form in FORMS:
        answer = file_of(reader, row.get_absolute_url(), form)
        assert answer.status_code == reader.get(row.get_absolute_url()).status_code == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "irconium" not in answer.text


@pytest.mark.parametrize(
    "page",
    [
        "https://example.org/en/results/",
        "//example.org/en/results/",
        "http://127.0.0.1:8000.example.org/en/",
        "http://[",
        "javascript:alert(1)",
        "/",
        "en/results/",
        "/de/results/",
        "/en/nothing/",
        "/en/results",
        "/en/results/never-there/",
        "/en/places/atlantis/",
        "/en/search/?q=law",
        "/en/../admin/",
        "/admin/",
        "/admin/programme/result/",
        "/data/results.csv",
        "/preview/x/",
        "/healthz",
        "/en/results/?page=2",
        "x" * 5000,
        "/en/\0results/",
        "/en/results/%2e%2e/",
    ],
)
def test_what_is_no_page_of_this_site_is_not_cited(reader, db, page):
    for form in FORMS:
        answer = file_of(reader, page, form)
        assert answer.status_code == 404, page
        assert "Location" not in answer.headers


def test_an_old_address_leads_to_the_citation_of_the_new_one(reader, db):
    row = a_result(slug="new")
    OldAddress.objects.create(noun="result", object_id=row.pk, slug="old")
    answer = file_of(reader, "/fr/results/old/", "bib")
    assert answer.status_code == 301
    assert answer.headers["Location"] == "/data/cite.bib?of=/fr/results/new/"
    assert reader.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        (urlencode({"of": "/en/results/?place=atlantis"}), "place"),
        (urlencode({"of": "/en/results/?page=x"}), "page"),
        ("of=/en/results/&of=/en/donors/", "of"),
    ],
)
def test_what_makes_no_sense_names_the_parameter(reader, db, query, parameter):
    answer = reader.get(f"/data/cite.ris?{query}")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


def test_a_refusal_is_in_the_language_of_the_page_and_says_what_is_allowed(reader, db):
    a_place("Mali")
    answer = reader.get("/data/cite.bib", {"of": "/fr/results/?place=atlantis"})
    assert (answer.status_code, answer.headers["Content-Language"]) == (400, "fr")
    assert answer.json()["errors"][0]["allowed"] == ["mali"]


def test_what_is_no_page_names_the_parameter(reader, db):
    answer = reader.get("/data/cite.bib", {"of": "/en/nope/"})
    assert answer.status_code == 404
    assert [error["parameter"] for error in answer.json()["errors"]] == ["of"]


def test_a_translation_is_called_one_in_every_form(reader, db):
    row = a_result(title_en="Justice", title_ar="العدالة", original_language="ar")
    for ending in FORMS:
        file = reader.get(f"/data/cite.{ending}", {"of": row.get_absolute_url()}).text
        assert "Translated from the original." in file, ending


def test_no_letter_turns_the_words_around(reader, db):
    page = f"/en/results/?{urlencode({'q': chr(0x202E) + 'abc'})}"
    for ending in FORMS:
        assert chr(0x202E) not in reader.get(f"/data/cite.{ending}", {"of": page}).text


def test_whatever_is_typed_stays_text_in_every_form(reader, db):
    row = a_result(title_en=HOSTILE[:200], themes=[a_theme("T", name_en=HOSTILE[:120])])
    a_place("Mali", name_en="{Mali} & %")
    assert told(reader, row.get_absolute_url())[0] == SEEN
    assert told(reader, "/en/places/mali/")[0] == "{Mali} & %"
    words = "{\\x} %&\n#"
    found = told(reader, f"/en/results/?{urlencode({'q': words})}")
    assert found[0] == "Results: “{\\x} %& #”"
    assert found[2] == f"{SITE}/en/results/?{urlencode({'q': words})}"
    page = reader.get(row.get_absolute_url())
    assert "</script> @misc" not in page.text
    assert SEEN in words_of(page.text)


def test_a_title_in_another_language_says_so(reader, db):
    row = a_result(title_en="", title_ar="العدالة", original_language="ar")
    path = row.get_absolute_url()
    assert told(reader, path)[0] == "العدالة"
    assert '<cite lang="ar" dir="rtl">العدالة</cite>' in reader.get(path).text
    translated = a_result(title_en="Justice", title_ar="العدالة", original_language="ar")
    assert "Translated from the original." in words_of(
        reader.get(translated.get_absolute_url()).text
    )


def test_a_citation_is_of_the_day_that_it_was_asked_for(reader, db):
    row = a_result()
    first = file_of(reader, row.get_absolute_url(), "bib")
    tag = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}
    address = f"/data/cite.bib?of={row.get_absolute_url()}"
    assert reader.get(address, **tag).status_code == 304
    with time_machine.travel(datetime(2026, 11, 25, 0, 1, tzinfo=UTC), tick=False):
        assert "2026-11-25" in reader.get(address, **tag).text
        assert "November 25, 2026" in reader.get(row.get_absolute_url()).text
