"""The catalogues: what is found, kept, compiled, lent to translators, and found wrong."""

import ast
import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as real
from django.core.management import CommandError, call_command
from django.utils.translation.trans_real import DjangoTranslation

from programme.catalogues import borrowing, extracting, keeping, sources

TEMPLATE = """{% load i18n %}
<ul>
      <li>{% translate "Home" %}</li>
   <li title="{% translate 'May' context 'a month' %}">
 {# Translators: a heading #}
 {% blocktranslate trimmed with name=place.name %}
    All of
    {{ name }}
 {% endblocktranslate %}
        {% blocktranslate count number=found %}{{ number }} result{% plural %}{{ number }}
 results{% endblocktranslate %}
 {{ x|default:_("nobody") }} {% include "y" with title=_("In all") %} 100%</li>
</ul>
"""
PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy, npgettext, pgettext
A = _("One " "text")
B = gettext_lazy("Lazy")
C = pgettext("a verb", "Open")
D = ngettext_lazy("%d row", "%d rows")
E = npgettext("of a ship", "deck", "decks", 2)
"""
FOUND = {
    (None, "Home"),
    ("a month", "May"),
    (None, "All of %(name)s"),
    (None, ("%(number)s result", "%(number)s\n results")),
    (None, "nobody"),
    (None, "In all"),
    (None, "One text"),
    (None, "Lazy"),
    ("a verb", "Open"),
    (None, ("%d row", "%d rows")),
    ("of a ship", ("deck", "decks")),
}


@pytest.fixture
def project(tmp_path, settings, monkeypatch):
    """A project of two files with catalogues of its own; no library lacks anything."""
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    monkeypatch.setattr(sources, "borrowed", lambda _language: [])
    for folder in extracting.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "templates/page.html").write_text(TEMPLATE)
    (tmp_path / "programme/words.py").write_text(PYTHON)
    call_command("messages", stdout=StringIO())
    return tmp_path


def catalogue(language):
    return keeping.path_of(language).read_text()


def checked():
    """What `messages --check` says, line by line."""
    said = StringIO()
    try:
        call_command("messages", "--check", stdout=said)
    except CommandError as fault:
        said.write(f"{fault}\n")
    return said.getvalue().splitlines()


def fill(language, words):
    """Give every entry the words that `words` makes of it."""
    file = Path(real.LOCALE_PATHS[0]) / "words.json"
    call_command("messages", "--export", language, str(file), stdout=StringIO())
    entries = json.loads(file.read_text())
    for entry in entries:
        entry["forms"] = [words(entry["plural"] or entry["id"])] * len(entry["forms"])
    file.write_text(json.dumps(entries))
    call_command("messages", "--import", language, str(file), stdout=StringIO())


def test_every_way_to_mark_a_string_is_found(project):
    assert {(found.context, found.id) for found in extracting.ours()} == FOUND
    said = {found.id: found.comments for found in extracting.ours()}
    assert said["All of %(name)s"] == ("Translators: a heading",)


def test_only_literals_are_marked_for_translation():
    """What is given to gettext by a variable is found by no program, or found wrong."""
    wrong = []
    for path in [*Path("programme").rglob("*.py"), *Path("sahel").rglob("*.py")]:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in extracting.KEYWORDS:
                given = call.args[: 1 if call.func.id in ("_", "gettext", "gettext_lazy") else 2]
                wrong += [
                    f"{path}:{call.lineno}" for each in given if not isinstance(each, ast.Constant)
                ]
    assert wrong == []


def test_a_string_that_moves_changes_no_catalogue(project):
    before = catalogue("fr")
    (project / "programme/words.py").write_text("\n\n\n" + PYTHON)
    call_command("messages", stdout=StringIO())
    assert catalogue("fr") == before
    assert "words.py:" not in before
    assert "Date" not in before


def test_words_stay_where_their_string_does_and_are_never_guessed(project):
    fill("fr", lambda text: text.replace("Home", "Accueil"))
    page = project / "templates/page.html"
    page.write_text(TEMPLATE.replace("nobody", "nobody here").replace("In all", "In the end"))
    call_command("messages", stdout=StringIO())
    now = catalogue("fr")
    assert 'msgid "Home"\nmsgstr "Accueil"' in now
    assert 'msgid "nobody here"\nmsgstr ""' in now
    assert "nobody\n" not in now
    assert "fuzzy" not in now
    assert "#~" not in now


def test_arabic_has_six_forms_and_french_two(project):
    fill("ar", lambda text: text)
    fill("fr", lambda text: text)
    arabic, french = catalogue("ar"), catalogue("fr")
    for number in range(6):
        arabic = arabic.replace(f'msgstr[{number}] "%d rows"', f'msgstr[{number}] "{number}: %d"')
        french = french.replace(f'msgstr[{number}] "%d rows"', f'msgstr[{number}] "{number}: %d"')
    keeping.path_of("ar").write_text(arabic)
    keeping.path_of("fr").write_text(french)
    call_command("messages", "--compile")
    speaks = DjangoTranslation("ar"), DjangoTranslation("fr")
    shown = [[each.ngettext("%d row", "%d rows", n)[0] for each in speaks] for n in range(12)]
    assert [ar for ar, _fr in shown] == list("012333333334")
    assert [fr for _ar, fr in shown] == list("001111111111")
    assert speaks[0].ngettext("%d row", "%d rows", 100)[0] == "5"


def test_our_words_go_before_those_of_a_library(project):
    fill("ar", lambda text: f"{text}!")
    assert DjangoTranslation("ar").gettext("Home") == "Home!"
    assert DjangoTranslation("ar").gettext("Save") not in ("Save", "Save!")


def test_an_entry_without_words_hides_no_words_of_a_library(project):
    (project / "programme/words.py").write_text(
        """ngettext("%(num)d hour", "%(num)d hours", 2); _("Save")"""
    )
    call_command("messages", stdout=StringIO())
    arabic = DjangoTranslation("ar")
    assert arabic.gettext("Save") != "Save"
    assert arabic.ngettext("%(num)d hour", "%(num)d hours", 3) != "%(num)d hours"


def test_what_a_library_leaves_without_words_is_ours_to_say():
    missing = {found.id for found in borrowing.borrowed("ar")}
    assert "Please select a device." in missing
    assert "Save" not in missing
    assert {found.library for found in borrowing.borrowed("fr")} == {True}


def test_the_check_names_file_string_and_fault(project):
    fill("fr", lambda text: text)
    fill("ar", lambda text: f"س {text}")
    catalogue_fr = keeping.path_of("fr")
    catalogue_fr.write_text(
        catalogue("fr")
        .replace('msgstr "Lazy"', 'msgstr ""')
        .replace('#: programme/words.py\nmsgid "One', '#, fuzzy\nmsgid "One')
    )
    (project / "templates/more.html").write_text('{% translate "Added" %}')
    (project / "templates/page.html").write_text(TEMPLATE.replace("In all", "In the end"))
    said = checked()
    assert f"{catalogue_fr}: 'Lazy' has no words" in said
    assert f"{catalogue_fr}: 'One text' is fuzzy" in said
    assert f"{catalogue_fr}: 'Added' is not in the catalogue; run make messages" in said
    assert f"{catalogue_fr}: 'In all' is in no source any more; run make messages" in said
    assert said[-1].endswith("faults in the catalogues.")


def test_a_catalogue_with_other_plural_rules_is_wrong(project):
    path = keeping.path_of("ar")
    path.write_text(catalogue("ar").replace("nplurals=6", "nplurals=7"))
    assert any("Plural-Forms" in line for line in checked())


def test_a_merge_that_was_left_half_done_is_named(project):
    path = keeping.path_of("ar")
    path.write_text(catalogue("ar").replace('msgid "Lazy"', '<<<<<<< ours\nmsgid "Lazy"'))
    assert any("<<<<<<< ours" in line for line in checked())


def test_a_plural_that_became_a_single_text_is_out_of_date(project):
    words = project / "programme/words.py"
    words.write_text(PYTHON.replace('ngettext_lazy("%d row", "%d rows")', '_("%d row")'))
    assert any("has a plural in one place alone" in line for line in checked())


def test_a_translator_gets_what_lacks_words_and_gives_it_back(project, tmp_path):
    file = tmp_path / "lent.json"
    call_command("messages", "--export", "ar", str(file), stdout=StringIO())
    lent = {(entry["context"], entry["id"]): entry for entry in json.loads(file.read_text())}
    assert len(lent) == len(FOUND)
    assert lent[None, "%d row"]["plural"] == "%d rows"
    assert lent[None, "%d row"]["forms"] == [""] * 6
    assert lent["a month", "May"]["files"] == ["templates/page.html"]
    lent["a month", "May"]["forms"] = ["أيار/مايو"]
    gone = {"context": None, "id": "Gone", "forms": ["س"]}
    file.write_text(json.dumps([*lent.values(), gone]))
    warned = StringIO()
    call_command("messages", "--import", "ar", str(file), stdout=StringIO(), stderr=warned)
    assert DjangoTranslation("ar").pgettext("a month", "May") == "أيار/مايو"
    assert catalogue("ar").count('msgstr ""') == 8  # the header, and seven texts
    assert "Gone" in warned.getvalue()


def test_words_that_do_not_fit_are_not_taken_and_nothing_else_is(project, tmp_path):
    file, before = tmp_path / "lent.json", catalogue("ar")
    given = [
        {"context": None, "id": "Home", "forms": ["س"]},
        {"context": None, "id": "%d row", "forms": ["%d", "%d"]},
    ]
    file.write_text(json.dumps(given))
    with pytest.raises(CommandError, match="6 forms are wanted"):
        call_command("messages", "--import", "ar", str(file))
    assert catalogue("ar") == before
