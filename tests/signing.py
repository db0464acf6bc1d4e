"""Signing in as a person does: the form, the codes of an app, and other network addresses."""

from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django_otp.oath import totp

from programme.accounts import devices
from programme.posting import LETTERS

LOGIN = "/admin/login/"
CODE = "/admin/second-factor/"
SETUP = "/admin/second-factor/setup/"
PASSWORD = "for these tests alone"
KEY = "31" * 20


def a_person(name="amina", **fields):
    """An administrator with a password."""
    fields = {"is_staff": True, "is_superuser": True, **fields}
    return User.objects.create_user(name, password=PASSWORD, email=f"{name}@example.org", **fields)


def with_an_app(person):
    """The same person, with a second factor whose key the tests know."""
    devices.set_up(person, KEY, step=0)
    return person


def a_browser(address="192.0.2.1"):
    return Client(HTTP_HOST="127.0.0.1", REMOTE_ADDR=address)


def sign_in(browser, name="amina", password=PASSWORD, **more):
    headers = {key: more.pop(key) for key in list(more) if key.startswith("HTTP_")}
    return browser.post(LOGIN, {"username": name, "password": password, **more}, **headers)


def code(key=KEY, ago=0):
    """What the app shows, or showed some seconds ago."""
    return f"{totp(bytes.fromhex(key), t0=ago):06}"


def letters(number):
    """The letters sent, once all that was asked for is done; that goes on in another thread.

    A thread has its own connection: such a test needs `transaction=True`.
    """
    LETTERS.submit(int).result(timeout=30)
    assert len(mail.outbox) == number
    return mail.outbox
