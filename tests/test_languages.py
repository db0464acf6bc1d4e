"""Three languages as equals: every page leads to itself in each, and says so to search engines."""

import re
import xml.etree.ElementTree as ET
from urllib.parse import parse_qs

import pytest
from django.conf import settings

from programme.models import OldAddress
from tests.addresses import asked, pages
from tests.factories import a_result
from tests.speaking import ALL, DIRECTIONS, everything_in, read

pytestmark = pytest.mark.django_db
LIST = "/{}/results/?place=mali&theme=prisons&q=law&sort=title&page=1&utm_source=x&next=//evil"


def test_every_page_leads_to_itself_in_each_language_and_marks_its_own(reader):
    paths = pages(**everything_in("en"))
    for path in paths:
        page = read(reader, path)
        assert page.language == path[1:3]
        assert page.switched() == {code: f"/{code}{path[3:]}" for code in ALL}
        assert set(page.switched().values()) <= set(paths)
        for code, link in page.switcher().items():
            assert (link.get("lang"), link.get("dir")) == (code, DIRECTIONS[code])
            assert link.get("aria-current") == ("true" if code == page.language else None)
        assert [link.text for link in page.switcher().values()] == [
            "English",
            "Français",
            "العربية",
        ]


@pytest.mark.parametrize("language", ALL)
def test_filters_words_order_and_page_go_along_and_nothing_else(reader, language):
    everything_in("en")
    kept = "?q=law&place=mali&theme=prisons&sort=title&page=1"
    page = read(reader, LIST.format(language))
    assert page.switched() == {code: f"/{code}/results/{kept}" for code in ALL}
    search = read(reader, f"/{language}/search/?utm_source=x&q=a+%26+b")
    assert search.switched() == {code: f"/{code}/search/?q=a+%26+b" for code in ALL}
    plain = read(reader, f"/{language}/about/?q=law&place=mali")
    assert plain.switched() == {code: f"/{code}/about/" for code in ALL}


def test_all_that_a_page_reads_of_its_query_goes_along(reader):
    everything_in("en")
    given = {"place": "mali", "theme": "prisons", "language": "en", "year": "2015", "q": "law"}
    for path in asked(**given):
        bare, _, query = path.partition("?")
        for code, href in read(reader, path).switched().items():
            there, _, along = href.partition("?")
            assert (there, parse_qs(along)) == (f"/{code}{bare[3:]}", parse_qs(query))


def test_a_thousand_values_do_not_go_along(reader):
    query = "&".join(f"place=p{n}" for n in range(1000))
    page = read(reader, f"/en/results/?{query}", 400)
    assert page.switched()["fr"].count("place=") < 50
    assert read(reader, page.switched()["fr"], 400).language == "fr"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/{}/nothing/", 404),
        ("/{}/results/gone/", 410),
        ("/{}/results/never/", 404),
        ("/{}/results/?place=nowhere", 400),
        ("/{}/results/?q=law&page=9", 404),
    ],
)
def test_error_pages_lead_to_the_same_address_in_each_language(reader, path, status):
    a_result("withdrawn", slug="gone")
    for language in ALL:
        page = read(reader, path.format(language), status)
        assert page.language == language
        assert page.switched() == {code: path.format(code) for code in ALL}


@pytest.mark.parametrize(
    "path", ["/nothing", "/de/results/", "/%2F/evil.example/", "/.env", "/EN/"]
)
def test_what_has_no_language_leads_to_the_front_page_of_each(reader, path):
    page = read(reader, path, 404)
    assert page.switched() == {code: f"/{code}/" for code in ALL}


@pytest.mark.parametrize(
    "path", ["/en//evil.example/", "/fr/%5Cevil.example", "/ar/%0d%0aX:%20y/", "/en/%22%3E%3Cb%3E/"]
)
def test_no_address_makes_the_switcher_leave_the_site(reader, path):
    for href in read(reader, path, 404).switched().values():
        assert re.fullmatch(r"/(en|fr|ar)/[\w/%.:~-]*", href)
        assert not reader.get(href).headers.get("Location", "/").startswith(("//", "http"))


def test_old_addresses_lead_on_in_their_language(reader):
    OldAddress.objects.create(noun="result", object_id=a_result(slug="new").pk, slug="old")
    for language in ALL:
        answer = reader.get(f"/{language}/results/old/")
        assert (answer.status_code, answer["Location"]) == (301, f"/{language}/results/new/")


# --- What search engines are told


def site(path):
    return f"{settings.SITE_URL}{path}"


def in_each(path):
    found = {code: site(path.format(code)) for code in ALL}
    return {**found, "x-default": found["en"]}


def test_every_page_names_itself_in_each_language_and_one_for_all_others(reader):
    for path in pages(**everything_in("en")):
        page, anywhere = read(reader, path), f"/{{}}{path[3:]}"
        assert page.links(rel="canonical")[0].get("href") == site(path)
        assert page.alternates() == in_each(anywhere)


def test_a_list_with_one_filter_has_it_in_each_language_and_one_with_more_is_left_out(reader):
    everything_in("en")
    assert read(reader, "/fr/results/?place=mali").alternates() == in_each(
        "/{}/results/?place=mali"
    )
    assert read(reader, "/fr/results/?utm_source=x").alternates() == in_each("/{}/results/")
    assert read(reader, LIST.format("fr")).alternates() == {}
    assert read(reader, "/fr/nothing/", 404).alternates() == {}


def test_the_sitemap_says_the_same_as_the_pages(reader):
    everything_in("en")
    tree = ET.fromstring(reader.get("/sitemap.xml").content)  # noqa: S314 - our own page
    listed = {}
    for entry in tree:
        links = [each.attrib for each in entry if each.tag.endswith("}link")]
        listed[entry[0].text] = {each["hreflang"]: each["href"] for each in links}
    assert len(listed) == len(pages(**everything_else()))
    for address, found in listed.items():
        assert found == read(reader, address.removeprefix(settings.SITE_URL)).alternates()


def everything_else():
    return {
        "result": ["one", "two", "three"],
        "place": ["mali", "g5"],
        "theme": "prisons",
        "report": "report",
        "donor": "donor",
    }


def test_no_language_sets_a_cookie_or_asks_another_host(reader):
    for path in pages(**everything_in("fr")):
        answer = reader.get(path)
        assert not answer.cookies
        outside = re.findall(r'(?:src|srcset|action)="(https?:[^"]*)"', answer.text)
        assert outside == []
