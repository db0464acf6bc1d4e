"""Rows that readers don't see, and the addresses of their previews."""

from programme.models import PUBLISHED, PreviewLink, Status
from tests.factories import a_donor, a_page_text, a_report, a_result

MAKE = {"result": a_result, "report": a_report, "donor": a_donor, "pagetext": a_page_text}
HIDDEN = ("draft", "review", "scheduled", "withdrawn", "changes", "changes in review")
WORDS = {"en": "Quartz", "fr": "Quartzite", "ar": "كوارتز"}


def hidden(noun, state, **fields):
    """A row of a noun that readers don't see, with words of its own in each language."""
    make = MAKE[noun]
    field = next(model for model in PUBLISHED if model._meta.model_name == noun).title_field
    words = {f"{field}_{code}": word for code, word in WORDS.items()}
    if noun == "pagetext":
        fields = {"slug": "about", **fields}
        words |= {f"body_{code}": word for code, word in WORDS.items()}
    if not state.startswith("changes"):
        return make(state, **words, **fields)
    old = {name: "Shale" for name in words if name.endswith("_en")}
    original = make(**old, **fields)
    status = Status.REVIEW if state.endswith("review") else Status.DRAFT
    fields = {**fields, "slug": original.slug, "status": status, "replaces": original}
    return type(original).objects.create(**words, **fields)


def link_to(row, days=7):
    link = PreviewLink.ending_in(days)
    link.noun, link.object_id = row._meta.model_name, row.pk
    link.save()
    return link


def by_link(row, language="en", **options):
    return f"/preview/{link_to(row, **options).signed}/{language}/"


def at_the_desk(row, language="en"):
    return f"/admin/preview/{row._meta.model_name}/{row.pk}/{language}/"
