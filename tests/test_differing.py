"""Two texts compared word by word, and cut around their changes."""

from programme.wording import compared, shortened


def test_a_long_text_is_shown_around_its_changes():
    then = " ".join(f"word{n}" for n in range(500))
    pieces = list(shortened(compared(then, then.replace("word250 ", "other "))))
    text = "".join(text for _kind, text in pieces)
    assert ("del", "word250") in pieces
    assert ("ins", "other") in pieces
    assert "word249" in text
    assert "word251" in text
    assert "word100" not in text
    assert len(text.split()) < 40


def test_two_very_long_texts_are_compared_in_a_moment():
    then = " ".join(f"a{n}" for n in range(4000))
    now = " ".join(f"b{n}" for n in range(4000))
    pieces = list(compared(f"Same. {then} End.", f"Same. {now} End."))
    assert [kind for kind, _text in pieces if kind] == ["del", "ins"]
    assert "".join(text for kind, text in pieces if kind != "ins") == f"Same. {then} End."
    assert "".join(text for kind, text in pieces if kind != "del") == f"Same. {now} End."
