"""A tool that others made asks the whole API all that its description allows, and forbids."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from sahel.wsgi import application

EXAMPLES = 12  # of each call, beside every boundary of each parameter
HOST = {"Host": "127.0.0.1", "Accept-Encoding": "identity"}
CONFIG = {"headers": HOST, "generation": {"mode": "all"}}


@pytest.fixture
def described(source, request, in_this_thread):
    """The API as it describes itself, asked in this thread: it sees what the test wrote."""
    request.node._nodeid = (
        request.node.nodeid
    )  # schemathesis 4.32 looks for it; pytest 9.2 has none
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi("/openapi.json", application, config=config, headers=HOST)


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
