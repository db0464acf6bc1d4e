"""A site full of made-up rows: every kind of date, number, place, language and hard text."""

from datetime import date
from itertools import cycle

from programme.models import Edition, Evidence, Figure, Precision, Result, Source
from tests.factories import STATES, a_donor, a_place, a_report, a_result, a_theme

RESULTS = 27  # two pages of the list
WORDS = {"en": "law", "fr": "loi", "ar": "قانون"}
NOWHERE = {"en": "zirconium", "fr": "zirconium", "ar": "زركونيوم"}
DATES: tuple[dict[str, object], ...] = (
    {},
    {"happened_from": date(2016, 1, 1), "precision": Precision.YEAR},
    {"happened_from": date(2015, 9, 1), "precision": Precision.MONTH},
    {"happened_from": date(2016, 10, 27), "precision": Precision.DAY},
    {"happened_from": date(2015, 1, 1), "precision": Precision.SINCE},
    {
        "happened_from": date(2014, 3, 1),
        "happened_to": date(2016, 6, 1),
        "precision": Precision.MONTH,
    },
)
TITLES = (
    {"en": "Élan of a law {n}", "fr": "Élan d’une loi {n}", "ar": "قانون جديد {n}"},
    {"en": '=HYPERLINK("x";"{n}")', "fr": "@SOMME, « loi » {n}", "ar": "؛ نص، {n}"},
    {"fr": "L’accès à la loi {n}"},
    {"ar": "المحكمة {n}"},
    {"en": "</script><b>law</b> & more; {n}", "fr": "zone {n}"},
    {"en": "Same title", "fr": "Même titre", "ar": "العنوان نفسه"},
    {"en": "-{n} +1 a court,\ta “gaol”", "ar": "سجن {n}"},
)
NUMBERS: tuple[list[tuple[str, ...]], ...] = (
    [],
    [("13500", "minimum", "firearms marked; all", "armes marquées")],
    [("2.7", "exact", "tons", "")],
    [("117", "exact", "people", "personnes"), ("28", "exact", "children", "")],
    [
        ("30", "approximate", "girls", "filles"),
        ("-0.5", "exact", "points", ""),
        ("0", "exact", "schools", ""),
    ],
)


def a_rich_world():
    """Make it; return what is hidden, which no form may hold."""
    mali, niger = a_place("Mali", "ML", name_fr="Mali", name_ar="مالي"), a_place("Niger", "NE")
    chad = a_place("Chad", "TD", name_fr="Tchad")
    region = a_place("G5 Sahel", "", kind="region", name_ar="مجموعة الخمس")
    west = a_place("West Africa", "", kind="region")
    region.members.set([mali, niger, chad])
    west.members.set([mali, niger])
    places = cycle([[mali], [niger, mali], [chad], [region], [], [west, chad]])
    prisons, courts, media = a_theme("Prisons", position=2), a_theme("Courts"), a_theme("Media")
    a_theme("Border management")  # without any result
    themes = cycle([[prisons], [courts, media], [media], [], [prisons, courts]])
    source = Source.objects.create(slug="page", title_en="A page")
    for n in range(RESULTS):
        _result(n, source, places=next(places), themes=next(themes))
    for value, label in ((339, "activities"), (9000, "people")):
        Figure.objects.create(value=value, qualifier="minimum", label_en=label)
    _donors_and_reports()
    return _hidden(mali, prisons)


def more_results(count):
    """Add results enough for another page of a feed."""
    Result.objects.bulk_create(
        Result(slug=f"one-more-{n}", title_en=f"More {n * 7 % count}", **STATES["published"])
        for n in range(count)
    )


def _result(n, source, **links):
    title = {code: text.format(n=n) for code, text in TITLES[n % len(TITLES)].items()}
    born = next(iter(title))
    result = a_result(
        slug=f"made-up-{n * 13 % RESULTS:03}",
        original_language=born,
        **{f"title_{code}": title.get(code, "") for code in WORDS},
        **{f"statement_{code}": f"{WORDS[code]} {n}. {text}" for code, text in title.items()},
        position=n * 5 % RESULTS // 2,  # some share a place in the source's order
        level=("output", "outcome", "impact", "")[n % 4],
        **DATES[n % len(DATES)],
        **links,
    )
    for position, (value, qualifier, label, label_fr) in enumerate(NUMBERS[n % len(NUMBERS)]):
        words = {"label_en": label, "label_fr": label_fr}
        said = {"value": value, "qualifier": qualifier, "position": position}
        Figure.objects.create(result=result, **said, **words)
    Evidence.objects.create(result=result, source=source, quote=f"Quoted; {n}")


def _donors_and_reports():
    kinds = cycle(["government", "foundation", "other"])
    for n in range(23):
        a_donor(slug=f"donor-{n}", name_en=f"Lawland {n % 7}", kind=next(kinds), position=n)
        report = a_report(
            slug=f"report-{n}",
            title_en=f"Law report {n}",
            title_fr=f"Rapport sur la loi {n}" if n % 2 else "",
            kind=("progress-report", "other")[n % 2],
            **({"dated": date(2014 + n % 3, 5, 1), "dated_precision": "month"} if n % 4 else {}),
        )
        for code in ("en", "fr", "ar")[: 1 + n % 3]:
            Edition.objects.create(report=report, language=code)


def _hidden(place, theme):
    """A row in each state that no reader sees, one that replaces a public one included."""
    links = {"places": [place], "themes": [theme], "title_en": "Hidden law", "level": "output"}
    hidden = [a_result(state, **links) for state in ("draft", "review", "scheduled", "withdrawn")]
    public = Result.objects.get(slug="made-up-001")
    hidden.append(a_result("draft", replaces=public, slug="a-new-001", **links))
    for result in hidden:
        Figure.objects.create(result=result, value=7310011, label_en="hidden")
    return {result.slug for result in hidden}
