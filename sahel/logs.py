"""Log records as JSON lines, with no address, cookie, header or secret in them."""

import json
import logging
import re
from datetime import UTC, datetime

# Whoever knows the rest of such an address may read what is not public.
_SIGNED = re.compile(r"(?<!/admin)/preview/.+", re.IGNORECASE)


def loggable(text: str) -> str:
    """Return an address, or words with one, without what opens a preview."""
    return _SIGNED.sub("/preview/", text)


class FaultsAlone(logging.Filter):
    """Lets pass only records of an exception: the request itself has its own line."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info)


class JsonFormatter(logging.Formatter):
    """One line a record: its own fields if it has any, else level, logger and message."""

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = getattr(record, "fields", None)
        if fields is not None:
            return json.dumps({"time": time, **fields})
        line = {
            "time": time,
            "level": record.levelname,
            "logger": record.name,
            "message": loggable(record.getMessage()),
        }
        if record.exc_info:
            line["trace"] = loggable(self.formatException(record.exc_info))
        return json.dumps(line)
