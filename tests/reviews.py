"""People in the roles of the desk, and a text on its way through review."""

from django.contrib.auth.models import Group, User
from django.test import Client

from programme import workflow
from tests.desk import ready_result


def somebody(name, role, **fields):
    """A person in one of the roles, who can be written to."""
    fields = {"is_staff": True, "email": f"{name}@example.org", **fields}
    person = User.objects.create_user(name, **fields)
    person.groups.add(Group.objects.get(name=role))
    return person


def client_of(person):
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    return client


def written_by(person, make=ready_result, **fields):
    """A draft whose history says who wrote it."""
    row = make("draft", **fields)
    row._history_user = person
    row.save()
    return row


def sent_by(person, make=ready_result, words="", **fields):
    """The same, sent to review."""
    return workflow.submit(written_by(person, make, **fields), person, words)
