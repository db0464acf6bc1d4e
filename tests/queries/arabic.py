"""What an Arabic reader types into the one box, and exactly which results that must find."""

from tests.queries import (
    ACCESS,
    CELL,
    CENOZO,
    DIFFA,
    FIREARMS,
    FOURTH,
    KINGPIN,
    PLATFORM,
    PRISONS,
    TRAFFICKING,
    UNIT,
)

ARABIC: list[tuple[str, set[str]]] = [
    # Hamza left out, ه for ة, tatweel, vowel marks.
    ("ارهاب", {UNIT, CELL, PLATFORM, PRISONS, DIFFA, FIREARMS}),
    ("إِرْهَاب", {UNIT, CELL, PLATFORM, PRISONS, DIFFA, FIREARMS}),
    ("الاسلحه", {FIREARMS}),
    ("شبـــكة", {TRAFFICKING, KINGPIN}),
    ("النُّظُم القضائيّة", {UNIT, CELL, ACCESS, FOURTH, DIFFA}),
    ("افريقيا", {CENOZO}),
    ("قضيه", {DIFFA}),
    ("السلطات الموريتانيه", {ACCESS}),
    ("اكتوبر 2016", {KINGPIN}),
    ("الأمن الدينـامى", {PRISONS}),
    # Singular for plural and plural for singular, sound ones.
    ("شبكات", {TRAFFICKING, KINGPIN}),
    ("صحفي", {CENOZO}),
    ("مشرع", {UNIT}),
    ("اتفاقية دولية", {UNIT}),
    ("معلومة", {KINGPIN, CELL}),
    ("الوحدات", {UNIT, PLATFORM}),
    ("دورة تدريبية", {KINGPIN}),
    ("منصات", {PLATFORM}),
    ("متهم", {PRISONS}),
    ("جماعات إرهابية", {FIREARMS, PRISONS}),
    # With the article or a joined particle where the text has none, and the other way round.
    ("مخدرات", {KINGPIN}),
    ("بالمخدرات", {KINGPIN}),
    ("اتجار", {TRAFFICKING, KINGPIN}),
    ("للاتجار", {TRAFFICKING, KINGPIN}),
    ("الشبكة", {TRAFFICKING, KINGPIN}),
    ("صحافة", {CENOZO}),
    ("للصحافة", {CENOZO}),
    ("نيجر", {PRISONS, DIFFA}),
    ("وموريتانيا", {ACCESS, FOURTH}),
    ("بالتعاون", {KINGPIN, CELL, PLATFORM}),
    ("مساعدة", {CELL, ACCESS, FOURTH}),
    ("الأشخاص", {TRAFFICKING}),
    # Numbers, in any digits, with their thousands parted or not.
    ("13,500", {FIREARMS}),
    ("13500", {FIREARMS}),
    ("١٣٥٠٠", {FIREARMS}),
    ("٢٠١٧", {UNIT}),
    ("2015", {KINGPIN, ACCESS, FOURTH, FIREARMS}),
    ("117", {DIFFA}),
    ("45 قضية", {DIFFA}),
    # Several words: all of them in one result, in any order.
    ("مكافحة الإرهاب", {UNIT, CELL, PLATFORM}),
    ("منع الإرهاب", {UNIT, CELL, PLATFORM, PRISONS, DIFFA}),
    ("الجريمة المنظمة", {PLATFORM}),
    ("المساعدة القانونية موريتانيا", {ACCESS, FOURTH}),
    ("تدريب الصحفيين", {CENOZO}),
    ("العدالة الجنائية", {CELL}),
    ("الاتجار بالبشر", {TRAFFICKING}),
    ("مالي سلاح", {FIREARMS}),
    ("حلقة عمل", {PRISONS, CENOZO}),
    ("أيلول/سبتمبر 2015", {ACCESS, FOURTH}),
    # Places, whole regions, and Latin letters in the Arabic text.
    ("مالي", {TRAFFICKING, KINGPIN, PRISONS, FIREARMS}),
    ("بوركينا فاسو", {UNIT, FIREARMS}),
    ("الساحل", {PLATFORM, FOURTH, FIREARMS, CENOZO}),
    ("مجموعة الساحل الخماسية", {PLATFORM}),
    ("cenozo", {CENOZO}),
    # Nothing: a theme without results, and a country that no result names.
    ("إدارة الحدود", set()),
    ("الجزائر", set()),
]

# Wishes: a broken plural and its singular share no stem.
ARABIC_BROKEN_PLURALS: list[tuple[str, set[str]]] = [
    ("سجن", {PRISONS}),
    ("خلايا", {CELL, CENOZO}),
    ("أطفال", {DIFFA}),
]

# Wishes: Snowball leaves و before ال, and a single ل, where they are, so that «والشرطة» and
# «لشرطة» do not meet «الشرطة»; and it takes the ون of قانون and سجون for a plural ending only
# after ال. Readers expect these sets.
ARABIC_JOINED: list[tuple[str, set[str]]] = [
    ("قَانُون", {UNIT, KINGPIN, CELL, PLATFORM, ACCESS, FOURTH, FIREARMS}),
    ("الشرطة", {KINGPIN, FIREARMS}),
    ("شرطة بوركينا فاسو", {FIREARMS}),
    ("السلطات", {TRAFFICKING, KINGPIN, CELL, ACCESS}),
    ("إنشاء", {UNIT, CELL, CENOZO}),
]

# Wishes: thousands parted as Arabic keyboards do (U+066C, or the Arabic comma).
ARABIC_THOUSANDS: list[tuple[str, set[str]]] = [
    ("١٣٬٥٠٠", {FIREARMS}),
    ("١٣،٥٠٠", {FIREARMS}),
]
