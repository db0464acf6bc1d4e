"""The words of the built-in rules: one expression a line, in three languages."""


def _lines(words: str) -> str:
    """One expression a line, of words that stand in a row with commas or spaces between."""
    pieces = (piece.strip() for line in words.splitlines() for piece in line.split(","))
    return "\n".join(dict.fromkeys(piece for piece in pieces if piece))


WORDS = {
    "children": _lines("""
        child, children, kid, kids, girl, girls, boy, boys, minors, a minor, minor girl*, minor boy*
        juvenile, juveniles, infant*, baby, babies, toddler*, teenager*, adolescent*, underage
        under age, schoolgirl*, schoolboy*, orphan, orphans
        enfant, enfants, fille, filles, fillette*, garçon, garçons, garçonnet*, mineur, mineurs
        mineure, mineures, nourrisson*, bébé*, orphelin, orphelins, orpheline*, écolier*, écolière*
        طفل, طفلا, طفلة, طفلان, طفلين, طفلتان, طفلتين, أطفال*, فتاة, فتيات, فتاتان, فتاتين
        قاصر*, القصر, صبي, صبيا, صبيان, صبية, بنات, رضيع*, يتيم*, أيتام, مراهق*
    """),
    "victims": _lines("""
        victim, victims, survivor, survivors, trafficked, exploited, forced into, prostitut*
        rape, raped, rapes, hostage*, kidnap*, abduct*, enslave*, tortur*
        victime*, survivant*, otage*, kidnapp*, prostitu*, viol, viols, violée*, exploitée*
        exploités, séquestr*
        ضحية, ضحايا, ناجية, ناجيات, الناجي, الناجين, الناجون, رهينة, رهائن, بغاء, دعارة, اغتصاب*
        مغتصب*, مختطف*, مخطوف*, اختطاف*, اختطف*, تعذيب*
    """),
    "witnesses": _lines("""
        witness, witnesses, eyewitness*, informant*, informer*, whistleblow*, whistle blow*
        testify, testified, testifies, testifying, testimony, testimonies
        témoin, témoins, témoignage*, témoigner, informateur*, informatrice*, lanceur* d'alerte
        شاهد, شاهدا, شاهدة, شاهدان, شاهدين, شهود*, مخبر, مخبرا, مخبرين, مخبرون, مبلغين, المبلغون
    """),
    "suspects": _lines("""
        suspect, suspects, suspected, accused, defendant*, detainee*, detained, arrest, arrests
        arrested, prisoner, prisoners, inmate*, convict, convicts, convicted, custody, fugitive*
        perpetrator*, jailed, remand*, returnee*, defector*, kingpin*
        suspecte*, soupçonné*, accusé, accusés, accusée*, prévenu*, détenu*, arrestation*
        interpell*, arrêtés, arrêtée*, a arrêté, ont arrêté, été arrêté, inculpé*, condamné*
        mis en examen, garde à vue, prisonnier*, prisonnière*, fugitif*, repenti*, écroué*
        مشتبه*, متهم*, معتقل*, محتجز*, احتجز*, يحتجز*, احتجاز*, اعتقال*, اعتقل*, توقيف*, أوقفت
        أوقفوا, موقوف, موقوفين, موقوفون, سجين, سجينا, سجينة, سجناء, مدان, مدانين, نزلاء, تائبين
    """),
    "names": _lines("""
        Mr, Mrs, Ms, Miss, Dr, Prof, Professor, Sir, Judge, Captain, Colonel, Lieutenant, Sergeant
        Major, General, Sheikh, Imam, President
        M, MM, Mme, Mmes, Mlle, Monsieur, Madame, Mademoiselle, Me, Maître, Pr, Professeur, Docteur
        Juge, Capitaine, Colonelle, Commandant, Général, Sergent, Cheikh, El Hadj, Président
        السيد, السيدة, السيدان, الآنسة, الدكتور, الدكتورة, الأستاذ, الأستاذة, الشيخ, الإمام, الحاج
        الحاجة, محمد, أحمد, محمود, إبراهيم, إسماعيل, يوسف, موسى
        عيسى, عثمان, حسن, حسين, سليمان, إدريس, أمادو, مامادو, فاطمة, عائشة, مريم, خديجة, زينب
        العقيد, العميد, اللواء, النقيب, الملازم, الرائد, المدعو, المدعوة
    """),
    "number-and-place": _lines("""
        Bamako, Gao, Kidal, Kayes, Koulikoro, Ménaka, Mopti, Ségou, Sikasso, Taoudénit, Taoudenni
        Tombouctou, Timbuktu, Agadez, Diffa, Bosso, Dosso, Maradi, Niamey, Tahoua, Tillabéri, Zinder
        N'Djamena, Abéché, Moundou, Mongo, Ouagadougou, Bobo-Dioulasso, Djibo, Dori, Fada N'Gourma
        Ouahigouya, Nouakchott, Nouadhibou, Néma, Kiffa, Atar, Zouérat, Bassikounou, Rosso
        باماكو, غاو, كيدال, كايس, كوليكورو, ميناكا, موبتي, سيغو, سيكاسو, تاودني, تمبكتو, أغاديز
        أغاديس, ديفا, بوسو, دوسو, مرادي, نيامي, تاوا, تيلابيري, زيندر, نجامينا, أبشي, موندو
        واغادوغو, بوبو ديولاسو, جيبو, دوري, نواكشوط, نواذيبو, النعمة, كيفة, أطار, الزويرات, باسكنو
        village, hamlet, hameau, قرية, بلدة, حي
    """),
}

