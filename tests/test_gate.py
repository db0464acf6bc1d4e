"""The do-no-harm gate: what it finds, what it lets pass, who answers it."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.core.management import call_command

from programme import gate, loading
from programme.gate.passages import Passage
from programme.models import (
    PUBLISHED,
    AllowedWords,
    Edition,
    Evidence,
    Figure,
    GateRule,
    Place,
    Resolution,
    Result,
    Source,
)
from programme.models.patterns import Unsafe, ways
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result

SENTENCES = Path(__file__).with_name("gate")
LANGUAGES = ("en", "fr", "ar")


def found_in(text, language="en", rules=None):
    """(rule, words) of what the gate finds in one text."""
    passage = Passage("statement_en", "words", "id_statement_en", language, text)
    return [(rule.code, words) for rule, _, words in (rules or gate.Rules()).found([passage])]


def sentences(kind):
    """(language, sentence) of all that were written before the rules."""
    for language in LANGUAGES:
        text = (SENTENCES / f"{kind}.{language}.txt").read_text(encoding="utf-8")
        for line in text.splitlines():
            yield language, line


def rules_of(row):
    return {found.rule for found in gate.findings(row)}


def somebody(name, *rights):
    person = get_user_model().objects.create_user(name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return person


@pytest.mark.usefixtures("source")
def test_of_thirty_harmful_sentences_at_least_27_are_caught_and_of_thirty_harmless_6_are_stopped():
    rules = gate.Rules()
    harmful, harmless = list(sentences("harmful")), list(sentences("harmless"))
    assert (len(harmful), len(harmless)) == (30, 30)
    missed = [line for code, line in harmful if not found_in(line, code, rules)]
    stopped = [(line, found) for code, line in harmless if (found := found_in(line, code, rules))]
    for line in missed:
        print("missed:", line)  # noqa: T201 - every miss is printed
    for line, found in stopped:
        print("stopped:", line, found)  # noqa: T201
    assert len(missed) <= 3
    assert len(stopped) <= 6


@pytest.mark.usefixtures("source")
def test_among_the_real_results_those_about_people_are_caught():
    found = {row.position: gate.findings(row) for row in Result.objects.all()}
    rules = {position: {each.rule for each in those} for position, those in found.items()}
    assert rules[1] == {"children", "victims", "number-and-place"}
    assert rules[3] == rules[8] == {"suspects"}
    assert rules[9] == {"children", "suspects", "number-and-place"}
    assert [(each.rule, each.words) for each in found[11]] == [("names", "Norbert Zongo")]
    assert rules[6] == rules[7] == set()


@pytest.mark.usefixtures("source")
def test_the_fixtures_answer_all_that_the_source_itself_published(capsys):
    call_command("open_findings")
    assert capsys.readouterr().out == "0 open findings.\n"
    asked = {
        (one.rule, one.key) for m in PUBLISHED for r in m.objects.all() for one in gate.findings(r)
    }
    assert set(Resolution.objects.values_list("rule", "words")) == asked  # none is left over
    assert not Resolution.objects.filter(reason="").exists()


@pytest.mark.usefixtures("source")
def test_a_second_load_answers_nothing_twice_and_a_new_finding_stays_open(capsys):
    before = Resolution.objects.count()
    call_command("load_source", verbosity=0)
    assert Resolution.objects.count() == before
    result = Result.objects.get(position=6)
    result.statement_en += " It was asked for by Ali Placeholder."
    result.save()
    capsys.readouterr()
    call_command("open_findings")
    assert capsys.readouterr().out.splitlines() == [
        "Result mauritania-access-to-legal-aid: names: Ali Placeholder (statement_en)",
        "1 open findings.",
    ]


def test_answers_for_rows_that_are_not_there_are_left_out(db):
    text = '{"result": {"gone": [{"rule": "names", "words": ["A B"], "reason": "x"}]}}'
    assert loading.load_resolutions(text) == 0


CAUGHT = [
    ("names", "en", "It was said by J. P. Placeholder yesterday."),
    ("names", "en", "Then Fulan al-Sample spoke."),
    ("names", "en", "Ali PLACEHOLDER spoke."),
    ("names", "fr", "Selon Jean-Sans-Nom Exemple, rien n’a changé."),
    ("names", "fr", "Mme\u00a0Unetelle a signé."),
    ("names", "fr", "L’accord vise Ould Untel Ag Exemple."),
    ("names", "en", "Contact Ms. A. Placeholder, please."),
    ("names", "ar", "اختبأ محمد الفلاني هنا."),
    ("names", "ar", "وللسيّد فلان رأي آخر."),
    ("names", "ar", "تكلم عبد الفلان ثم سكت."),
    ("children", "fr", "L’enfant est rentré."),
    ("children", "en", "CHILDREN were there."),
    ("children", "ar", "وللأطفـال حقوق."),
    ("children", "ar", "تحدثت مع الطِّفْلَة."),
    ("witnesses", "fr", "Un lanceur d’alerte a écrit."),
    ("suspects", "fr", "Le de\u0301tenu est malade."),  # not composed
    ("contact", "en", "Ask +227\u00a020\u00a000\u00a000\u00a000."),
    ("contact", "ar", "الهاتف ٠٠٢٢٧٢٠٠٠٠٠٠٠"),
    ("contact", "en", "Write to somebody@example.org soon."),
    ("address", "en", "The camp lies at 13.5127, 2.1128 in the hills."),
    ("address", "fr", "Au 3 bis, avenue de l’Exemple."),
    ("case-number", "fr", "Affaire n° RG 12/345 en cours."),
    ("age", "fr", "Âgée de 41 ans, elle travaille."),
    ("age", "en", "A 41-year-old worker."),
    ("number-and-place", "en", "12 people came back to Sampleville."),
    ("number-and-place", "fr", "Dix-sept femmes sont rentrées à Exempleville."),
    ("number-and-place", "en", "A mother from Sampleville told her story."),
    ("number-and-place", "fr", "Une femme de Kidal a déposé plainte."),
    ("number-and-place", "ar", "وصل ١٢ رجلاً إلى ديفا."),
]
PASSES = [
    ("en", "The High Court of Justice met the Ministry of Defence."),
    ("en", "In March 2017, the European Union and the African Union met in Mali."),
    ("en", "The programme ran from 2016-2018 and cost 12 000 000 CFA."),
    ("en", "In 1,300 cases from Sampleville nobody came."),
    ("en", "Seventy people came to Sampleville."),
    ("en", "The seizure of 2.7 tons in Bamako."),
    ("en", "On 12 May a workshop was held in Bamako."),
    ("en", "Twelve vehicles were sent to Gao."),
    ("fr", "Le 12 mars, une réunion a eu lieu à Bamako."),
    ("fr", "Trois cents femmes sont rentrées à Exempleville."),
    ("fr", "Les sites miniers sont fermés."),
    ("ar", "خمسة آلاف شخص في ديفا."),
    ("ar", "يقع قصر العدل في العاصمة."),
    ("ar", "بعد 12 يوماً في باماكو."),
]


@pytest.mark.parametrize(("rule", "language", "text"), CAUGHT)
def test_it_finds_words_however_they_are_written(rule, language, text, db):
    assert rule in {code for code, _words in found_in(text, language)}


@pytest.mark.parametrize(("language", "text"), PASSES)
def test_it_lets_pass_what_points_to_nobody(language, text, db):
    a_place()
    assert found_in(text, language) == []


def test_it_reads_every_part_of_a_result_in_every_language(db):
    result = a_result(title_en="Law", statement_fr="La fille est rentrée.", slug="ali-law")
    figure = Figure.objects.create(result=result, value=3, label_ar="طفلا في ديفا")
    source = Source.objects.create(slug="page", title_en="Page")
    Evidence.objects.create(result=result, source=source, quote="Mr Placeholder said so.")
    Evidence.objects.create(figure=figure, source=source, quote="He was arrested.")
    stands = {(f.rule, s.anchor) for f in gate.findings(result) for s in f.stands_in}
    assert stands == {
        ("children", "id_statement_fr"),
        ("children", "figures-group"),
        ("number-and-place", "figures-group"),
        ("names", "evidence-group"),
        ("suspects", "evidence-group"),
    }


def test_it_reads_addresses_donors_and_page_texts(db):
    assert rules_of(a_donor("draft", name_en="Ali Placeholder Foundation")) == {"names"}
    assert rules_of(a_page_text(body_ar="شاهد")) == {"witnesses"}
    assert rules_of(a_result(slug="girl-from-gao", title_en="Law")) == {"children"}


def test_the_author_that_a_file_names_is_asked_about(db):
    report = a_report(title_en="Law")
    says = {"Author": "a.placeholder", "Producer": "Some Program", "Title": "Law"}
    Edition.objects.create(report=report, language="en", properties=says)
    (found,) = gate.findings(report)
    assert (found.rule, found.words) == ("file-author", "a.placeholder")
    assert found.stands_in[0].anchor == "editions-group"


def test_a_small_number_counts_with_a_place_elsewhere_in_the_result(db):
    result = a_result(title_en="Law", statement_en="It happened in Sampleville. All is well.")
    Figure.objects.create(result=result, value=12, label_en="people came home")
    Figure.objects.create(result=result, value=12, label_en="radios given")
    Figure.objects.create(result=result, value=51, label_en="people came home")
    (found,) = gate.findings(result)
    assert (found.rule, found.words) == ("number-and-place", "12 … Sampleville")
    assert found.excerpt == "12 people came home"


def test_the_same_words_in_several_fields_are_one_finding(db):
    result = a_result(title_en="A witness", statement_en="The WITNESS spoke.", statement_fr="x")
    (found,) = gate.findings(result)
    assert [each.field for each in found.stands_in] == ["title_en", "statement_en"]
    assert found.excerpt == "A witness"
    assert found.key == "witness"


def test_names_of_places_and_donors_are_no_persons(db):
    text = "It was given by Placeholder Land in Sample Town."
    assert {rule for rule, _ in found_in(text)} == {"names"}
    a_donor(name_en="Placeholder Land")
    Place.objects.create(slug="sample", name_en="Sample Town", kind="region")
    assert found_in(text) == []


def test_a_rule_that_is_not_in_use_asks_nothing_and_allowed_words_are_let_pass(db):
    text = "The witness met the Sample Placeholder."
    assert {rule for rule, _ in found_in(text)} == {"witnesses", "names"}
    GateRule.objects.filter(code="witnesses").update(is_active=False)
    AllowedWords.objects.create(name="Ours", words="sample placeholder")
    assert found_in(text) == []


def test_a_rule_of_the_editors_own_is_kept_to_at_once(db):
    GateRule.objects.create(code="mines", name="Mines", why="Why?", words="gold mine*\nمنجم*")
    assert found_in("It lies by gold MINES.") == [("mines", "gold MINES")]
    assert found_in("قرب المنجم", "ar") == [("mines", "المنجم")]


def test_an_answer_is_kept_with_its_reason_and_closes_its_finding_alone(db):
    result = a_result("draft", title_en="A witness met Ali Placeholder")
    publisher = somebody("zara", "publish_result")
    witness, name = gate.open_findings(result)
    gate.resolve(result, witness, publisher, "Known to all.")
    kept = Resolution.objects.get()
    assert (kept.noun, kept.object_id, kept.rule) == ("result", result.pk, "witnesses")
    assert (kept.words, kept.reason, kept.by) == ("witness", "Known to all.", publisher)
    assert gate.open_findings(result) == [name]
    other = a_result(title_en="A witness")
    assert [found.rule for found in gate.open_findings(other)] == ["witnesses"]


def test_other_words_of_the_same_rule_are_asked_about_anew(db):
    result = a_result("draft", title_en="A witness")
    gate.resolve(result, *gate.open_findings(result), somebody("zara", "publish_result"), "Why.")
    result.title_en = "A witness and an informant"
    result.save()
    assert [found.words for found in gate.open_findings(result)] == ["informant"]


def test_an_answer_to_a_draft_holds_for_what_it_replaces_and_for_later_drafts(db):
    public = a_result(title_en="Law")
    draft = a_result("draft", title_en="Ali Placeholder", slug=public.slug, replaces=public)
    gate.resolve(draft, *gate.open_findings(draft), somebody("amina"), "It is a company.")
    assert Resolution.objects.get().object_id == public.pk
    assert gate.open_findings(draft) == []
    draft.delete()
    later = a_result("draft", title_en="Ali Placeholder", slug=public.slug, replaces=public)
    assert gate.open_findings(later) == []


@pytest.mark.usefixtures("source")
def test_it_asks_the_database_as_often_however_much_there_is(django_assert_max_num_queries):
    result = Result.objects.get(position=9)
    for number in range(20):
        Figure.objects.create(result=result, value=number, label_en="people")
    with django_assert_max_num_queries(8):
        gate.open_findings(result)
    rules = gate.Rules()
    with django_assert_max_num_queries(3):
        gate.open_findings(result, rules)


def test_rules_come_back_after_a_migration_and_edits_stay(db):
    GateRule.objects.filter(code="names").delete()
    GateRule.objects.filter(code="age").update(words=r"\bage\b")
    AllowedWords.objects.exclude(name="Organisations").delete()
    call_command("migrate", verbosity=0)
    assert GateRule.objects.filter(code="names").exists()
    assert GateRule.objects.get(code="age").words == r"\bage\b"
    assert AllowedWords.objects.count() == 1


def test_the_built_in_rules_keep_to_what_editors_are_held_to(db):
    for row in [*GateRule.objects.all(), *AllowedWords.objects.all()]:
        row.full_clean()


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a{0,5}){0,5}b",
        "(a|a){1,30}b",
        "a*a*a*b",
        r"(a)\1",
        "a{0,99}b{0,99}c{0,99}",
        "(",
        "x?",
        "x" * 301,
        "a{99999999999}",
    ],
)
def test_a_pattern_that_could_take_long_or_finds_nothing_is_refused(pattern, db):
    with pytest.raises(Unsafe):
        ways(pattern)
    rule = GateRule(code="own", name="Own", why="Why?", kind="pattern", words=f"fine\n{pattern}")
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert set(refused.value.message_dict) == {"words"}


@pytest.mark.parametrize("line", ["*", "a* b*c", "…", "-", "x" * 101])
def test_words_that_would_match_everything_or_nothing_are_refused(line, db):
    with pytest.raises(ValidationError):
        GateRule(code="own", name="Own", why="Why?", words=line).full_clean()
    with pytest.raises(ValidationError):
        AllowedWords(name="Own", words=line).full_clean()


def test_administrators_edit_the_rules_and_read_why_a_pattern_is_refused(editor):
    rule = GateRule.objects.get(code="age")
    address = f"/admin/programme/gaterule/{rule.pk}/change/"
    sent = {"name": rule.name, "why": rule.why, "kind": "pattern", "is_active": "on", "position": 1}
    refused = editor.post(address, {**sent, "words": r"\b\d+ ans"})
    assert "Write how many at most" in refused.text
    assert editor.post(address, {**sent, "words": r"\b\d{1,3} ans"}).status_code == 302
    assert found_in("de 41 ans", "fr") == [("age", "41 ans")]
    assert "What publishing asks about" in editor.get("/admin/").text
    assert editor.get("/admin/programme/allowedwords/").status_code == 200


def test_a_long_text_is_read_quickly(db):
    from time import process_time

    page = a_page_text(body_en="a1 " * 10_000 + "(" * 5000, body_ar="وبال" * 20_000)
    before = process_time()
    gate.findings(page)
    assert process_time() - before < 8
