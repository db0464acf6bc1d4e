"""The catalogue for other catalogues: DCAT 3 in JSON-LD, as the profile DCAT-AP 3.0.1 asks."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from programme.datasets import others
from programme.datasets.files import DataFile, Dataset
from programme.datasets.others import Offer
from programme.datasets.standing import Standing
from programme.exports import words
from programme.exports.about import source, terms
from programme.exports.columns import moment
from programme.frame import absolute, web_address
from programme.models.expressions import reading_language

Thing = dict[str, Any]
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types"
HXL = "https://hxlstandard.org/standard/1-1final/"
LANGUAGES = {"en": "ENG", "fr": "FRA", "ar": "ARA"}
FILE_TYPES = {
    "csv": "CSV",
    "hxl.csv": "CSV",
    "xlsx": "XLSX",
    "json": "JSON",
    "xml": "XML",
    "atom": "ATOM",
    "zip": "ZIP",
}


def catalogue(found: list[Dataset], now: Standing) -> Thing:
    """Describe the catalogue in the language that is read; ids are the same in all of them."""
    tables = [_table(dataset) for dataset in found]
    return {
        "@context": CONTEXT,
        "@id": id_of("catalog"),
        "@type": "dcat:Catalog",
        "dct:title": _text(words.TITLE),
        "dct:description": _text(source()),
        "dct:publisher": _publisher(),
        "dct:language": _language(),
        "dct:modified": _at(now.newest),
        "foaf:homepage": _page(),
        "dcat:themeTaxonomy": _known("data-theme", "skos:ConceptScheme", "Data theme"),
        **_terms(),
        "dcat:dataset": tables + _whole(now),
        "dcat:service": _services(tables),
    }


def id_of(part: str) -> str:
    """Return the lasting id of a part of the catalogue, the same in each language."""
    return absolute(f"{reverse('data_catalog')}#{part}")


def _table(dataset: Dataset) -> Thing:
    name = dataset.table.name
    files = [_file(name, file) for file in dataset.files]
    feed = others.feeds().get(name)
    return _dataset(
        name,
        dataset.table.title,
        f"{dataset.table.meaning} {source()}",
        dataset.changed,
        [*files, *([_offer(name, feed)] if feed else [])],
    )


def _whole(now: Standing) -> list[Thing]:
    """Describe what holds all tables, and what holds the whole programme."""
    every = [_offer("all", others.all_in_one(now)), _offer("all", others.data_package())]
    sets = [_dataset("all", words.TITLE, source(), now.newest, every)]
    if activity := others.activity(now):
        files = [_offer("activity", activity)]
        sets.append(_dataset("activity", activity.title, source(), now.newest, files))
    return sets


def _dataset(
    name: str, title: Any, description: str, changed: datetime | None, files: list[Thing]
) -> Thing:
    return {
        "@id": id_of(name),
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": _text(title),
        "dct:description": _text(description),
        "dct:publisher": _publisher(),
        "dct:language": _language(),
        "dct:modified": _at(changed),
        "dct:accrualPeriodicity": _known("frequency/IRREG", "dct:Frequency", "irregular"),
        "dct:accessRights": _known("access-right/PUBLIC", "dct:RightsStatement", "public"),
        "dcat:theme": _known("data-theme/JUST", "skos:Concept", "Justice, legal system"),
        "dcat:landingPage": _page(name),
        **_contact(),
        "dcat:distribution": files,
    }


def _file(name: str, file: DataFile) -> Thing:
    form = file.form
    hxl = HXL if form.ending == "hxl.csv" else ""
    offer = Offer(form.ending, form.label, file.href, file.media_type, form.ending, hxl, file.size)
    return _offer(name, offer)


def _offer(name: str, offer: Offer) -> Thing:
    """Describe one file; its size is told where it is known."""
    kind = FILE_TYPES.get(offer.ending)
    there = {"@id": offer.address, "@type": "rdfs:Resource"}
    told = {
        "@id": id_of(f"{name}-{offer.name}-{reading_language()}"),
        "@type": "dcat:Distribution",
        "dct:title": _text(offer.title),
        "dcat:accessURL": there,
        "dcat:downloadURL": there,
        "dcat:mediaType": {"@id": f"{MEDIA_TYPES}/{offer.media_type}", "@type": "dct:MediaType"},
        "dct:language": _language(),
        **_terms(),
    }
    if kind:
        told["dct:format"] = _known(f"file-type/{kind}", "dct:MediaTypeOrExtent", kind)
    if offer.conforms_to:
        told["dct:conformsTo"] = {"@id": offer.conforms_to, "@type": "dct:Standard"}
    if offer.size:
        told["dcat:byteSize"] = {"@type": "xsd:nonNegativeInteger", "@value": str(offer.size)}
    return told


def _services(tables: list[Thing]) -> list[Thing]:
    api, description = others.api(), others.api_description()
    return [
        {
            "@id": id_of("api"),
            "@type": "dcat:DataService",
            "dct:title": _text(api.title),
            "dct:publisher": _publisher(),
            "dcat:endpointURL": {"@id": absolute(reverse("api_index")), "@type": "rdfs:Resource"},
            "dcat:endpointDescription": {"@id": description.address, "@type": "rdfs:Resource"},
            "dcat:servesDataset": [{"@id": one["@id"]} for one in tables],
            **_terms(),
        }
    ]


def _publisher() -> Thing:
    name = settings.PUBLISHER_NAME or words.EDITORS
    return {"@id": id_of("publisher"), "@type": "foaf:Agent", "foaf:name": _text(name)}


def _contact() -> Thing:
    mail = settings.CONTACT_EMAIL
    if not mail:
        return {}
    card = {
        "@id": id_of("contact"),
        "@type": ["vcard:Kind", "vcard:Organization"],
        "vcard:fn": _text(settings.PUBLISHER_NAME or words.EDITORS),
        "vcard:hasEmail": {"@id": f"mailto:{mail}"},
    }
    return {"dcat:contactPoint": card}


def _terms() -> Thing:
    """Name the licence that was stated, or say that none was."""
    licence = settings.CONTENT_LICENCE
    if not licence:
        told = {"@type": "dct:RightsStatement", "rdfs:label": _text(terms())}
        return {"dct:rights": {"@id": id_of("terms"), **told}}
    link = web_address(licence) or id_of("terms")
    return {"dct:license": {"@id": link, "@type": "dct:LicenseDocument", "dct:title": licence}}


def _page(part: str = "") -> Thing:
    page = absolute(reverse("data_page"))
    return {"@id": f"{page}#{part}" if part else page, "@type": "foaf:Document"}


def _language() -> Thing:
    code = LANGUAGES[reading_language()]
    return _known(f"language/{code}", "dct:LinguisticSystem", code)


def _known(path: str, kind: str, label: str) -> Thing:
    """Name an entry of a list that others keep, with its type, so that nothing is fetched."""
    return {"@id": f"{AUTHORITY}/{path}", "@type": kind, "skos:prefLabel": label}


def _text(text: Any) -> Thing:
    return {"@language": reading_language(), "@value": str(text)}


def _at(at: datetime | None) -> Thing | list[Thing]:
    return {"@type": "xsd:dateTime", "@value": moment(at)} if at else []
