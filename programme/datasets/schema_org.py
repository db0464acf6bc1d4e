"""The same catalogue in the words of schema.org, as search engines read it on the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from programme.datasets import others, words
from programme.datasets.dcat import id_of
from programme.datasets.files import Dataset
from programme.datasets.others import Offer
from programme.datasets.standing import Standing
from programme.exports.about import source
from programme.exports.columns import moment
from programme.frame import absolute, web_address
from programme.models.expressions import reading_language

Thing = dict[str, Any]


def graph(found: list[Dataset], now: Standing) -> Thing:
    """Describe the catalogue, and each table with its files."""
    tables = [_table(dataset) for dataset in found]
    catalogue = {
        "@type": "DataCatalog",
        "@id": id_of("catalog"),
        "url": absolute(reverse("data_page")),
        "name": str(words.TITLE),
        "description": f"{source()} {words.NOT_STATED}",
        "dateModified": moment(now.newest) if now.newest else "",
        "dataset": [{"@id": table["@id"]} for table in tables],
        **_common(),
    }
    return {"@context": "https://schema.org", "@graph": [_filled(catalogue), *tables]}


def _table(dataset: Dataset) -> Thing:
    name = dataset.table.name
    files = [
        _download(str(file.form.label), file.address, file.media_type, file.size)
        for file in dataset.files
    ]
    feed = others.feeds().get(name)
    return _filled(
        {
            "@type": "Dataset",
            "@id": id_of(name),
            "identifier": name,
            "url": f"{absolute(reverse('data_page'))}#{name}",
            "name": f"{dataset.table.title} – {settings.SITE_NAME}",
            "description": f"{dataset.table.meaning} {source()}",
            "dateModified": moment(dataset.changed) if dataset.changed else "",
            "includedInDataCatalog": {"@id": id_of("catalog")},
            "variableMeasured": [column.name for column in dataset.table.columns],
            "distribution": [*files, *([_offered(feed)] if feed else [])],
            **_common(),
        }
    )


def _common() -> Thing:
    """Say who publishes it, on what terms; no licence is claimed that nobody stated."""
    licence, name = settings.CONTENT_LICENCE, settings.PUBLISHER_NAME
    link = web_address(licence)
    return {
        "inLanguage": reading_language(),
        "isAccessibleForFree": True,
        "license": link or (licence and {"@type": "CreativeWork", "name": licence}),
        "usageInfo": absolute(reverse("terms")),
        "publisher": name and {"@type": "Organization", "name": name},
    }


def _offered(offer: Offer) -> Thing:
    return _download(str(offer.title), offer.address, offer.media_type, None)


def _download(name: str, address: str, media_type: str, size: int | None) -> Thing:
    return _filled(
        {
            "@type": "DataDownload",
            "name": name,
            "contentUrl": address,
            "encodingFormat": media_type,
            "contentSize": f"{size} B" if size else "",
        }
    )


def _filled(thing: Thing) -> Thing:
    """Leave out what is unknown."""
    return {key: value for key, value in thing.items() if value not in ("", None, [])}
