"""The desk's form of a report, filled in and sent as a browser would, files included."""

import hashlib
from html import unescape
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk import form_of

BOUNDARY = "a-line-between"
KEPT = "is kept for a day; you need not choose it again"
TICK = {"editions-0-confirmed": "on"}


def on_disk():
    """Every file in the folders of this test, by its place; see `own_folders`.

    Those of open data are left out: they are made again whenever they are asked for.
    """
    root = Path(settings.MEDIA_ROOT).parent
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return sorted(str(path) for path in files if path.parts[0] != "spool")


def places(content, *folders):
    """Where the files of a content are in these folders."""
    sha256 = hashlib.sha256(content).hexdigest()
    endings = {"editions": "pdf", "covers": "webp"}
    return sorted(
        f"media/{folder}/{sha256}.{ending}"
        for folder in folders
        for ending in ([endings[folder]] if folder in endings else endings.values())
    )


def own_folders(settings, tmp_path):
    """Let files and uploads of a test be in folders of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()


def a_file(content, name="annual.pdf"):
    return SimpleUploadedFile(name, content, "application/pdf")


def address_of(report):
    return f"/admin/programme/report/{report.pk}/change/"


def filled(client, report, *editions):
    """The data of a report's form with what is given for its editions; new ones come last."""
    data = form_of(client, address_of(report))
    there = int(data["editions-INITIAL_FORMS"])
    for number, given in enumerate(editions):
        new = {"language": "en", "position": number, "report": report.pk}
        row = {**({} if number < there else new), **given}
        data |= {f"editions-{number}-{name}": value for name, value in row.items()}
    return data | {"editions-TOTAL_FORMS": max(len(editions), there)}


def save(client, report, *editions, **fields):
    return client.post(address_of(report), filled(client, report, *editions) | fields)


def shown_again(page):
    """The data of a form that came back, as it stands on the page."""
    form = page.context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    for inline in page.context["inline_admin_formsets"]:
        for part in (inline.formset.management_form, *inline.formset.forms):
            data |= {part.add_prefix(name): part[name].value() for name in part.fields}
    return {name: value for name, value in data.items() if value not in (None, False)}


def save_again(client, report, page, **changed):
    """Send a form that came back, with what is ticked or typed now."""
    return client.post(address_of(report), shown_again(page) | changed)


def send_named(client, report, name, content, **more):
    """Save a report's form with a file of any name, which the test client could not write."""
    data = filled(client, report, {}) | more
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in data.items()
    ]
    parts.append(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="editions-0-upload"; '
        f"filename*=UTF-8''{quote(name, safe='')}\r\nContent-Type: application/pdf\r\n\r\n"
    )
    body = "".join(parts).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return client.generic("POST", address_of(report), body, kind)


def words(page):
    """The words of a page, as they are read."""
    return unescape(page.text)
