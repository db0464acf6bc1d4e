"""No string of templates, models or pages is without French and Arabic words."""

import re
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import CharField, TextField
from django.template.loader import render_to_string
from django.test import Client
from django.urls import get_resolver
from modeltranslation.translator import translator

from programme.catalogues import borrowing, faults, keeping, sources
from programme.models import PUBLISHED, Evidence, Place, Theme
from programme.wording.numbers import SIZES as UNITS
from tests.addresses import asked, pages
from tests.desk import act, form_of, ready_result
from tests.desk import asked as action_asked
from tests.factories import a_result
from tests.marking import everything_marked, unmarked
from tests.signing import sign_in
from tests.test_permissions import ADDRESSES, filled, rows  # noqa: F401 - a fixture
from tests.unmarked import Heard, words

# What is the same in every language: names of languages in themselves, codes, addresses, moments,
# keys for an app, a file's format, what parts the values of a cell.
SAME = re.compile(
    r"\b(?:BibTeX|CSL-JSON)\b"
    r"|English|Français|العربية|Español|Português|Русский|中文"
    r"|\bhttps?://\S+|/(?:en|fr|ar)/\S*"
    r"|(?<=⟧);(?=⟦)|\b\d+:\d\d\b|\b[A-Z]{2,3}\b|\b\d+\.[a-z]\b|\b(?:[A-Z2-7]{4} ?){8}"
)
# The library writes a colon of its own between a noun and a row that is to be deleted.
OF_DJANGO = re.compile(r"^\d*: *\d*$")
# django-filter asks for the name of each lookup, and says none of them here.
DISCARDED = {(None, "exact")}
# Units of files' sizes stand beside their digits in programme/wording/numbers.py.
SIZES = re.compile(rf"\d\s(?:{'|'.join(unit for units in UNITS.values() for unit in units)})\b")
# The names of time zones are those of the IANA’s list.
ZONES = {name.replace("_", " ") for name in available_timezones()}
ZONES |= {name.partition("/")[0] for name in ZONES} | {SAME.sub("", name).strip() for name in ZONES}
CODE = 3  # letters of a column that holds the code of a language, a country or a currency


def left(html):
    """The words of a page that stand outside all marks."""
    text = SAME.sub("", SIZES.sub("", "\n".join(Heard(html).texts)))
    parts = [part for part in unmarked(text) if not OF_DJANGO.match(part)]
    return [part for part in parts if part not in ZONES]


def unsaid(visited):
    """What the pages say outside all marks, and one page that says it."""
    return {
        said: path
        for path, page in visited
        if "html" in page.headers.get("Content-Type", "")
        for said in left(page.text)
    }


def wordless(wanted):
    """What was asked for and has no words, by language."""
    found = {}
    for language in keeping.LANGUAGES:
        catalogue, libraries = keeping.read(language), borrowing.Said(language)
        ours = {keeping.key_of(entry) for entry in keeping.entries(catalogue)}
        lacking = {key for key in wanted - ours if key[1] and not libraries.has(*key)}
        found |= {language: lacking} if lacking else {}
    return found


