"""Which fields are translated, and which models keep their history.

History is registered here, after the translated columns exist; a `history` attribute in the
models would make rows that do not know them.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, translator

from programme import models

SORT_KEYS = ["sort_en", "sort_fr", "sort_ar"]

for worded in models.WORDED:
    fields = {"fields": worded.translated}
    options = type(f"{worded.__name__}Translation", (TranslationOptions,), fields)
    translator.register(worded, options)

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
