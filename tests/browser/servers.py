"""The site in a process of its own, with a database of its own, as production runs it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import Any

from django.conf import settings

HOST = "127.0.0.1"
STARTING = 30  # seconds that a server may take to answer


def fetch(site, path, **headers):
    """Return (status, headers, body as text) of one GET; redirects are answers too."""
    connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=STARTING)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder, content, *, workers=1, **extra):
    """Serve the content that `tests.browser.contents` makes under this name; give the address.

    `server.pid` in the folder names the process.
    """
    port = free_port()
    site = f"http://{HOST}:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "SPOOL_ROOT": str(folder / "spool"),
        "SECRET_KEY": "for-this-test-alone-" * 3,
        "PORT": str(port),
        "SITE_URL": site,
        "PUBLISHER_NAME": "",
        "CONTACT_EMAIL": "",
        **extra,
    }
    run: dict[str, Any] = {"cwd": settings.BASE_DIR, "env": environment}
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
        subprocess.run(collect, check=True, **run)
    filling = [sys.executable, "-m", "tests.browser.contents", content, str(folder)]
    subprocess.run(filling, check=True, **run)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    command += ["--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    command += ["--no-access-log", "sahel.wsgi:application"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **run)
        (folder / "server.pid").write_text(str(server.pid))
        try:
            _wait_for(site, server, folder / "server.log")
            yield site
        finally:
            server.terminate()
            server.wait(timeout=STARTING)


def _wait_for(site, server, log):
    give_up = time.monotonic() + STARTING
    while time.monotonic() < give_up and server.poll() is None:
        try:
            if fetch(site, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server does not answer:\n{log.read_text()[-2000:]}")
