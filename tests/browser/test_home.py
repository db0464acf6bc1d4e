"""The front page: the programme's introduction word for word, and its two numbers."""

from pathlib import Path

SOURCE = Path(__file__).parent.parent / "results-page.txt"
FOCUS = {
    "terrorism prevention": "/en/themes/terrorism-prevention/",
    "anti-corruption": "/en/themes/anti-corruption/",
    "border management": "/en/themes/border-management/",
    "judicial systems": "/en/themes/judicial-systems/",
    "law enforcement": "/en/themes/law-enforcement/",
}


def test_the_introduction_is_the_source_word_for_word(tab):
    lines = [line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines()]
    introduction = next(line for line in lines if line.startswith("The UNODC Contribution"))
    shown = tab.go("/en/").locator(".lead").inner_text()
    assert " ".join(shown.split()) == " ".join(introduction.split())


def test_the_five_areas_of_focus_lead_to_their_pages(tab):
    page = tab.go("/en/")
    links = page.locator(".lead a").evaluate_all("all => all.map(a => [a.text, a.pathname])")
    assert dict(links) == FOCUS
    assert len(links) == len(FOCUS)
    for words, path in FOCUS.items():
        heading = tab.go(path).locator("h1").inner_text()
        assert heading.lower() == words


def test_both_numbers_of_the_programme_say_as_of_when(tab):
    figures = tab.go("/en/").locator(".figures > div").all_inner_texts()
    words = [" ".join(figure.split()) for figure in figures]
    assert [text.partition(". ")[0] for text in words] == [
        "339 activities implemented As of June 2017",
        "more than 9,000 direct beneficiaries As of June 2017",
    ]
