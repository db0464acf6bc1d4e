"""Which words the check lets pass in a French or Arabic message, and which it names."""

import pytest
from babel.messages.catalog import Message

from programme.catalogues import faults


def wrong_with(language, source, *forms):
    """What the check says of an entry with these words."""
    message = Message(source, forms if isinstance(source, tuple) else forms[0])
    said = set()
    for number, form in enumerate(forms):
        alone = number in faults.ONE_NUMBER[language] and message.pluralizable
        said |= set(faults.in_form(message, form, language, alone=alone))
    return said


RESULTS = ("%(number)s result", "%(number)s results")
FEW = ("لا نتائج", "نتيجة واحدة", "نتيجتان")
MANY = "%(number)s نتيجة"


@pytest.mark.parametrize(
    ("language", "source", "forms"),
    [
        ("fr", "Where is it?", ["Où\u202f?"]),
        ("fr", "It says “%(words)s”.", ["Il est dit «\u202f%(words)s\u202f»."]),
        ("fr", ":", ["\u202f:"]),
        ("fr", "See https://example.org/?q=a now", ["Voir https://example.org/?q=a"]),
        ("fr", "At 10:30 (why?)", ["À 10:30 (pourquoi\u202f?)"]),
        ("fr", "Really?!", ["Vraiment\u202f?!"]),
        ("fr", '<a href="x">All</a> donors', ['Tous <a href="x">les donateurs</a>']),
        ("fr", "13,500 firearms", ["13\u202f500 armes"]),
        ("fr", "100% done", ["50\u202f% de tout"]),
        ("fr", "%(a)s of 100%%", ["%(a)s sur 100\u202f%%"]),
        ("fr", RESULTS, ["%(number)s résultat", "%(number)s résultats"]),
        ("fr", "%(a)s of %(b)s", ["%(b)s, %(a)s"]),
        ("fr", "Source", ["Source"]),
        ("ar", RESULTS, [*FEW, "%(number)s نتائج", MANY, MANY]),
        ("ar", "13,500 firearms, more", ["13,500 قطعة سلاح، وأكثر"]),
        ("ar", "CSV, XLSX", ["CSV, XLSX"]),
        ("ar", "IPv4", ["IPv4"]),
        ("ar", "Where?", ["أين؟"]),
        ("ar", "; ", ["؛ "]),
    ],
)
def test_good_words_pass(language, source, forms):
    assert wrong_with(language, source, *forms) == set()


@pytest.mark.parametrize(
    ("language", "source", "forms", "fault"),
    [
        ("fr", "Where is it?", ["Où ?"], "before : ; ? !"),
        ("fr", "Where is it?", ["Où?"], "before : ; ? !"),
        ("fr", "Name: %(name)s", ["Nom\u00a0: %(name)s"], "before : ; ? !"),
        ("fr", "%(facet)s: %(value)s", ["%(facet)s: %(value)s"], "before : ; ? !"),
        ("fr", "“A”", ["« A »"], "inside « »"),
        ("fr", "“A”", ["“A”"], "quotation marks are « »"),
        ("fr", "The state", ["L'état"], "apostrophe"),
        ("fr", "13,500 firearms", ["13 500 armes"], "thousands"),
        ("fr", "Results of the site", ["Results of the site"], "the English itself"),
        ("fr", "%(a)s of %(b)s", ["%(a)s"], "placeholders"),
        ("fr", "%(a)s", ["%(b)s"], "placeholders"),
        ("fr", "%s of %d", ["%d de %s"], "placeholders"),
        ("fr", "%(a)s of 100%%", ["%(a)s sur 100\u202f% !"], "is written %%"),
        ("fr", "{0} of {1}", ["{0} de"], "placeholders"),
        ("fr", RESULTS, ["un résultat", "%(number)s résultats"], "placeholders"),
        ("fr", "<b>All</b>", ["<i>Tous</i>"], "tags"),
        ("fr", '<a href="x">All</a>', ['<a href="y">Tous</a>'], "tags"),
        ("fr", "All\n", ["Tous"], "space or line break"),
        ("fr", ", ", [","], "space or line break"),
        ("ar", "Where?", ["أين?"], "، ؛ ؟"),
        ("ar", "Mali, Niger", ["مالي, النيجر"], "، ؛ ؟"),
        ("ar", "%(a)s, %(b)s", ["%(a)s, %(b)s"], "، ؛ ؟"),
        ("ar", "“A word”", ["“كلمة”"], "quotation marks"),
        ("ar", "3 results", ["٣ نتائج"], "digits"),
        ("ar", "Home", ["Home"], "nothing in it is Arabic"),
        ("ar", RESULTS, [*FEW, "نتائج", MANY, MANY], "placeholders"),
    ],
)
def test_words_that_would_do_harm_are_found(language, source, forms, fault):
    assert [said for said in wrong_with(language, source, *forms) if fault in said]
