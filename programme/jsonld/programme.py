"""The programme, named where a page is about it."""

from django.conf import settings
from django.urls import reverse

from programme.frame import absolute
from programme.jsonld.nodes import Thing, of_the_site, thing


def programme_named() -> Thing:
    name, home = str(settings.SITE_NAME), absolute(reverse("home"))
    return thing("Project", of_the_site("programme"), name=name, url=home)
