"""Texts of one language out to a translator and back in, through the desk."""

import pytest

from tests.exchange import ENDINGS, brought, confirmed, edited, kinds, sent, texts

@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("kind", ENDINGS)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_all_content_goes_out_and_comes_back_without_a_change(editor, language, kind):
    content = sent(editor, language, kind).content
    assert len(texts(content)) > 80
    page = brought(editor, content)
    assert kinds(page) == {}
    assert "Nothing would change." in page.text
