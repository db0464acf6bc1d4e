"""The interface for programs, on the page that shows its calls."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute
from programme.jsonld.nodes import Thing, graph, named, thing
from programme.jsonld.pages import page


def web_api() -> Thing:
    path, name = reverse("api_documentation"), _("Interface for programs")
    address = absolute(reverse("api_index"))
    documentation = [absolute(path), absolute(reverse("openapi_document"))]
    it = thing("WebAPI", f"{address}#it", name=name, url=address, documentation=documentation)
    return graph(it, *page("WebPage", path, name, mainEntity=named(it)))
