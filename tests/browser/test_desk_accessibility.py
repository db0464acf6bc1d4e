"""Every page of the desk, narrow and wide, light and dark: axe finds no fault in it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse

from tests.browser.contents import EDITOR
from tests.browser.tabs import Tab, follow
from tests.browser.test_accessibility import COLOURS, NARROW, WIDE, opened, violations
from tests.browser.test_keyboard import REST, tabbed

MODELS = {model._meta.label_lower: model for model in admin.site._registry}
STANDING = ["index", "my_settings", "password_change", "backup_codes", "second_factor_setup"]
STANDING += ["review", "exchange_export", "exchange_import", "redact"]
DRAWN = 60  # milliseconds after which the scripts of a page have drawn their choosers
BEHIND = "a translation that is behind"
SIGNED_OUT = ["login", "password_reset", "password_reset_done", "password_reset_complete"]


@pytest.fixture(scope="session")
def editor(chromium, full_site):
    """What the browser of somebody who signed in holds."""
    with chromium.new_context() as context:
        page = Tab(context, full_site).go(reverse("admin:login"))
        page.get_by_label("Username").fill(EDITOR[0])
        page.get_by_label("Password").fill(EDITOR[1])
        follow(page.get_by_role("button", name="Log in"))
        page.wait_for_url(f"**{reverse('admin:index')}")
        return context.storage_state()


@pytest.fixture
def desk(open_tab, full_site, editor):
    """Open tabs on the desk, signed in."""

    def opened_at(width=WIDE, **options):
        return open_tab(full_site, width, storage_state=editor, **options)

    return opened_at


def faults(page):
    """What is wrong with the page as it stands, in both schemes, with all of it unfolded."""
    page.wait_for_timeout(DRAWN)
    opened(page).evaluate("scrollTo(0, document.body.scrollHeight)")  # the bar rests at its end
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    if (reach := page.evaluate("document.documentElement.scrollWidth")) > page.viewport_size[
        "width"
    ]:
        found.append(f"scrolls sideways: {reach}")
    if (headings := page.locator("h1").count()) != 1:
        found.append(f"{headings} first headings")
    return found


def walked(tab, model):
    """Open each page that the desk has for a noun; give its address while it is open."""
    names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    page, start = tab.page, reverse(f"{names}_changelist")

    def href(selector):
        found = page.locator(selector)
        return found.first.get_attribute("href") if found.count() else None

    tab.go(start)
    row, add = href("#result_list tbody a"), href(".object-tools .addlink")
    choice = href("#changelist-filter li:not(.selected) a")
    searched = page.locator("#searchbar").count()
    yield start
    if (
        page.viewport_size["width"] == WIDE
    ):  # states of a list, and popups, are told apart by no width
        choice, searched = None, 0
    after = [f"{start}{choice}", f"{start}?_facets=True"] if choice else []
    after += [f"{start}?q=nothingofthekind"] if searched else []
    after += [add] if add else []
    after += [f"{add}?_popup=1"] if add and choice else []
    for path in [*after, row] if row else after:
        tab.go(path)
        yield path
    ways = [".historylink", ".deletelink", "a.button[href*='password']", "a.standing"]
    for path in [path for path in map(href, ways) if row and path]:
        here = path if path.startswith("/") else reverse(f"{names}_changelist") + "1/password/"
        tab.go(here)
        yield here


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", MODELS)
def test_no_page_of_a_noun_has_a_fault(desk, name, width):
    tab = desk(width)
    found = {path: wrong for path in walked(tab, MODELS[name]) if (wrong := faults(tab.page))}
    assert found == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_page_around_the_nouns_has_a_fault(desk, open_tab, full_site, width):
    tab, stranger = desk(width), open_tab(full_site, width)
    standing = [*map(reverse, [f"admin:{name}" for name in STANDING]), "/admin/programme/"]
    found = {path: wrong for path in standing if (wrong := faults(tab.go(path)))}
    for name in SIGNED_OUT:
        if wrong := faults(stranger.go(reverse(f"admin:{name}"))):
            found[name] = wrong
    assert found == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_form_that_was_refused_has_no_fault(desk, width):
    page = desk(width).go("/admin/programme/result/add/")
    page.locator("#id_when").fill("some day")
    follow(page.locator("input[name=_save]:visible").first)
    assert page.locator(".errornote").is_visible()
    assert page.locator(".faults a").count() >= 1
    assert faults(page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_choice_between_two_texts_has_no_fault(desk, width):
    mine, theirs = desk(width), desk(width)
    mine.go("/admin/programme/donor/")
    form = mine.page.locator("#result_list th a", has_text="Japan").last.get_attribute("href")
    form = draft_of(mine, form)
    mine.go(form)
    save(theirs.go(form), f"https://example.org/theirs-{width}")
    mine.refused(form)
    save(mine.page, f"https://example.org/mine-{width}")
    assert mine.page.locator(".meanwhile fieldset").count() == 1
    assert faults(mine.page) == []


def draft_of(tab, form):
    """Open the draft of something public; return the address of its form."""
    follow(tab.go(form).get_by_role("button", name="Edit", exact=True))
    tab.page.wait_for_url(re.compile(r"/\d+/change/$"))
    tab.page.locator("input[name=_save]:visible").first.wait_for()
    return tab.page.evaluate("location.pathname")


def save(page, website):
    page.locator("#id_website").fill(website)
    follow(page.locator("input[name=_save]:visible").first)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_a_file_would_change_is_shown_without_a_fault(desk, full_site, width):
    page = desk(width).go(reverse("admin:exchange_import"))
    query = "language=ar&what=all&kind=xlf&nouns=place&nouns=donor"
    sent = page.request.get(f"{full_site}{reverse('admin:exchange_export')}?{query}").body()
    back = sent.replace(b"</target>", b" 2</target>").replace(b"extradata", b"x", 2)
    back = back.replace(b"donor/japan/", b"donor/nowhere/")
    page.set_input_files("#id_file", {"name": "a.xlf", "mimeType": "text/xml", "buffer": back})
    follow(page.get_by_role("button", name="Look at the file"))
    for kind in ("asked", "changes", "refused"):
        assert page.locator(f"#{kind}").count() == 1
    assert faults(page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_where_words_stand_is_shown_without_a_fault(desk, width):
    page = desk(width).go(reverse("admin:redact"))
    page.locator("#id_words").fill("Norway\nterrorism")
    follow(page.get_by_role("button", name="Look where they stand"))
    assert page.locator(".tally li").count() > 3
    assert faults(page) == []
    page.locator("[name=words]").evaluate("field => { field.value = 'nowhere to be found'; }")
    follow(page.get_by_role("button", name="Purge these words"))
    assert page.get_by_role("heading", name="The words are purged").count() == 1
    assert faults(page) == []
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Norway" not in kept


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_questions_before_something_is_done_have_no_fault(desk, width):
    tab = desk(width)
    page = tab.go("/admin/programme/result/")
    page.locator("#action-toggle").check()
    page.locator("select[name=action]").select_option("withdraw_selected")
    follow(page.get_by_role("button", name="Go"))
    assert page.locator(".would li").count() > 1
    found = faults(page)
    tab.go("/admin/programme/place/")
    mali = page.locator("#result_list th a", has_text="Mali").get_attribute("href")
    tab.go(mali.replace("change", "delete"))
    assert page.locator("#deleted-objects, main ul").count()
    assert found + faults(page) == []


def test_signing_out_ends_on_a_page_without_a_fault(open_tab, full_site):
    page = open_tab(full_site, NARROW).go(reverse("admin:login"))
    page.get_by_label("Username").fill(EDITOR[0])
    page.get_by_label("Password").fill(EDITOR[1])
    follow(page.get_by_role("button", name="Log in"))
    follow(page.get_by_role("button", name="Log out"))
    assert page.get_by_text("You are signed out.").is_visible()
    assert faults(page) == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_desk_in_arabic_has_no_fault(open_tab, full_site, editor, width):
    """Read from right to left; whatever Django's own words are, nothing sticks out."""
    tab = open_tab(full_site, width, storage_state=editor)
    choose(tab, "ar")
    found = {}
    try:
        for path in ("/admin/", "/admin/programme/result/", "/admin/programme/result/add/", BEHIND):
            if path == BEHIND:
                tab.go("/admin/programme/result/?translation=fr-behind")
                path = tab.page.locator("a.standing").first.get_attribute("href")
            assert tab.go(path).evaluate("getComputedStyle(document.body).direction") == "rtl"
            if wrong := faults(tab.page):
                found[path] = wrong
    finally:
        choose(tab, "en")
    assert found == {}


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_translation_whose_original_changed_meanwhile_has_no_fault(desk, width):
    mine, theirs = desk(width), desk(width)
    mine.go("/admin/programme/donor/?translation=ar-unreviewed")
    page = mine.page.locator("a.standing").nth(1).get_attribute("href").partition("?")[0]
    form = page.partition("translate")[0] + "change/"
    mine.go(page)
    draft_of(theirs, form)
    theirs.page.locator("#id_name_en").fill(f"A new name, {width} wide")
    follow(theirs.page.locator("input[name=_save]:visible").first)
    theirs.page.locator(".messagelist").wait_for()
    mine.refused(page)
    mine.page.locator("#id_name_ar").fill("اسم جديد")
    follow(mine.page.locator("input[name=_save]"))
    mine.page.locator(".meanwhile").wait_for()
    assert mine.page.locator(".meanwhile ins").count()
    assert faults(mine.page) == []


