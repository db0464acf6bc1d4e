"""What the gate knows of the three languages: little words, numbers, what is counted."""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that begin a sentence, or join others, and are no part of a name.
LITTLE = _set(
    """
    a an the this that these those some all each every any no not in on at of for from to with
    without by as after before since until during while when where if and or but nor so it its
    he she they we you i his her their our your who which what how there here then also only
    more most following two three four five six seven eight nine ten many several both between
    among under over about against within according because although however moreover today
    now new near despite through thanks outside inside contact call first second third other
    such is are was were be has have had le la les l un une des du de d au aux en dans sur
    sous par pour avec sans apres avant depuis pendant lors si et ou mais donc or ni car il
    elle ils elles on nous vous je ce cet cette ces son sa ses leur leurs notre nos votre qui
    que quoi dont a ainsi afin environ plus tous toutes chaque aucun aucune deux trois quatre
    cinq sept huit neuf dix plusieurs entre parmi selon suite grace aujourd hui toutefois
    cependant enfin ensuite puis alors comme quand lorsque est sont c qu n s m t j y
    """
)
# Words in small letters that stand inside names.
PARTICLES = _set("al el ag ould wuld mint bin ben ibn bint van von dos")
ARABIC_BETWEEN = _set("بن ابن بنت ابنه ولد اغ منت")  # Name بن Name
ARABIC_BEFORE = _set("عبد ابو ابي ابا ام")  # أبو Name
ARABIC_LITTLE = _set(
    """
    في من الى على عن مع ان او ثم قد لا ما لم لن هو هي هم التي الذي الذين بعد قبل منذ عند بين
    كل هذا هذه ذلك تلك عام سنه حيث كما اذا لدى ضد حتي الي علي دون خلال نحو
    """
)
# One person, where the place is small enough.
PERSONS = _set(
    """
    woman man mother father widow widower wife husband brother sister daughter villager
    femme homme mere pere veuve veuf epouse mari frere soeur fils villageois villageoise امراه
    المراه رجل رجلا ارمله زوجه زوجته زوجها شقيقه والده والدته
    """
)
BEFORE_PLACES = _set(
    """
    in at near from of to outside around into through a à dans de d depuis vers pres chez
    """
)

_NUMBERS = """
2 two deux اثنان اثنين اثنتان اثنتين
3 three trois ثلاثه ثلاث
4 four quatre اربعه اربع
5 five cinq خمسه خمس
6 six سته ست
7 seven sept سبعه سبع
8 eight huit ثمانيه ثماني ثمان
9 nine neuf تسعه تسع
10 ten dix عشره عشر
11 eleven onze
12 twelve douze
13 thirteen treize
14 fourteen quatorze
15 fifteen quinze
16 sixteen seize
17 seventeen
18 eighteen
19 nineteen
20 twenty vingt عشرون عشرين
30 thirty trente ثلاثون ثلاثين
40 forty quarante اربعون اربعين
50 fifty cinquante خمسون خمسين
60 sixty soixante ستون ستين
70 seventy سبعون سبعين
80 eighty ثمانون ثمانين
90 ninety تسعون تسعين
100 hundred hundreds cent cents مئه مائه مئات
1000 thousand thousands mille millier milliers الف الاف
1000000 million millions مليون ملايين
"""
NUMBERS = {
    word: int(line.split()[0])
    for line in _NUMBERS.strip().splitlines()
    for word in line.split()[1:]
}
DIGITS = re.compile(
    r"(?<![\w.,/:+-])\d{1,3}(?:[ ,.]\d{3})+(?!\d)|(?<![\w.,/:+-])\d+(?![\w/:]|[.,-]\d)"
)
# What follows a number and is no count of people who could be found by it: things, time, money,
# places, and professionals who are named by their office, as those who were trained.
COUNTED_THINGS = _set(
    """
    percent per pour المائه المئه second seconds minute* hour* day days week* month* year*
    decade* time times jour jours semaine* mois an ans annee* heure heures fois يوم يوما يومين
    ايام اسبوع اسبوعا اسابيع شهر شهرا اشهر سنه سنوات عام عاما اعوام ساعه ساعات مره مرات دقيقه
    دقائق january february march april may june july august september october november
    december janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
    decembre يناير فبراير مارس ابريل مايو يونيه يونيو يوليه يوليو اغسطس سبتمبر اكتوبر نوفمبر
    ديسمبر كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين km kilomet* meter* metre*
    mile miles كيلومتر* متر مترا امتار kilo kilos kg gram* ton tons tonne tonnes طن طنا اطنان
    كيلوغرام* dollar* euro euros franc francs cfa usd دولار* يورو فرنك* country countries
    states region* district* pays etats دوله دول بلد بلدا بلدان منطقه مناطق activit* workshop*
    training* course courses session* meeting* mission missions seminar* atelier* formation*
    reunion* seance* stage stages نشاط نشاطا انشطه دوره دورات حلقه حلقات اجتماع* law laws
    article* chapter* page pages report reports loi lois chapitre* rapport rapports قانون*
    قوانين ماده مواد صفحه صفحات تقرير تقارير firearm* weapon* arms arme armes gun guns
    vehicle* motorcycle* computer* radio radios server* laptop* kit kits vehicule* moto motos
    ordinateur* serveur* سلاح سلاحا اسلحه مركبه مركبات سياره سيارات حاسوب* جهاز جهازا اجهزه
    خادم خادما خوادم post posts court courts unit units office offices prison prisons centre*
    center* station* poste postes cour cours tribunal tribunaux unite unites bureau bureaux
    point points مركز مركزا مراكز مكتب مكتبا مكاتب محكمه محاكم وحده وحدات سجن سجنا سجون نقطه
    نقاط judge* magistrate* prosecutor* lawyer* official* expert* trainer* trainee*
    participant* legislator* instructor* juge juges magistrat* procureur* avocat*
    fonctionnaire* formateur* legislateur* قاض قاضي قاضيا قضاه مدع مدعي مدعيا مدعين محام محامي
    محاميا محامين خبير* خبراء مشارك* موظف* مدرب* village* hamlet* hameau* قريه قري language*
    langue langues لغه لغات step steps etape* question* recommendation* recommandation*
    """
)
