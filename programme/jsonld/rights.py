"""Who publishes it and on what terms; nothing is claimed that nobody stated."""

from django.conf import settings
from django.urls import reverse

from programme.frame import absolute, web_address
from programme.jsonld.nodes import Thing, of_the_site, thing


def rights() -> Thing:
    """Return the facts that a site and its data share."""
    publisher, licence = settings.PUBLISHER_NAME, settings.CONTENT_LICENCE
    in_words = licence and thing("CreativeWork", of_the_site("licence"), name=licence)
    return {
        "publisher": publisher and thing("Organization", of_the_site("publisher"), name=publisher),
        "license": web_address(licence) or in_words,
        "usageInfo": absolute(reverse("terms")),
    }