# One regular expression a line; a text has plain spaces, straight quotes and Western digits here.
PATTERNS = {
    "age": r"""
\baged? (?:of )?\d{1,2}\b
\b\d{1,2}[ -]years?[ -]old\b
\bâgé(?:e)?(?:s)? (?:de |d')\d{1,2} ans\b
\b(?:de|d'|,) ?\d{1,2} ans\b
(?:العمر|عمره|عمرها|أعمارهم|أعمارهن) ?(?:بين )?\d{1,2}
""".strip(),
    "contact": r"""
\+ ?\d[\d .()/-]{6,18}\d
\b00 ?\d[\d .()/-]{6,18}\d
\b\d[\d .()/-]{6,18}\d ?\+
\b\d\d[ .-]\d\d[ .-]\d\d[ .-]\d\d\b
\b(?:tel|tél|phone|téléphone|mobile|whatsapp|هاتف)[ .:°no-]{0,8}\d[\d .-]{4,16}\d
[\w.+-]{1,40}@[\w-]{1,40}\.\w{2,10}
""".strip(),
    "address": r"""
\b\d{1,4} (?:\w{1,20} )?(?:\w{1,20} )?(?:street|road|avenue|lane|boulevard|square)\b
\b\d{1,4}(?: bis| ter)?,? (?:rue|avenue|av\.|boulevard|bd|allée|impasse|chemin|ruelle)\b
\b(?:rue|avenue|boulevard|porte|villa|lot|plot|house|maison) (?:no|n°|nº|number|numéro)\.? ?\d
(?:شارع|نهج|زقاق|حي) [^.،\n]{1,30}(?:رقم )?\d
\d{1,4} (?:شارع|نهج|زقاق)
-?\d{1,2}\.\d{3,8} ?°? ?[NS]?[,;]? ?-?\d{1,3}\.\d{3,8}
\d{1,3} ?° ?\d{1,2} ?['′]
""".strip(),
    "case-number": r"""
\b(?:case|docket|complaint|court file) ?(?:file )?(?:no\.?|nr\.?|n°|number|#) ?[\w/.-]{0,20}\d
\b(?:dossier|affaire|procédure|plainte|procès-verbal|rg|pv) (?:n°|nº|no\.?|numéro) ?[\w/.-]{0,20}\d
\b(?:dossier|affaire|procédure) (?:n°|nº|no\.?|numéro) ?[a-z]{1,4} [\w/.-]{0,20}\d
(?:قضية|دعوى|ملف|الملف|محضر|المحضر|القضية|الدعوى) (?:ذات |تحت )?(?:الرقم|رقم) ?[\w/.-]{0,20}\d
""".strip(),
}

