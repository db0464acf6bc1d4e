"""Donors, and the page of each."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.frame import absolute, web_address
from programme.jsonld.nodes import Thing, graph, named, of_the_thing, thing, value
from programme.jsonld.pages import page
from programme.jsonld.places import iso_code
from programme.jsonld.programme import programme_named
from programme.models import Donor


def donor_named(donor: Donor) -> Thing:
    """Name a donor as the source does: "Austria", not "the government of Austria"."""
    path = donor.get_absolute_url()
    government = donor.kind == Donor.Kind.GOVERNMENT
    return thing(
        "GovernmentOrganization" if government else "Organization",
        of_the_thing(path),
        name=donor.shown_title,
        url=absolute(path),
    )


def donor(donor: Donor) -> Thing:
    """Describe a donor: it supports the programme as a whole.

    Amounts are left to the files: schema.org has no words for "pledged" and "paid".
    """
    it = donor_named(donor)
    country = iso_code(donor.place_code)
    it |= value(
        it["@type"],
        sameAs=web_address(donor.website),
        areaServed=country and thing("Country", f"{it['@id']}-country", identifier=country),
    )
    programme = programme_named() | {"funder": named(it)}
    changed = donor.updated_at.date().isoformat()
    step = (_("Donors"), reverse("donor_list"))
    path = donor.get_absolute_url()
    shown = {"mainEntity": named(it), "dateModified": changed}
    return graph(it, programme, *page("WebPage", path, it["name"], step, **shown))
