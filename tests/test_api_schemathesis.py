"""A tool that others made asks the whole API all that its description allows, and forbids."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from sahel.wsgi import application

EXAMPLES = 12  # of each call, beside every boundary of each parameter
HOST = {"Host": "127.0.0.1", "Accept-Encoding": "identity"}
CONFIG = {"headers": HOST, "generation": {"mode": "all"}}
SIGNALS = (request_started, request_finished)


@pytest.fixture
def described(source, request):
    """The API as it describes itself, asked in this thread: it sees what the test wrote.

    As with Django's own client, no request closes the connection that the test is in.
    """
    request.node._nodeid = (
        request.node.nodeid
    )  # schemathesis 4.32 looks for it; pytest 9.2 has none
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    config = SchemathesisConfig.from_dict(CONFIG)
    yield schemathesis.openapi.from_wsgi("/openapi.json", application, config=config, headers=HOST)
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@schemathesis.pytest.from_fixture("described").parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_call_answers_as_described(case):
    case.call_and_validate()
