"""A page as its elements, with the language that each is marked with; content in one language."""

from datetime import date

import html5lib

from programme.models import Edition, Evidence, Figure, Source
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme

ALL = ("en", "fr", "ar")
DIRECTIONS = {"en": "ltr", "fr": "ltr", "ar": "rtl"}
WORDS = {"en": "zqx enword", "fr": "zqx frmot", "ar": "زقس عربية"}


class Reading:
    """One page as its elements."""

    def __init__(self, answer):
        self.status = answer.status_code
        self.text = answer.text
        self.root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    @property
    def language(self):
        return self.root.get("lang")

    def links(self, **attributes):
        return [
            each
            for each in self.root.iter("link")
            if all(each.get(name) == value for name, value in attributes.items())
        ]

    def alternates(self):
        links = [link.attrib for link in self.links(rel="alternate")]
        return {link["hreflang"]: link["href"] for link in links if "hreflang" in link}

    def switcher(self):
        nav = next(each for each in self.root.iter("nav") if each.get("class") == "langs")
        return {link.get("hreflang"): link for link in nav.iter("a")}

    def switched(self):
        return {code: link.get("href") for code, link in self.switcher().items()}

    def notes(self, kind="note"):
        found = (e for e in self.root.iter("p") if e.get("class") == kind)
        return [" ".join("".join(e.itertext()).split()) for e in found]

    def told_by(self, element):
        """(lang, dir) that hold for an element's own words."""
        language = facing = None
        while element is not None and not (language and facing):
            language, facing = language or element.get("lang"), facing or element.get("dir")
            element = self.parents.get(element)
        return language, facing or "ltr"

    def places_of(self, words):
        """(lang, dir) that hold wherever these words are shown."""
        body = self.root.find("body")
        found = []
        for element in body.iter():
            own = [element.text, *(child.tail for child in element)]
            if any(words in (text or "") for text in own) and element.tag != "script":
                found.append(self.told_by(element))
        return found


def read(reader, path, status=200):
    page = Reading(reader.get(path))
    assert page.status == status, path
    return page


def everything_in(language):
    """One public row of every noun with texts in this language alone; their slugs."""
    words = WORDS[language]

    def text(*fields):
        return {f"{field}_{language}": f"{words} {field}" for field in fields} | empty(*fields)

    def empty(*fields):
        return {} if language == "en" else {f"{field}_en": "" for field in fields}

    born = {"original_language": language}
    place = a_place(slug="mali", is_focus=True, **text("name"))
    region = a_place(slug="g5", code="", kind="region", **text("name"))
    region.members.add(place)
    theme = a_theme(slug="prisons", is_focus=True, **text("name", "description"))
    fields = text("title", "statement", "when_words", "link_label")
    more = {"link": "https://example.org/", "highlight": 1, "happened_from": date(2015, 1, 1)}
    result = a_result(
        slug="one",
        places=[place, region],
        themes=[theme],
        precision="year",
        **fields,
        **more,
        **born,
    )
    other = a_result(slug="two", places=[place], themes=[theme], **text("title"), **born)
    result.related.add(other)
    a_result(slug="three", places=[place], themes=[theme], **text("title", "statement"), **born)
    source = Source.objects.create(slug="source", **text("title"))
    quote = {"quote": f"{words} quote", "errata": f"{words} quote -> {words} errata"}
    for figure in (
        Figure.objects.create(result=result, value=5, **text("label", "unit")),
        Figure.objects.create(value=339, **text("label", "unit")),
    ):
        Evidence.objects.create(figure=figure, source=source, **quote)
    Evidence.objects.create(result=result, source=source, **quote)
    report = a_report(slug="report", is_new=True, **text("title"), **born)
    edition = Edition.objects.create(report=report, language=language)
    Evidence.objects.create(result=result, edition=edition)
    a_donor(slug="donor", **text("name"), **born)
    for slug in ("introduction", "donors", "reports", "about", "terms"):
        a_page_text(slug=slug, **text("title", "body"), **born)
    return {
        "result": ["one", "two"],
        "place": ["mali", "g5"],
        "theme": "prisons",
        "report": "report",
        "donor": "donor",
    }