def in_numbers(model, *, but=()):
    """Put a number in the place of every text that somebody typed."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not field.choices
        and (field.max_length or 1000) > CODE
        and field.name not in but
        and not field.name.startswith(("sort_", "history_"))
    ]
    for row in model._base_manager.all():
        texts = {name: getattr(row, name) for name in names}
        numbers = {name: str(1000 + row.pk) for name, text in texts.items() if text}
        model._base_manager.filter(pk=row.pk).update(**numbers)


def test_no_template_holds_words_that_nobody_can_translate():
    found = {
        str(path): said
        for path in sorted(Path("templates").rglob("*"))
        if path.is_file() and (said := words(path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>{% translate 'In' %} Out {{ name }}</p>", ["0 Out 0"]),
        ("{% blocktranslate %}In {{ x }}{% endblocktranslate %}<b>Out</b>", ["Out"]),
        ('<img alt="Out" class="in" src="in">', ["Out"]),
        ('<input type="submit" value="Out"><input name="in" value="in">', ["Out"]),
        ('<a aria-label="{% translate "In" %} out">1</a>', ["0 out"]),
        ('{% include "in.html" with title="Out of it" name="in" and=_("In it") %}', ["Out of it"]),
        ('{{ name|default:"Out there" }}{{ day|date:"j F Y, H:i" }}', ["Out there"]),
        ('{% block bodyclass %}in{% endblock %}<code dir="ltr">in</code>{# in #}', []),
    ],
)
def test_words_of_a_template_are_told_from_names_for_machines(template, said):
    assert words(template) == said


def labels():
    """(where, text) for each text of a model or its admin that an editor can see."""
    get_resolver().url_patterns  # noqa: B018 - loads the admin
    for model in apps.get_app_config("programme").get_models():
        if model in admin.site._registry or model.__name__ == "Contribution":
            yield from _of_model(model)
    for model, desk in admin.site._registry.items():
        for name, group in desk.fieldsets or ():
            yield f"{desk}.fieldsets", name
            yield f"{desk}.fieldsets", group.get("description")
        for name in {*desk.list_display, *desk.readonly_fields} - {"__str__"}:
            shown = name if callable(name) else getattr(desk, name, None)
            if shown:
                yield f"{desk}.{name}", getattr(shown, "short_description", name)
        assert model


def _of_model(model):
    options = model._meta
    yield options.label, options.verbose_name
    yield options.label, options.verbose_name_plural
    for field in options.concrete_fields + options.many_to_many:
        if not field.editable or field.primary_key or field.name in UNSEEN:
            continue
        language = getattr(field, "language", None)
        yield f"{options.label}.{field.name}", language or field.verbose_name
        yield f"{options.label}.{field.name}", field.help_text
        for _value, label in field.choices or ():
            yield f"{options.label}.{field.name}", label


UNSEEN = {"object_id"}  # AboutAdmin shows it under words of its own


def test_every_label_of_models_and_desk_can_be_translated():
    with everything_marked():
        found = {
            (where, str(text))
            for where, text in labels()
            if text and unmarked(SAME.sub("", str(text))) and text not in ("en", "fr", "ar")
        }
    assert found == set()


def test_public_pages_say_nothing_that_nobody_can_translate(reader, source):
    slugs = {
        model._meta.model_name: list(model._base_manager.values_list("slug", flat=True))
        for model in (*PUBLISHED, Place, Theme)
    }
    for model in (*translator.get_registered_models(), Evidence):
        in_numbers(model, but=("slug",))
    Evidence.objects.update(errata="")
    given = {"year": "2016", "place": "mali", "theme": "prisons", "language": "en"}
    paths = pages(**slugs) + asked(q="1001", **given) + asked(q="9999", **given)
    paths += [f"{path}?place=9&year=9&page=0" for path in pages()] + ["/9/", "/en/reports/?page=9"]
    with everything_marked() as wanted:
        visited = [(path, reader.get(path)) for path in paths]
    assert unsaid(visited) == {}
    assert wordless(wanted - DISCARDED) == {}


def test_the_desk_says_nothing_that_nobody_can_translate(rows, editor):  # noqa: F811
    for model in apps.get_models():
        if model._meta.app_label == "programme" or model in (User, Group):
            in_numbers(model, but=("errata", "password"))
    with everything_marked() as wanted:
        visited = [page for address in ADDRESSES for page in asked_of(address, rows, editor)]
    assert unsaid(visited) == {}
    # Names of the gate's rules are looked up, and numbers here.
    assert wordless({key for key in wanted if not key[1].isdecimal()}) == {}


def asked_of(address, rows, editor):  # noqa: F811
    """(path, page) of an address of the desk, read and with its form sent without a title."""
    if address.name == "logout":
        return
    path = filled(address, rows)
    page = editor.get(path)
    yield path, page
    form = (
        form_of(editor, path)
        if "inline_admin_formsets" in (page.context or ())
        else {"action": "x"}
    )
    yield path, editor.post(path, {**form, "title_en": "", "name_en": "", "username": ""})


def test_what_the_desk_answers_can_be_translated(reader, editor):
    User.objects.update(username="1")
    row, bare = (
        ready_result("draft", title_en="1", statement_en="1"),
        a_result("draft", title_en="2"),
    )
    in_numbers(Place), in_numbers(Theme)
    form = f"/admin/programme/result/{row.pk}/change/"
    before = form_of(editor, form) | {"title_en": "3"}
    stranger = Client(HTTP_HOST="127.0.0.1")
    with everything_marked() as wanted:
        answers = [
            editor.post(form, form_of(editor, form) | {"title_en": "4"}, follow=True),
            editor.post(form, before),  # somebody saved it meanwhile
            *(
                answer(editor, "result", move, row, bare)
                for move in ("publish", "withdraw")
                for answer in (action_asked, act)
            ),
            editor.post(f"/admin/programme/result/{bare.pk}/delete/", {"post": "yes"}, follow=True),
            *(sign_in(stranger, name="1", password="wrong") for _ in range(6)),
            editor.get(form.replace("change", "history")),
            stranger.get("/admin/password_reset/done/", follow=True),
            editor.post("/admin/my-settings/", {"language": "en"}, follow=True),
            editor.post("/admin/password_change/", {"old_password": "9", "new_password1": "9"}),
        ]
        letter = render_to_string(
            "admin/password_reset_email.txt", {"user": row, "uid": "MQ", "token": "x-y"}
        )
    assert unsaid(enumerate(answers)) == {}
    assert unmarked(letter.replace("/admin/password/reset/MQ/x-y/", "")) == []
    assert wordless(wanted) == {}


@pytest.mark.parametrize("language", keeping.LANGUAGES)
def test_every_string_has_words_without_fault(language):
    found = faults.of(keeping.read(language), language, sources.all_of(language))
    assert [f"{id_!r} {what}" for id_, what in found] == []
