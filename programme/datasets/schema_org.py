"""The same catalogue in the words of schema.org, as search engines read it on the page."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.datasets import others
from programme.datasets.dcat import id_of
from programme.datasets.files import Dataset
from programme.datasets.others import Offer
from programme.datasets.standing import Standing
from programme.exports import words
from programme.exports.about import source
from programme.exports.columns import moment
from programme.frame import absolute
from programme.jsonld.nodes import Thing, graph, named, thing
from programme.jsonld.pages import page
from programme.jsonld.rights import rights
from programme.models.expressions import reading_language


def on_the_page(found: list[Dataset], now: Standing) -> Thing:
    """Describe the catalogue, and each table with its files."""
    path = reverse("data_page")
    tables = [_table(dataset) for dataset in found]
    catalogue = thing(
        "DataCatalog",
        id_of("catalog"),
        url=absolute(path),
        name=str(words.TITLE),
        description=f"{source()} {words.NOT_STATED}",
        dateModified=now.newest and moment(now.newest),
        dataset=[named(table) for table in tables],
        **_common(),
    )
    about_it = page("WebPage", path, _("Data"), mainEntity=named(catalogue))
    return graph(catalogue, *tables, *about_it)


def _table(dataset: Dataset) -> Thing:
    name = dataset.table.name
    files = [
        _download(str(file.form.label), file.address, file.media_type, file.size)
        for file in dataset.files
    ]
    feed = others.feeds().get(name)
    return thing(
        "Dataset",
        id_of(name),
        identifier=name,
        url=f"{absolute(reverse('data_page'))}#{name}",
        name=f"{dataset.table.title} – {settings.SITE_NAME}",
        description=f"{dataset.table.meaning} {source()}",
        dateModified=dataset.changed and moment(dataset.changed),
        includedInDataCatalog={"@id": id_of("catalog")},
        variableMeasured=[column.name for column in dataset.table.columns],
        distribution=[*files, *([_offered(feed)] if feed else [])],
        **_common(),
    )


def _common() -> Thing:
    return {"inLanguage": reading_language(), "isAccessibleForFree": True, **rights()}


def _offered(offer: Offer) -> Thing:
    return _download(str(offer.title), offer.address, offer.media_type, None)


def _download(name: str, address: str, media_type: str, size: int | None) -> Thing:
    return thing(
        "DataDownload",
        address,
        name=name,
        contentUrl=address,
        encodingFormat=media_type,
        contentSize=size and f"{size} B",
    )
