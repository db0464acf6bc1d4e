"""What readers of French type over the results → the results that they must find, all of them."""

FRENCH: list[tuple[str, set[str]]] = [
    # Words as they stand in the texts, or their beginning.
    ("trafic", {"mali-drug-network-kingpin-arrested"}),
    ("MINUSMA", {"mali-drug-network-kingpin-arrested"}),
    ("antiterroriste", {"chad-anti-terrorist-coordination-cell"}),
    ("tchad", {"chad-anti-terrorist-coordination-cell"}),
    (
        "mali",
        {
            "mali-trafficking-network-discovered",
            "mali-drug-network-kingpin-arrested",
            "niger-dynamic-security-in-prisons",
            "burkina-faso-mali-firearms-marked",
        },
    ),
    (
        "judic",
        {
            "burkina-faso-specialised-judicial-unit",
            "chad-anti-terrorist-coordination-cell",
            "mauritania-access-to-legal-aid",
            "mauritania-fourth-legal-aid-law",
            "niger-diffa-terrorism-cases",
        },
    ),
    (
        "justice",
        {"burkina-faso-specialised-judicial-unit", "chad-anti-terrorist-coordination-cell"},
    ),
    # Accents left out.
    (
        "securite",
        {
            "chad-anti-terrorist-coordination-cell",  # “base de données sécurisée”: one family
            "g5-security-cooperation-platform",
            "niger-dynamic-security-in-prisons",
        },
    ),
    ("reseau", {"mali-trafficking-network-discovered", "mali-drug-network-kingpin-arrested"}),
    ("mineures etrangeres", {"mali-trafficking-network-discovered"}),
    ("criminalite organisee", {"g5-security-cooperation-platform"}),
    ("penitentiaires", {"niger-dynamic-security-in-prisons"}),
    (
        "burkinabe",
        {"burkina-faso-specialised-judicial-unit", "burkina-faso-mali-firearms-marked"},
    ),
    (
        "detection repression",
        {
            "mali-drug-network-kingpin-arrested",
            "chad-anti-terrorist-coordination-cell",
            "g5-security-cooperation-platform",
            "burkina-faso-mali-firearms-marked",
        },
    ),
    (
        "prevention",
        {
            "burkina-faso-specialised-judicial-unit",
            "chad-anti-terrorist-coordination-cell",
            "g5-security-cooperation-platform",
            "niger-dynamic-security-in-prisons",
            "niger-diffa-terrorism-cases",
        },
    ),
    # Capitals, with their accents and without.
    ("SÉCURITÉ DYNAMIQUE", {"niger-dynamic-security-in-prisons"}),
    ("MEDIAS", {"cenozo-investigative-journalism"}),
    # One for several, several for one, and words of one family.
    ("prison", {"niger-dynamic-security-in-prisons"}),
    ("proxénète", {"mali-trafficking-network-discovered"}),
    ("journaliste", {"cenozo-investigative-journalism"}),
    ("arrestations", {"mali-drug-network-kingpin-arrested", "niger-dynamic-security-in-prisons"}),
    ("cellules", {"chad-anti-terrorist-coordination-cell", "cenozo-investigative-journalism"}),
    ("zones", {"mali-trafficking-network-discovered", "burkina-faso-mali-firearms-marked"}),
    ("plateformes", {"g5-security-cooperation-platform"}),
    ("enquêtes", {"niger-diffa-terrorism-cases"}),
    ("saisies", {"mali-drug-network-kingpin-arrested"}),
    (
        "formation spécialisée",
        {"burkina-faso-specialised-judicial-unit", "g5-security-cooperation-platform"},
    ),
    (
        "terrorisme",
        {
            "burkina-faso-specialised-judicial-unit",
            "chad-anti-terrorist-coordination-cell",
            "g5-security-cooperation-platform",
            "niger-dynamic-security-in-prisons",
            "niger-diffa-terrorism-cases",
            "burkina-faso-mali-firearms-marked",  # “groupe terroriste”
        },
    ),
    # An article or another particle elided, with ’ or '.
    ("l’arrestation", {"mali-drug-network-kingpin-arrested", "niger-dynamic-security-in-prisons"}),
    ("l'aide juridique", {"mauritania-access-to-legal-aid", "mauritania-fourth-legal-aid-law"}),
    ("d’armes", {"burkina-faso-mali-firearms-marked"}),
    ("d'enfants", {"niger-diffa-terrorism-cases"}),
    ("L’Afrique", {"cenozo-investigative-journalism"}),
    ("journalisme d’investigation", {"cenozo-investigative-journalism"}),
    ("l’échange d’informations", {"mali-drug-network-kingpin-arrested"}),
    (
        "l’État",
        {
            "chad-anti-terrorist-coordination-cell",  # “l’état de droit”
            "g5-security-cooperation-platform",  # “remises en état”
            "burkina-faso-mali-firearms-marked",
        },
    ),
    (
        "qu’un groupe",
        {"niger-dynamic-security-in-prisons", "burkina-faso-mali-firearms-marked"},
    ),
    (
        "qu'elles",
        {"mali-trafficking-network-discovered", "mauritania-fourth-legal-aid-law"},  # “Elle est”
    ),
    (
        "l’ONUDC",
        {
            "mali-trafficking-network-discovered",
            "burkina-faso-specialised-judicial-unit",
            "mali-drug-network-kingpin-arrested",
            "chad-anti-terrorist-coordination-cell",
            "g5-security-cooperation-platform",
            "mauritania-access-to-legal-aid",
            "mauritania-fourth-legal-aid-law",
            "niger-dynamic-security-in-prisons",
            "niger-diffa-terrorism-cases",
            "burkina-faso-mali-firearms-marked",
            "cenozo-investigative-journalism",
        },
    ),
    # Numbers.
    ("13500", {"burkina-faso-mali-firearms-marked"}),
    ("13\u202f500", {"burkina-faso-mali-firearms-marked"}),
    ("13\u00a0500 armes", {"burkina-faso-mali-firearms-marked"}),
    (
        "13 500",
        {"burkina-faso-mali-firearms-marked"},
    ),  # with a plain space
    ("1300 km", {"niger-diffa-terrorism-cases"}),
    ("45 affaires", {"niger-diffa-terrorism-cases"}),
    ("2,7 tonnes", {"mali-drug-network-kingpin-arrested"}),
    # Several words, which need not stand together.
    ("police burkinabè", {"burkina-faso-mali-firearms-marked"}),
    ("drogues Mali", {"mali-drug-network-kingpin-arrested"}),
    ("fin octobre", {"mali-drug-network-kingpin-arrested"}),
    (
        "septembre 2015 Mauritanie",
        {"mauritania-access-to-legal-aid", "mauritania-fourth-legal-aid-law"},
    ),
    ("lutte corruption", {"cenozo-investigative-journalism"}),
    ("armes à feu Mali", {"burkina-faso-mali-firearms-marked"}),
    # What is not there.
    ("éolienne", set()),
    ("prison journaliste", set()),
    # A plural that the stemmer leaves alone.
    (
        "lois",
        {
            "burkina-faso-specialised-judicial-unit",
            "mauritania-access-to-legal-aid",
            "mauritania-fourth-legal-aid-law",
        },
    ),
]
