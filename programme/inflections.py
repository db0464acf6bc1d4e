"""What stemmers leave undone: names of places, joined particles, plurals that they do not know.

All words here are folded (stemming.py): without accents, marks and letter variants.
"""

import re

# A name and its people → a stem that no other word has: French takes "nig" for both Niger and
# Nigeria, and مالي is “financial” as well. Only names that a stemmer confuses stand here.
_NAMES = {
    "mali": "malian malians malien maliens malienne maliennes",
    "niger": "nigerien nigeriens nigerienne nigeriennes",
    "nigeria": "nigerian nigerians nigeriane nigerianes",
    "مالي": "",
    "نيجر": "نيجري نيجريه نيجريين",
    "نيجيريا": "نيجيري نيجيريه نيجيريين",
}

# Words of this field whose forms share no stem: broken plurals, and words with a first letter of
# their own that looks like a joined particle. Add what readers miss, then bump stemming.RULES.
_FORMS = {
    "برنامج": "برامج",
    "بحر": "بحري بحريه",
    "بلد": "بلدان بلاد",
    "بيان": "بيانات",
    "تدبير": "تدابير",
    "تقرير": "تقارير",
    "جريمه": "جرايم",
    "جهاز": "اجهزه",
    "حد": "حدود",
    "حق": "حقوق",
    "خبير": "خبراء",
    "خطر": "اخطار مخاطر",
    "خليه": "خلايا",
    "دين": "ديون",
    "دوله": "دول",
    "رييس": "روساء",
    "سبيل": "سبل",
    "سجن": "سجون",
    "سجين": "سجناء",
    "سلاح": "اسلحه",
    "شاهد": "شهود",
    "شريك": "شركاء",
    "ضابط": "ضباط",
    "ضحيه": "ضحايا",
    "طفل": "اطفال",
    "عضو": "اعضاء",
    "فتاه": "فتيات",
    "فرد": "افراد",
    "قاصر": "قصر",
    "قاضي": "قاض قضاه",
    "قاعده": "قواعد",
    "قانون": "قوانين",
    "قضيه": "قضايا",
    "لاجي": "لاجيين لاجيون",
    "لجنه": "لجان",
    "محكمه": "محاكم",
    "مركز": "مراكز",
    "مشروع": "مشاريع",
    "معيار": "معايير",
    "مكتب": "مكاتب",
    "منطقه": "مناطق",
    "نظام": "نظم انظمه",
    "وثيقه": "وثايق",
    "وحده": "وحدات",
    "وزاره": "وزارات",
    "وزير": "وزراء",
    "وسيله": "وسايل",
    "وطن": "وطني وطنيه وطنيا",
    "وكاله": "وكالات",
    "ولايه": "ولايات",
}
NAMES = {form: name for name, forms in _NAMES.items() for form in (name, *forms.split())}
FORMS = {form: word for word, forms in _FORMS.items() for form in (word, *forms.split())}

# و ف ب ل ك before the article, and ل that swallowed the article's alef.
_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=...)")
_PARTICLE = re.compile("و?[بل]|و")
_PRONOUNS = ("ا", "ه", "ها", "هم", "هن", "هما", "نا")
_FRENCH_PLURAL = re.compile(r"(?<=[^\W_][aiou])s$|(?<=[^\W_][aeo]u)x$")
_BRITISH = re.compile(r"(?<=[^\W_]{3})is(?=(?:e[drs]?|es|ers?|ing|ations?)$)")


def spellings(word: str, language: str) -> tuple[str, ...]:
    """Return a word in each spelling that shall be stemmed, its own first."""
    if word in NAMES:
        return (word,)
    match language:
        case "en":  # organised, organized
            return tuple(dict.fromkeys((word, _BRITISH.sub("iz", word))))
        case "fr":  # lois, feux: plurals that the stemmer leaves alone
            return tuple(dict.fromkeys((word, _FRENCH_PLURAL.sub("", word))))
        case _:
            return without_particles(word)


def without_article(word: str) -> str:
    """Take the article off an Arabic word, and what is joined before it; "" where it has none."""
    found = _ARTICLE.match(word)
    return word[found.end() :] if found else ""


def without_particles(word: str, shortest: int = 3) -> tuple[str, ...]:
    """Return what an Arabic word may be: without its article, or else with و ب ل and without.

    A letter at the beginning may be the word's own; `shortest` is how many must follow it.
    """
    if bare := without_article(word):
        swallowed = (f"ل{bare}",) if "لل" in word[:3] else ()  # للجنة is ل and اللجنة
        return (bare, *swallowed)
    found = _PARTICLE.match(word)
    if known(word) or not found or len(word) - found.end() < shortest:
        return (word,)
    bare = word[found.end() :]
    return (bare,) if known(bare) else (word, bare)


def known(word: str) -> str:
    """Return the word whose form or name this is, a joined pronoun aside; "" if none is known."""
    if name := NAMES.get(word) or FORMS.get(word):
        return name
    for pronoun in _PRONOUNS:
        base = word.removesuffix(pronoun)
        # ة is written ت before a pronoun.
        ending = f"{base[:-1]}ه" if base.endswith("ت") else base
        if base != word and (found := FORMS.get(base) or FORMS.get(ending)):
            return found
    return ""
