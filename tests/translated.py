"""A translated result, and the desk pages on which it is translated."""

from django.contrib.auth.models import Permission, User
from django.test import Client

from programme.models import Figure, Publishable
from tests.desk import ready_result

RESULTS = "/admin/programme/result/"
ENGLISH = {"title_en": "Prison opened", "statement_en": "A prison was opened in Mali."}
FRENCH = {"title_fr": "Prison ouverte", "statement_fr": "Une prison a été ouverte au Mali."}


def page_of(row, language="fr"):
    return f"/admin/programme/{row._meta.model_name}/{row.pk}/translate/{language}/"


def anew(row):
    return type(row).objects.get(pk=row.pk)


def worked_on(row):
    """What translators work on: the draft of a row, or a part’s copy in a draft; else itself."""
    rows = type(row).objects
    if isinstance(row, Figure):
        return rows.filter(copy_of=row, result__replaces__isnull=False).first() or anew(row)
    draft = rows.filter(replaces=row).first() if isinstance(row, Publishable) else None
    return draft or anew(row)


def a_desk(name, *codenames):
    client = Client(HTTP_HOST="127.0.0.1")
    person = User.objects.create_user(name, is_staff=True, is_superuser=not codenames)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(person)
    return client


def a_translated_result():
    """A public result in English, translated into French with its number."""
    row = ready_result("published", **ENGLISH, **FRENCH)
    words = {"label_en": "prison", "label_fr": "prison", "unit_en": "buildings"}
    Figure.objects.create(result=row, value=1, unit_fr="bâtiments", **words)
    return row


def a_new_original(row, **texts):
    row = anew(row)
    for name, text in texts.items():
        setattr(row, name, text)
    row.save()
    return row


def answer_to(page):
    """What the page that asks sends with the choices that it proposes."""
    meanwhile = page.context["meanwhile"]
    proposed = {one.key: one.choice for one in meanwhile.differences}
    return proposed | {"settled_revision": meanwhile.revision}


def rows_of(client, address):
    return {str(row) for row in client.get(address).context["cl"].result_list}
