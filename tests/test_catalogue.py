"""The catalogue in DCAT 3: what the profile DCAT-AP asks for is there, and what it says is so."""

import json

import pytest
from django.conf import settings

from programme.exports import FORMATS, TABLES
from programme.feeds import FEEDS
from tests.datasets import DCAT, DCT, FOAF, expanded, of_type, path_of, things, value
from tests.factories import a_result

KNOWN = (f"{DCT}language", f"{DCT}accrualPeriodicity", f"{DCT}accessRights", f"{DCAT}theme",
         f"{DCT}format", f"{DCAT}mediaType", f"{DCT}license", f"{DCT}rights", f"{DCT}conformsTo",
         f"{DCAT}contactPoint", f"{DCAT}landingPage", f"{DCAT}themeTaxonomy", f"{DCT}publisher",
         f"{DCAT}accessURL", f"{DCAT}downloadURL", f"{FOAF}homepage")  # fmt: skip
# The properties that DCAT-AP 3.0.1 makes mandatory.
MANDATORY = {
    f"{DCAT}Catalog": (f"{DCT}title", f"{DCT}description", f"{DCT}publisher"),
    f"{DCAT}Dataset": (f"{DCT}title", f"{DCT}description"),
    f"{DCAT}Distribution": (f"{DCAT}accessURL",),
    f"{DCAT}DataService": (f"{DCT}title", f"{DCAT}endpointURL"),
    f"{FOAF}Agent": (f"{FOAF}name",),
}


