"""The description of the API is true: tools that others made take it, and every answer fits it."""

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from programme.api.parameters import MEANINGS
from programme.exports import TABLES
from tests.test_api import path_of, rows

LANGUAGES = settings.PUBLIC_LANGUAGES
OWN = {"fields", "lang", "page", "page_size"}


def described(reader, language="en"):
    return reader.get(f"/openapi.json?lang={language}").json()


def checker(document, name):
    """A validator of one schema of the description; what `fields` may leave out has to be there."""
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        if "properties" in schema and "required" not in schema:
            schema["required"] = list(schema["properties"])
    whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    return Draft202012Validator(whole, format_checker=FormatChecker())


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_is_openapi_in_each_language(reader, language):
    document = described(reader, language)
    OpenAPIV31SpecValidator(document).validate()
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.django_db
def test_a_site_without_content_describes_itself_too(reader):
    OpenAPIV31SpecValidator(described(reader)).validate()


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_fits_its_schema(reader, language):
    document = described(reader, language)
    checker(document, "Index").validate(reader.get(f"/api/?lang={language}").json())
    for table in TABLES:
        name = table.removesuffix("s").title()
        page, row = checker(document, f"{name}Page"), checker(document, name)
        page.validate(reader.get(f"/api/{table}/?lang={language}").json())
        for found in rows(reader, f"/api/{table}/?lang={language}&page_size=100"):
            row.validate(reader.get(path_of(found["self"])).json())
    problem = checker(document, "Problem")
    for path in ("/api/results/?x=1&level=x", "/api/results/?page=9", "/api/results/x/"):
        problem.validate(reader.get(path).json())


@pytest.mark.usefixtures("source")
def test_a_schema_refuses_what_is_no_row(reader):
    result = checker(described(reader), "Result")
    row = reader.get("/api/results/cenozo-investigative-journalism/").json()
    wrong = [
        {"id": None},
        {"level": "huge"},
        {"places": "mali"},
        {"first_day": "2016"},
        {"position": "1"},
        {"more": 1},
        {"links": {}},
    ]
    for change in wrong:
        assert not result.is_valid({**row, **change}), change
    assert result.is_valid({**row, "level": None, "first_day": None})


@pytest.mark.usefixtures("source")
def test_parameters_and_their_values_are_those_of_the_filters(reader):
    paths = described(reader)["paths"]
    for name, table in TABLES.items():
        told = {each["name"]: each for each in paths[f"/api/{name}/"]["get"]["parameters"]}
        assert set(told) == {*table.asker.base_filters, *OWN}
        assert all(each["description"] for each in told.values())
    told = {each["name"]: each for each in paths["/api/results/"]["get"]["parameters"]}
    assert told["level"]["schema"]["items"]["enum"] == ["output", "outcome", "impact"]
    assert "g5-sahel" in told["place"]["schema"]["items"]["enum"]
    assert told["q"]["schema"]["maxLength"] == 200


def test_every_parameter_is_explained():
    read = {name for table in TABLES.values() for name in table.asker.base_filters}
    assert set(MEANINGS) == read | OWN


@pytest.mark.usefixtures("source")
def test_every_column_is_described_as_in_the_one_definition(reader):
    schemas = described(reader)["components"]["schemas"]
    for name, table in TABLES.items():
        told = schemas[name.removesuffix("s").title()]["properties"]
        assert set(told) == {column.name for column in table.columns} | {"self", "links"}
        for column in table.columns:
            assert told[column.name]["description"] == str(column.meaning)