ALLOWED = {
    "Organisations": _lines("""
        UN, UNODC, ONUDC, UNISS, MINUSMA, UNICEF, UNHCR, HCR, UNDP, PNUD, IOM, OIM, OCS, PCMS
        CENOZO, TIP, SOM, INTERPOL, Europol, AFRIPOL, ECOWAS, CEDEAO, OECD, OCDE, ICRC, CICR
        United Nations, Nations Unies, European Union, Union européenne, African Union
        Union africaine, World Bank, Banque mondiale, Red Cross, Croix-Rouge, Red Crescent
        Croissant-Rouge, Sahel Programme, Programme Sahel, G5 Sahel, G5
    """),
    "Institutions and documents": _lines("""
        ministry, ministries, department, office, agency, authority, authorities, commission
        committee, council, court, courts, tribunal, chamber, assembly, parliament, senate
        government, state, states, national, nations, united, international, regional, federal
        general, special, supreme, high, central, public, criminal, judicial, legal, penal, security
        defence, interior, justice, law, laws, police, gendarmerie, army, force, forces, guard
        customs, border, borders, prison, prisons, cooperation, platform, programme, program
        project, strategy, plan, report, reports, progress, annual, contribution, integrated
        convention, protocol, treaty, agreement, act, code, procedure, constitution, resolution
        declaration, goals, sustainable, development, unit, cell, centre, center, institute, academy
        school, university, training, bureau, service, services, network, investigative, journalism
        media, union, organization, organisation, association, federation, foundation, group, board
        bar, rights, human, freedom, press, conference, summit, forum, workshop, initiative
        mechanism, fund, bank, drugs, drug, crime, terrorism, corruption, trafficking, persons
        smuggling, migrants, firearms, organized, organised, transnational, republic, kingdom
        islamic, democratic, additional, information, results, contributions, director, minister
        prosecutor, president, secretary, deputy, prevention, branch, money, laundering, promotion
        airport, global, appeal, procurement
        ministère, assemblée, nationale, nationales, nationaux, parlement, sénat, conseil, cour
        chambre, haute, haut, pôle, judiciaire, pénal, pénale, sécurité, défense, intérieur, loi
        plateforme, stratégie, rapport, activité, intégrée, cellule, création, école, université
        république, gouvernement, droits, homme, presse, liberté, centrale, générale, général
        programme des, projet, convention, accord, unies, organisation, police, douanes, armée
        trafic, illicite, stupéfiants, répression, lutte, corruption, appel, magistrature
        garde, office, agence, autorité, direction, service, bureau, institut, académie
    """),
    "Countries, regions, languages": _lines("""
        Africa, African, Afrique, West, East, North, South, Western, Eastern, Northern, Southern
        Middle, Central, Ouest, Est, Nord, Sud, Sahel, Sahelian, Sahélien, Sahélienne, Maghreb
        Europe, European, Asia, America, World
        Algeria, Algérie, Angola, Benin, Bénin, Botswana, Burkina Faso, Burundi, Cabo Verde
        Cap-Vert, Cameroon, Cameroun, Chad, Tchad, Congo, Côte d'Ivoire, Egypt, Égypte, Eritrea
        Ethiopia, Éthiopie, Gabon, Gambia, Gambie, Ghana, Guinea, Guinée, Guinea-Bissau
        Guinée-Bissau, Kenya, Liberia, Libéria, Libya, Libye, Mali, Mauritania, Mauritanie, Morocco
        Maroc, Mozambique, Namibia, Niger, Nigeria, Nigéria, Rwanda, Senegal, Sénégal, Sierra Leone
        Somalia, Somalie, South Africa, Sudan, Soudan, Tanzania, Togo, Tunisia, Tunisie, Uganda
        Zambia, Zimbabwe, Austria, Autriche, Belgium, Belgique, Canada, China, Chine, Denmark
        Danemark, Finland, Finlande, France, Germany, Allemagne, India, Inde, Ireland, Irlande
        Italy, Italie, Japan, Japon, Luxembourg, Monaco, Netherlands, Pays-Bas, Norway, Norvège
        Portugal, Spain, Espagne, Sweden, Suède, Switzerland, Suisse, Turkey, Türkiye, Turquie
        United Kingdom, Royaume-Uni, United States, États-Unis, Saudi Arabia, Arabie saoudite
        Malian, Burkinabe, Burkinabé, Nigerien, Nigerian, Chadian, Mauritanian
        English, French, Arabic, Spanish, Portuguese, Russian
        أبو ظبي, أم درمان
    """),
    "Months and days": _lines("""
        January, February, March, April, May, June, July, August, September, October, November
        December, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
    """),
    "Standards and programs": _lines("""
        Web Content Accessibility Guidelines, WCAG, JavaScript, Chromium, Nu HTML Checker, HTML
        axe, MIT, PDF, CSV, XLSX, JSON, DAC, CAD, SDG, ODD, ISO, IATI
    """),
}
