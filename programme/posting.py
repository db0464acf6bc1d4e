"""Letters on their way: sent in the background; a mail server that fails stops nobody."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException

from django.core.mail import EmailMessage

logger = logging.getLogger("sahel")
# One at a time: however many are asked for, they take one connection.
LETTERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="letters")


def post(letters: Iterable[EmailMessage]) -> None:
    """Send letters in the background. What can't be sent is logged, without its words."""
    for letter in letters:
        LETTERS.submit(_send, letter)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, SMTPException, ValueError) as fault:
        logger.error("A letter was not sent: %s", type(fault).__name__)
