"""What an editor does at the desk, through the client: fill in a form, carry out an action."""

from django.contrib.auth.models import Permission, User
from django.test import Client

from programme import workflow
from programme.models import Donor, Edition, PageText, Place, Report, Result, Theme
from tests.factories import a_donor, a_page_text, a_place, a_report, a_result, a_theme


def ready_result(state="draft", **fields):
    """A result that lacks nothing."""
    defaults = {"statement_en": "Said.", "level": "output"}
    place, theme = Place.objects.first() or a_place(), Theme.objects.first() or a_theme()
    return a_result(state, places=[place], themes=[theme], **{**defaults, **fields})


def opened(client, row):
    """The draft that "Edit" opens of something public."""
    client.post(f"/admin/programme/{row._meta.model_name}/{row.pk}/edit/")
    return type(row)._base_manager.get(replaces=row)


def form_of(client, address):
    """The form's fields as the browser would send them."""
    context = client.get(address).context
    data = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for part in inline.formset.forms:
            data |= _values(part)
    return data


def _values(form):
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    return {
        name: sent.replace("\n", "\r\n") if isinstance(sent, str) else sent
        for name, sent in values.items()
        if sent is not None and sent is not False
    }


def asked(client, model, action, *rows):
    """The page that says what an action would do to these rows."""
    keys = {"action": f"{action}_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(f"/admin/programme/{model}/", keys)


def act(client, model, action, *rows):
    """Carry an action out, with the answer that its page asks for."""
    page = asked(client, model, action, *rows)
    if page.context is None or "rows" not in page.context:
        return page
    seen = {f"seen_revision-{row.pk}": row.revision for row, _words in page.context["rows"]}
    keys = {"action": f"{action}_selected", "_selected_action": [row.pk for row in rows]}
    answer = {**keys, **seen, "confirmed": "yes", "cause": "mistake"}
    return client.post(f"/admin/programme/{model}/", answer, follow=True)


def moving(client, row, move, **answer):
    """Make a move from its page, at the revision that the page showed."""
    address = f"/admin/programme/{row._meta.model_name}/{row.pk}/{move}/"
    row.refresh_from_db()
    seen = {"seen_revision": row.revision}
    return client.post(address, {**seen, **answer}, follow=True)


def page_of(client, row, page):
    return client.get(f"/admin/programme/{row._meta.model_name}/{row.pk}/{page}/")


def a_colleague(name, *rights, noun="result"):
    """Somebody at the desk with these rights on one noun."""
    person = User.objects.create_user(name, is_staff=True)
    codenames = [f"{right}_{noun}" for right in ("view", *rights)]
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return person


def signed_in(person):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


def a_row_in(model, state):
    """A row of any published noun that lacks nothing, in a state of the workflow."""
    if state.endswith(" of public"):
        original = a_row_in(model, "public")
        draft = workflow.edit(original, None)
        setattr(draft, f"{model.title_field}_en", f"Mended {original.pk}")
        draft.save()
        return draft if state.startswith("draft") else workflow.submit(draft, None)
    if state == "withdrawn":
        return workflow.withdraw(a_row_in(model, "public"))
    if state == "written anew":
        return workflow.reopen(a_row_in(model, "withdrawn"), None)
    made = {"public": "published", "in review": "review"}.get(state, state)
    row = {Result: ready_result, Report: a_report, Donor: a_donor, PageText: a_page_text}[model](
        made
    )
    if model is Report:
        Edition.objects.create(report=row, language="en")
    return row
