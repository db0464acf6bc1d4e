"""What readers type over the results, in three languages → the results they must find.

Written from reading the texts, before the search of that language was written.
"""

TRAFFICKING = "mali-trafficking-network-discovered"
UNIT = "burkina-faso-specialised-judicial-unit"
KINGPIN = "mali-drug-network-kingpin-arrested"
CELL = "chad-anti-terrorist-coordination-cell"
PLATFORM = "g5-security-cooperation-platform"
ACCESS = "mauritania-access-to-legal-aid"
FOURTH = "mauritania-fourth-legal-aid-law"
PRISONS = "niger-dynamic-security-in-prisons"
DIFFA = "niger-diffa-terrorism-cases"
FIREARMS = "burkina-faso-mali-firearms-marked"
CENOZO = "cenozo-investigative-journalism"
