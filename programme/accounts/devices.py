"""A person's second factor: an app that shows a code of six digits, and backup codes on paper."""

import re
import secrets
import time
from base64 import b32encode
from binascii import unhexlify
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from qrcode.main import QRCode

APP_DIGITS = 6
BACKUP_DIGITS = 12  # digits alone, so that one numeric field takes both kinds
BACKUP_CODES = 10


class TooSoon(Exception):
    """After wrong codes each further one has to wait, twice as long as the one before."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


def is_set_up(user: Any) -> bool:
    """Say whether a user has confirmed an app."""
    return bool(TOTPDevice.objects.devices_for_user(user, confirmed=True).exists())


def digits_of(typed: str) -> str:
    """Return the digits of a code as it was typed or pasted; "" if it holds anything else."""
    bare = re.sub(r"[\s\-–]", "", typed)
    return "".join(str(int(each)) for each in bare) if bare.isdecimal() else ""


def check(user: Any, digits: str) -> Device | None:
    """Return the device that accepts a code, which is used up by it. Raises TooSoon."""
    kind = TOTPDevice if len(digits) == APP_DIGITS else StaticDevice
    with transaction.atomic():  # and the row locked, so that no code is accepted twice at once
        devices = kind.objects.devices_for_user(user, confirmed=True)
        device = devices.select_for_update().first()
        if device is None:
            return None
        allowed, why = device.verify_is_allowed()
        if not allowed:
            raise TooSoon(why["locked_until"])
        return device if device.verify_token(digits) else None


def new_key() -> str:
    """Return a fresh secret for an app, in hexadecimal."""
    return secrets.token_hex(20)


def readable(key: str) -> str:
    """Return a secret as people type it into an app: base 32, in groups of four."""
    text = b32encode(unhexlify(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def address_for_app(user: Any, key: str) -> str:
    """Return the otpauth: address that apps understand."""
    label = quote(f"{settings.SITE_NAME}:{user.get_username()}")
    query = {"secret": readable(key).replace(" ", ""), "issuer": settings.SITE_NAME}
    return f"otpauth://totp/{label}?{urlencode(query, quote_via=quote)}"


def qr_code(text: str) -> dict[str, Any]:
    """Return the side of a QR code in modules and the SVG path of its dark ones."""
    code = QRCode(border=4)
    code.add_data(text)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on]
    return {"side": len(rows), "path": "".join(dark)}


def step_of(key: str, digits: str) -> int | None:
    """Return the time step for which a code is right, or None if it is for none near now."""
    totp = TOTP(unhexlify(key))
    totp.time = time.time()
    right = len(digits) == APP_DIGITS and totp.verify(int(digits), tolerance=1)
    return int(totp.t()) if right else None


@transaction.atomic
def set_up(user: Any, key: str, step: int) -> Device:
    """Make an app with this secret the user's only one; the code of `step` is used up."""
    remove(user)
    renew_backup_codes(user)
    return TOTPDevice.objects.create(user=user, name="app", key=key, last_t=step)


@transaction.atomic
def renew_backup_codes(user: Any) -> None:
    """Give a user ten new backup codes; those before are void."""
    device, _made = StaticDevice.objects.get_or_create(user=user, name="backup")
    device.token_set.all().delete()
    for _ in range(BACKUP_CODES):
        digits = str(secrets.randbelow(10**BACKUP_DIGITS)).zfill(BACKUP_DIGITS)
        device.token_set.create(token=digits)


def backup_codes(user: Any) -> list[str]:
    """Return the backup codes that are left, in groups of four digits."""
    found = StaticDevice.objects.filter(user=user).values_list("token_set__token", flat=True)
    codes = [code for code in found.order_by("token_set__pk") if code]
    return [f"{code[:4]} {code[4:8]} {code[8:]}" for code in codes]


def remove(user: Any) -> bool:
    """Take a user's second factor away; say whether there was one."""
    backup, _by_kind = StaticDevice.objects.filter(user=user).delete()
    app, _by_kind = TOTPDevice.objects.filter(user=user).delete()
    return bool(app or backup)
