"""Texts cut to a length or to their first sentence, and set as French is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.wording import excerpt, first_sentence, typeset

N = "\u202f"  # the narrow space that does not break

# text | the words that stay of it when it is cut after so many characters
CUT = """
Malian authorities arrested the kingpin behind it | 33 | Malian authorities arrested…
A network with 13,500 arms in Mali                | 24 | A network with 13,500…
A network with 13,500 arms in Mali                | 21 | A network with 13,500…
The judges of the unit, and of others             | 28 | The judges of the unit…
Les autorités ont arrêté le chef du réseau        | 30 | Les autorités ont arrêté…
La mise en place de l’unité spéciale              | 20 | La mise en place…
La mise en place de l’ unité spéciale             | 23 | La mise en place…
La loi qu’ il a votée                             | 10 | La loi…
Plus de 13 500 armes à feu                        | 11 | Plus…
Plus de 13⍽500 armes à feu                        | 11 | Plus…
En 2015 117 personnes ont été entendues           | 8  | En 2015…
Le réseau dit « spécial » de Bamako               | 15 | Le réseau dit…
Le réseau dit «⍽spécial⍽» de Bamako               | 15 | Le réseau dit…
La loi est votée. Le tribunal est ouvert          | 20 | La loi est votée…
ألقت السلطات القبض على زعيم الشبكة                | 23 | ألقت السلطات القبض…
أُنشئت وحدة قضائية في بوركينا فاسو                | 19 | أُنشئت وحدة قضائية…
نحو 45 قضية، و 117 شخصاً                          | 15 | نحو 45 قضية…
حُكم لـ 28 طفلاً                                  | 8  | حُكم…
موريتانيا؛ ثم مالي                                | 14 | موريتانيا…
short                                             | 70 | short
"""

# texts, with ‖ after the first sentence
SENTENCES = """
A seizure of 2.7 tons.‖ It followed Mali's request. More.
It was marked “New!” by them.‖ Then more.
He said: “It is done.”‖ The judge left.
It ended.‖ “More” came.
They met Mr. Smith and Dr. Who of the U.S. Government.‖ It ended.
See art. 5 and p. 12 of No. 3.‖ Then more.
He said no.‖ Then he left.
That was in 2015.‖ More followed.
Some arms, e.g. Russian ones, were marked.‖ 45 were not.
Is it done?‖ Yes.
M. Dupont et Mme. Durand sont là.‖ Ils parlent.
C’est un réseau, c.-à-d. Une filière.‖ Fin.
Est-ce fini⍽?‖ Oui.
Il a dit «⍽C’est fini.⍽»‖ Le juge est parti.
Il a dit « C’est fini ! » avant de partir.‖ Fin.
La loi est votée.‖ École et justice.
La loi, art. 5, est votée. écoles.‖
Le texte est lu.‖ «⍽Enfin⍽», dit-il.
هل انتهى الأمر؟‖ نعم.
اعتُمد القانون في 2015.‖ وأُنشئت وحدة.
قال د. محمد ذلك.‖ ثم غادر.
ضُبط 2.7 طن من القنب.‖ «المزيد» لاحقاً.
One without an end‖
"""

# typed in French | as printed
TYPESET = """
Résultat : trois                    | Résultat⍽: trois
Résultat␣: trois                    | Résultat⍽: trois
Résultat  : trois                   | Résultat⍽: trois
Est-ce vrai ?                       | Est-ce vrai⍽?
Est-ce vrai ?!                      | Est-ce vrai⍽?!
Vite ! Oui ; non.                   | Vite⍽! Oui⍽; non.
La « loi » est là                   | La «⍽loi⍽» est là
« Est-ce vrai ? »                   | «⍽Est-ce vrai⍽?⍽»
(vrai ?)                            | (vrai⍽?)
**Note :** suite                    | **Note⍽:** suite
30 % des 13 500 armes               | 30⍽% des 13⍽500 armes
1 300 000 personnes                 | 1⍽300⍽000 personnes
En 2015 117 personnes               | En 2015 117 personnes
à 10:30, voir https://a.org/b?c=d;e | à 10:30, voir https://a.org/b?c=d;e
Mot: suite                          | Mot: suite
[texte](/fr/results/ "titre :")     | [texte](/fr/results/ "titre⍽:")
voir ?page=2                        | voir ?page=2
![image](x.png)                     | ![image](x.png)
une ligne ![image](x.png)           | une ligne ![image](x.png)
"""


def rows(table):
    table = table.replace("⍽", N).replace("␣", "\u00a0")
    lines = [line for line in table.split("\n") if line]
    return [[cell.strip(" ") for cell in line.split("|")] for line in lines]


@pytest.mark.parametrize(("text", "length", "words"), rows(CUT))
def test_an_excerpt_ends_on_a_word_that_does_not_lead_on(text, length, words):
    assert excerpt(text, int(length)) == words


def test_an_excerpt_of_one_long_word_is_cut_inside_it():
    assert excerpt("x" * 90, 70) == "x" * 70 + "…"
    assert excerpt("the of the of the of", 9) == "the of…"


def test_lines_become_one():
    assert excerpt("one\n two  three\u00a0four") == "one two three\u00a0four"


@pytest.mark.parametrize("text", [text for [text] in rows(SENTENCES)])
def test_the_first_sentence_is_whole(text):
    assert first_sentence(text.replace("‖", "")) == text.partition("‖")[0]


@pytest.mark.parametrize(("typed", "printed"), rows(TYPESET))
def test_french_has_narrow_spaces_where_the_writer_put_one(typed, printed):
    assert typeset(typed, "fr") == printed
    assert typeset(printed, "fr") == printed
    assert typeset(typed, "en") == typed
    assert typeset(typed, "ar") == typed


def test_lines_of_a_text_stay_lines():
    assert typeset("Un\n: deux\n\n« trois\n»", "fr") == f"Un\n: deux\n\n«{N}trois\n»"


@given(st.text(alphabet="aé1: ;?!«»%\u00a0\u202f\n.,0"))
def test_typesetting_twice_is_typesetting_once_and_changes_spaces_alone(text):
    once = typeset(text, "fr")
    assert typeset(once, "fr") == once
    assert "".join(once.split()) == "".join(text.split())


@given(st.text(alphabet="ab .ةم«»’l13 \u202f"), st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length + 1
    assert text.split() == [] or first_sentence(text)
