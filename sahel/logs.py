"""Log records as JSON lines, with no address, cookie, header or secret in them."""

import json
import logging
from datetime import UTC, datetime


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
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)
