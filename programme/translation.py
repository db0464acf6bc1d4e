"""Which fields are translated, and which models keep their history.

History is registered here, after the translated columns exist; a `history` attribute in the
models would make rows that do not know them.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, translator

from programme import models

TRANSLATED: dict[type, tuple[str, ...]] = {
    models.Place: ("name",),
    models.Theme: ("name", "description"),
    models.Result: ("title", "statement", "when_words", "link_label"),
    models.Figure: ("label", "unit"),
    models.Donor: ("name", "sort_name"),
    models.Report: ("title",),
    models.Source: ("title",),
    models.PageText: ("title", "body"),
}
SORT_KEYS = ["sort_en", "sort_fr", "sort_ar"]

for model, names in TRANSLATED.items():
    options = type(f"{model.__name__}Translation", (TranslationOptions,), {"fields": names})
    translator.register(model, options)

LINKS: dict[type, list[str]] = {
    models.Place: ["members"],
    models.Result: ["places", "themes", "related"],
}

for model in (
    models.Place,
    models.Theme,
    models.Result,
    models.Figure,
    models.Donor,
    models.Contribution,
    models.Report,
    models.Edition,
    models.Source,
    models.Evidence,
    models.PageText,
):
    names_of_fields = {field.name for field in model._meta.get_fields()}
    simple_history.register(
        model,
        app="programme",
        m2m_fields=LINKS.get(model, []),
        excluded_fields=[key for key in SORT_KEYS if key in names_of_fields],
    )
