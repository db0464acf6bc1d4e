"""What readers of English type over the results → the results that they must find, all of them."""

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

ENGLISH: list[tuple[str, set[str]]] = [
    # Words as they stand in the texts, or their beginning.
    ("cannabis", {KINGPIN}),
    ("MINUSMA", {KINGPIN}),
    ("magistrates", {CELL}),
    ("mauritania", {ACCESS, FOURTH}),
    ("penitent", {PRISONS}),
    ("corruption", {CENOZO}),
    # Accents left out, added, or another one.
    ("Burkinabe", {UNIT, FIREARMS}),
    ("Burkinabé", {UNIT, FIREARMS}),
    ("Burkinabè officials", {UNIT}),
    ("BURKINABÉ POLICE", {FIREARMS}),
    ("Malí", {TRAFFICKING, KINGPIN, PRISONS, FIREARMS}),
    ("Níger", {PRISONS, DIFFA}),
    ("Mauritanía", {ACCESS, FOURTH}),
    # One for several, several for one, and words of one family.
    ("networks", {TRAFFICKING, KINGPIN}),
    ("agency", {KINGPIN, CELL}),
    ("journalist", {CENOZO}),
    ("laws", {UNIT, KINGPIN, CELL, PLATFORM, ACCESS, FOURTH, FIREARMS}),
    ("cells", {CELL, CENOZO}),
    ("country", {FOURTH, FIREARMS}),
    ("jail", {PRISONS}),
    ("conventions", {UNIT}),
    ("debt", {TRAFFICKING}),
    ("arresting", {KINGPIN, PRISONS}),
    ("weapons", {FIREARMS}),
    # As the British write, and as the text does.
    ("organised crime", {PLATFORM}),
    ("organized crime", {PLATFORM}),
    ("specialised training", {UNIT, PLATFORM}),
    # An article before it, or the ending of a possessive, with ’ or '.
    ("the prison", {PRISONS}),
    ("an arrest", {KINGPIN, PRISONS}),
    ("the law of Mauritania", {ACCESS, FOURTH}),
    ("police’s", {KINGPIN, FIREARMS}),
    ("journalists'", {CENOZO}),
    ("Niger’s", {PRISONS, DIFFA}),
    ("Mali's OCS", {KINGPIN}),
    ("children's", {DIFFA}),
    ("the Sahel's", {PLATFORM, FOURTH, FIREARMS, CENOZO}),  # “Sahelian”: its beginning
    # Numbers, with their thousands parted or not.
    ("13,500", {FIREARMS}),
    ("13500", {FIREARMS}),
    ("13 500", {FIREARMS}),  # with a plain space
    ("13\u202f500 firearms", {FIREARMS}),
    ("1300 km", {DIFFA}),
    ("117", {DIFFA}),
    ("45 117", {DIFFA}),  # two numbers, which could be one
    ("2.7 tons", {KINGPIN}),
    ("2018", {CELL}),
    # Several words, which need not stand together.
    ("legal aid", {ACCESS, FOURTH}),
    ("September 2015", {ACCESS, FOURTH}),
    ("marked firearms Mali", {FIREARMS}),
    ("criminal justice terrorism", {CELL}),
    ("training police", {KINGPIN}),
    ("West Africa journalism", {CENOZO}),
    # Nothing: a theme without results, and words of two results.
    ("border management", set()),
    ("prison journalist", set()),
]