def choose(tab, language):
    page = tab.go(reverse("admin:my_settings"))
    page.locator("select[name=language]").select_option(language)
    follow(page.locator(".plain-form input[type=submit]"))


COVERED = """() => {
    const field = document.activeElement.getBoundingClientRect()
    const bar = [...document.querySelectorAll('.submit-row .first')].find(each =>
        each.offsetHeight && getComputedStyle(each).position === 'sticky')
    if (!bar) return 'no bar'
    if (bar.contains(document.activeElement)) return ''
    const top = bar.getBoundingClientRect().top
    return field.bottom > top && field.top < innerHeight ? document.activeElement.id : ''
}"""


def test_the_bar_that_saves_never_covers_what_has_the_focus(desk):
    page = desk(NARROW).go("/admin/programme/result/add/")
    assert page.locator("input[name=_save]:visible").count() == 1
    covered = []
    for _ in range(25):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
    assert [name for name in covered if name] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_front_page_is_seen_to_have_the_focus(desk, scheme):
    page = desk(color_scheme=scheme).go("/admin/")
    at_rest = page.evaluate(REST)
    stops = tabbed(page)
    assert len(stops) > 20
    assert [s for s in stops if not s["drawn"] or s["look"] == at_rest[s["order"]]] == []


def tokens(css):
    """{name: (light, dark)} of the colours that a sheet sets."""
    return {
        name: tuple(part.strip() for part in value.split(","))
        for name, value in re.findall(r"--([\w-]+): light-dark\(([^)]*)\)", css)
    }


def test_the_desk_has_the_colours_of_the_site(full_site):
    site = Path(settings.BASE_DIR, "static/site.css").read_text(encoding="utf-8")
    desk = tokens(Path(settings.BASE_DIR, "static/desk/desk.css").read_text(encoding="utf-8"))
    light, dark = re.findall(r":root \{(.*?)\}", site, re.DOTALL)[:2]
    for name, first in re.findall(r"--([\w-]+): (#\w+)", light):
        second = re.search(rf"--{name}: (#\w+)", dark)
        if second:
            assert desk[name] == (first, second[1]), name
    assert len(desk) > 20