def catalogue(reader, language="en"):
    answer = reader.get(f"/data/catalog.jsonld?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/ld+json"
    return json.loads(answer.getvalue())


def lacking(found):
    """Each mandatory property that a thing of the catalogue does not have."""
    return [
        (thing["@id"], name)
        for kind, names in MANDATORY.items()
        for thing in of_type(found, kind)
        for name in names
        if not value(thing, name)
    ]


def untyped(found):
    """Each thing that another refers to by a property whose range asks for a type, without one."""
    typed = {thing["@id"] for thing in found if thing.get("@type")}
    return {
        other["@id"]
        for thing in found
        for name in KNOWN
        for other in thing.get(name, [])
        if "@id" in other and other["@id"] not in typed
    }


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_what_is_mandatory_is_there_and_everything_referred_to_has_its_type(reader, language):
    found = things(catalogue(reader, language))
    assert lacking(found) == []
    assert untyped(found) == set()
    assert len(of_type(found, f"{DCAT}Catalog")) == 1
    tables = {value(thing, f"{DCT}identifier") for thing in of_type(found, f"{DCAT}Dataset")}
    assert {*TABLES, "all"} <= tables
    assert len(of_type(found, f"{DCAT}Distribution")) >= len(TABLES) * len(FORMATS) + 2


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize(
    ("name", "kind"),
    [("dct:title", "Dataset"), ("dcat:accessURL", "Distribution"), ("dct:publisher", "Catalog")],
)
def test_a_catalogue_without_a_mandatory_property_is_found_out(reader, name, kind):
    def cut(thing):
        if isinstance(thing, list):
            return [cut(one) for one in thing]
        if not isinstance(thing, dict):
            return thing
        gone = name if thing.get("@type") == f"dcat:{kind}" else ""
        return {key: cut(part) for key, part in thing.items() if key != gone}

    assert lacking(things(cut(catalogue(reader))))


@pytest.mark.usefixtures("source")
def test_nothing_is_fetched_to_read_it_and_no_word_of_it_is_lost(reader):
    document = catalogue(reader)
    assert isinstance(document["@context"], dict)
    [read] = expanded(document)
    words = json.dumps(read)
    for thing in of_type(things(document), f"{DCAT}Distribution"):
        assert thing["@id"] in words


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", settings.PUBLIC_LANGUAGES)
def test_every_address_in_the_catalogue_answers_with_its_media_type_and_size(reader, language):
    files = of_type(things(catalogue(reader, language)), f"{DCAT}Distribution")
    sized = 0
    for file in files:
        address = value(file, f"{DCAT}downloadURL")
        answer = reader.get(path_of(address))
        length = len(answer.getvalue())
        assert answer.status_code == 200, address
        media_type = value(file, f"{DCAT}mediaType").partition("/media-types/")[2]
        assert answer.headers["Content-Type"].partition(";")[0] == media_type, address
        if size := value(file, f"{DCAT}byteSize"):
            assert int(size) == length, address
            sized += 1
    assert sized >= len(TABLES) * len(FORMATS)


@pytest.mark.usefixtures("source")
def test_the_catalogue_names_the_api_its_description_the_feeds_and_the_activity(reader):
    found = things(catalogue(reader, "fr"))
    [service] = of_type(found, f"{DCAT}DataService")
    for name in ("endpointURL", "endpointDescription"):
        answer = reader.get(path_of(value(service, f"{DCAT}{name}")))
        answer.getvalue()
        assert answer.status_code == 200
    served = {one["@id"] for one in service[f"{DCAT}servesDataset"]}
    others = {"all", "activity"}  # that the API does not serve
    datasets = {one["@id"] for one in of_type(found, f"{DCAT}Dataset")}
    assert served == {one for one in datasets if one.rpartition("#")[2] not in others}
    assert len(datasets) == len(served) + len(others)
    files = [value(one, f"{DCAT}downloadURL") for one in of_type(found, f"{DCAT}Distribution")]
    feeds = {path_of(file) for file in files if ".atom" in file}
    assert feeds == {f"/data/{name}.atom?lang=fr" for name in FEEDS}
    assert f"{settings.SITE_URL}/data/iati-activities.xml" in files


@pytest.mark.django_db
def test_the_catalogue_names_no_activity_that_is_not_there(reader):
    assert reader.get("/data/iati-activities.xml").status_code == 404
    assert "iati-activities" not in json.dumps(catalogue(reader))
    assert "iati-activities" not in reader.get("/en/data/").text


@pytest.mark.usefixtures("source")
def test_pages_that_the_catalogue_leads_to_are_there(reader):
    for dataset in of_type(things(catalogue(reader)), f"{DCAT}Dataset"):
        page, _, part = value(dataset, f"{DCAT}landingPage").partition("#")
        text = reader.get(path_of(page)).text
        assert f'id="{part}"' in text


@pytest.mark.usefixtures("source")
def test_no_licence_is_claimed_and_one_that_was_stated_is_named(reader, settings):
    settings.CONTENT_LICENCE = ""
    found = things(catalogue(reader))
    assert not any(value(thing, f"{DCT}license") for thing in found)
    for file in of_type(found, f"{DCAT}Distribution"):
        assert value(file, f"{DCT}rights").endswith("#terms")
    settings.CONTENT_LICENCE = "https://example.org/licence"
    for file in of_type(things(catalogue(reader)), f"{DCAT}Distribution"):
        assert value(file, f"{DCT}license") == "https://example.org/licence"
        assert not value(file, f"{DCT}rights")


@pytest.mark.usefixtures("source")
def test_whoever_publishes_and_answers_is_named_once_that_is_known(reader, settings):
    settings.PUBLISHER_NAME, settings.CONTACT_EMAIL = "", ""
    [agent] = of_type(things(catalogue(reader)), f"{FOAF}Agent")
    assert value(agent, f"{FOAF}name") == "The editors of this site"
    assert not any(value(thing, f"{DCAT}contactPoint") for thing in things(catalogue(reader)))
    settings.PUBLISHER_NAME, settings.CONTACT_EMAIL = "A ministry", "data@example.org"
    found = things(catalogue(reader))
    [agent] = of_type(found, f"{FOAF}Agent")
    assert value(agent, f"{FOAF}name") == "A ministry"
    assert "mailto:data@example.org" in json.dumps(found)
    assert untyped(found) == set()


@pytest.mark.usefixtures("source")
def test_ids_are_the_same_in_each_language_and_words_are_marked_with_theirs(reader):
    ids = {}
    for language in settings.PUBLIC_LANGUAGES:
        found = things(catalogue(reader, language))
        ids[language] = {thing["@id"] for thing in of_type(found, f"{DCAT}Dataset")}
        titles = [thing[f"{DCT}title"][0] for thing in of_type(found, f"{DCAT}Dataset")]
        assert {title["@language"] for title in titles} == {language}
    assert ids["en"] == ids["fr"] == ids["ar"]


@pytest.mark.parametrize("name", ["catalog.jsonld", "datapackage.json", "all.zip"])
@pytest.mark.django_db
def test_what_did_not_change_is_not_sent_again(reader, name):
    a_result()
    first = reader.get(f"/data/{name}")
    length = str(len(first.getvalue()))
    etag = first.headers["ETag"]
    assert reader.get(f"/data/{name}", HTTP_IF_NONE_MATCH=etag).status_code == 304
    assert reader.head(f"/data/{name}").headers["Content-Length"] == length
    a_result()
    again = reader.get(f"/data/{name}", HTTP_IF_NONE_MATCH=etag)
    again.getvalue()
    # A data package says where the files are and what is in them, and not how much.
    assert again.status_code == (304 if name == "datapackage.json" else 200)


@pytest.mark.parametrize("name", ["catalog.jsonld", "datapackage.json", "all.zip"])
@pytest.mark.django_db
def test_a_language_that_is_not_here_is_refused(reader, name):
    answer = reader.get(f"/data/{name}?lang=xx")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["parameter"] == "lang"
