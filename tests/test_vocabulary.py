"""The vocabulary: data that does not contradict itself, closed sets, patterns that take no count, and what the facts list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml

from infobox_conflict.meaning.model import ClaimantKind, Fate, Kind, Qualifier, ResultKind, Role, ScopeType
from infobox_conflict.meaning.terms import terms_of
from infobox_conflict.vocabulary import Vocabulary, VocabularyError, languages, load

FACTS: Final = Path(__file__).resolve().parents[2] / "shared" / "facts"

CLOSED: Final = {
    "noun": Kind,
    "noun_else": Kind,
    "generic": Kind,
    "fate": Fate,
    "fate_noun": Fate,
    "person_fate": Fate,
    "scope": ScopeType,
    "source": ClaimantKind,
    "qualifier": Qualifier,
    "result": ResultKind,
    "role": Role,
}
UNUSED: Final = {"result": {"other"}, "scope": {"other"}}
"""Values that no word carries: they are for what no word tells."""

FAMILIES: Final = ("combatant", "commander", "units", "strength", "polstrength", "milstrength", "casualties")


@cache
def english() -> Vocabulary:
    return load("en")


def values(sense: str) -> set[Any]:
    return {senses[sense] for senses in english().lexicon.values() if sense in senses}


def tables(language: str) -> Iterator[tuple[str, str, str, list[str]]]:
    """Every value of every sense in a language's files, with its phrases as written."""
    folder = resources.files("infobox_conflict") / "data" / language
    for file in folder.iterdir():
        if file.name in ("parameters.toml", "patterns.toml", "states.toml") or not file.name.endswith(".toml"):
            continue
        for sense, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for value, phrases in table.items():
                if isinstance(phrases, str):
                    yield file.name, sense, value, [one.strip() for line in phrases.splitlines() for one in line.split(",") if one.strip()]
                elif isinstance(phrases, list):
                    yield file.name, sense, value, phrases


# --- the data ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", languages())
def test_a_language_loads_without_contradiction(language: str) -> None:
    vocabulary = load(language)
    assert vocabulary.lexicon
    assert vocabulary.states is not None
    assert vocabulary.templates
    vocabulary.designations.search("")


@pytest.mark.parametrize("language", languages())
def test_files_begin_with_what_they_own(language: str) -> None:
    for file in (resources.files("infobox_conflict") / "data" / language).iterdir():
        assert file.read_text(encoding="utf-8").startswith("# "), file.name


@pytest.mark.parametrize("sense", CLOSED)
def test_values_of_a_closed_set_are_its_members(sense: str) -> None:
    assert values(sense) <= set(get_args(CLOSED[sense]))


@pytest.mark.parametrize("sense", ["noun", "fate", "scope", "source", "qualifier", "result", "role"])
def test_every_member_of_a_closed_set_has_words(sense: str) -> None:
    assert set(get_args(CLOSED[sense])) - values(sense) <= UNUSED.get(sense, set())


@pytest.mark.parametrize("language", languages())
def test_phrases_are_written_plainly(language: str) -> None:
    for file, sense, value, phrases in tables(language):
        assert len(phrases) == len(set(phrases)), (file, sense, value)
        for phrase in phrases:
            where = (file, sense, value, phrase)
            assert phrase == " ".join(phrase.split()) != "", where
            assert not phrase.endswith(","), where
            if file in ("grammar.toml", "ranks.toml"):
                assert phrase == phrase.lower(), where


def test_phrases_that_keep_their_capitals_are_one_word() -> None:
    kept = [phrase for phrase in english().lexicon if phrase != phrase.casefold()]
    assert {"US", "IS", "Song", "WHO"} <= set(kept)
    assert not [phrase for phrase in kept if " " in phrase]


@pytest.mark.parametrize("word", ["us", "is", "song", "who", "rus", "creek", "union", "ap"])
def test_plain_words_are_no_names(word: str) -> None:
    assert not {"people", "state", "source"} & english().senses(word).keys()


def test_months_and_seasons_are_whole() -> None:
    assert values("month") == set(range(1, 13))
    assert values("season") == set(range(21, 25))
    assert all(count > 0 for sense in ("number", "multiplier", "vague") for count in values(sense))


def test_phrases_of_several_words_are_announced() -> None:
    for phrase in english().lexicon:
        words = phrase.split()
        if len(words) > 1 and phrase.replace(" ", "").isalpha():
            assert english().first_words[words[0]] >= len(words)
            assert words[1] in english().second_words[words[0]]


@pytest.mark.parametrize(
    "phrase", ["at least", "n/a", "and/or", "lt.-col.", "maj.-gen.", "prisoners of war", "ships of the line", "kapitän zur see", "u.s."]
)
def test_phrases_are_found_in_text(phrase: str) -> None:
    terms = terms_of(phrase, 0, len(phrase), english())
    assert [(term.low, bool(term.senses)) for term in terms] == [(phrase, True)]


def test_a_contradiction_is_refused() -> None:
    with pytest.raises(VocabularyError, match="both 'killed' and 'wounded'"):
        Vocabulary("xx", {"grammar": {"fate": {"killed": ["hurt"], "wounded": ["hurt"]}}})
    twice = Vocabulary("xx", {"states": {"state": "Aland | AX | |\nBland | AX | |"}})
    with pytest.raises(VocabularyError, match="the code 'AX'"):
        twice.state("AX")


# --- the reading guide ------------------------------------------------------------------------------------------

# Sense, value, words: readings that the guide names (2.1 to 2.4, 3, 4, 6, 7).
GUIDE: Final = """
bound | approximate | ~; c.; about; approximately; estimated; some; nearly
bound | at_least | at least; minimum; no fewer than
bound | more_than | over; more than
bound | at_most | up to; no more than; max.; as many as
bound | fewer_than | fewer than; less than
bound_after | at_least | +; or more
multiplier | 1000000 | million
multiplier | 1000 | k; thousand
vague | 24 | dozens
vague | 200 | hundreds
vague | 2000 | thousands
vague | 20000 | tens of thousands
vague | 2000000 | millions
vague | 3 | several
vague | 36 | several dozen
vague | 300 | several hundred; a few hundred
vague | 3000 | several thousand
none | none | none; no; nil
unknown | unknown | unknown; unspecified; not known; ?; n/a; unknown number of; equal to the enemy's
qualitative | light | light; minimal; few
qualitative | heavy | heavy; many; severe; entire garrison
fate | killed | killed; dead; died; executed; drowned
fate | wounded | wounded; injured
fate | missing | missing
fate | captured | captured; arrested; detained; hostages taken
fate | surrendered | surrendered
fate | deserted | deserted; defected; fled
fate | displaced | displaced; evacuated
fate | sick | sick; frostbite; invalided
fate | destroyed | destroyed; sunk; shot down; downed; scuttled; burnt
fate | damaged | damaged; disabled; grounded; crippled; derailed; run aground
fate | lost | lost; abandoned
fate | other | interned; expelled; kidnapped
fate | casualties | casualties; losses
fate_noun | captured | prisoners
fate_noun | displaced | refugees
noun | personnel | soldiers; men; fighters; policemen; crew; militants; servicemen; legionaries; merchant seamen
noun | civilian | civilians; non-combatants; journalists; medical workers; aid workers; hostages; refugees
noun | ship | ships; vessels; destroyers; ships of the line; triremes; U-boats
noun | aircraft | aeroplanes; helicopters; drones; gliders; airships; UAVs
noun | vehicle | tanks; vehicles; trains; wagons; assault guns; self-propelled guns; chariots
noun | artillery | guns; howitzers; mortars; rocket launchers; air defense systems
noun | weapon | missiles; ammunition; standards; rifles
noun | unit | armies; divisions; brigades; battalions; squadrons; batteries; legions
noun | animal | horses; elephants; dogs
noun | site | buildings; bases; villages; radar station; command post
claim | before | per; according to
claim | after | claim; sources; estimate; accounts; statement; records
source | method | modern estimates; low estimate; independent; official
source | chronicle | Herodotus; Caesar
source | government | government
scope | time | first day; initially
scope | arm | naval; units; manpower; materiel; luftwaffe; navy
scope | phase | in reserve
scope | statistic | peak; average
part | part | including
part | partitive | of whom
total | total | total
role | support | supported by
role | co-belligerent | co-belligerent
result | victory | victory
result | inconclusive | inconclusive; both sides failed
result | ongoing | ongoing
qualifier | decisive | decisive
qualifier | pyrrhic | pyrrhic
qualifier | tactical | tactical
qualifier | strategic | strategic
qualifier | partial | partial
qualifier | marginal | marginal
person_fate | killed | KIA; †; PKIA; executed; DOW
person_fate | captured | POW
person_fate | wounded | WIA
person_fate | surrendered | Surrendered
person_fate | other | Natural Causes
no_entry | none | see list; and others; unknown
"""


@pytest.mark.parametrize("row", GUIDE.strip().splitlines())
def test_the_guides_words_have_its_readings(row: str) -> None:
    sense, value, words = (part.strip() for part in row.split("|"))
    for word in words.split("; "):
        # Of a noun of several words the last one tells.
        senses = terms_of(word, 0, len(word), english())[-1].senses if sense == "noun" else english().senses(word)
        assert str(senses.get(sense)) == value, word


@pytest.mark.parametrize("title", ["King", "Sir", "Ras", "Prince", "Lord", "Sultan", "Pasha", "Khan", "Emperor", "Count", "Duke", "Chief"])
def test_titles_of_birth_or_honour_are_no_ranks(title: str) -> None:
    assert "rank" not in english().senses(title)


@pytest.mark.parametrize(
    "rank", ["Gen.", "Lt. Gen.", "Lt-Gen.", "Vizeadmiral", "Generaloberst", "Field Marshal", "Captain", "Brig.", "Col.", "Rear Admiral",
             "Kapitän zur See", "Major-General", "Oberstleutnant", "Wing Commander", "Général de division"]
)  # fmt: skip
def test_ranks_are_read_before_a_name(rank: str) -> None:
    text = f"{rank} Smith"
    *ranks, name = terms_of(text, 0, len(text), english())
    assert name.low == "smith"
    assert ranks
    assert all("rank" in term.senses for term in ranks)


@pytest.mark.parametrize(
    ("single", "plural"),
    [("soldier", "soldiers"), ("army", "armies"), ("serviceman", "servicemen"), ("jeep", "jeeps"), ("convoy", "convoys"),
     ("ship of the line", "ships of the line"), ("man-at-arms", "men-at-arms"), ("church", "churches"), ("torpedo", "torpedoes"),
     ("child", "children"), ("ox", "oxen"), ("cuirass", "cuirasses"), ("turma", "turmae"), ("T-72", "T-72s"),
     ("tank destroyer", "tank destroyers")],
)  # fmt: skip
def test_plurals(single: str, plural: str) -> None:
    assert english().is_plural(plural)
    assert not english().is_plural(single)


@pytest.mark.parametrize("mass", ["troops", "aircraft", "MLRS", "infantry", "corps", "personnel", "artillery"])
def test_nouns_that_are_taken_as_they_stand_are_plural(mass: str) -> None:
    assert english().is_plural(mass)


@pytest.mark.parametrize("noun", ["servicewoman", "force", "troop"])
def test_nouns_without_a_plural_of_their_kind(noun: str) -> None:
    assert not english().is_plural(noun)


def test_generic_nouns_are_few_and_tanks_are_none() -> None:
    assert english().generic("soldiers", "personnel")
    assert english().generic("Ships", "ship")
    assert not english().generic("tanks", "vehicle")
    assert not english().generic("guns", "artillery")
    assert not english().generic("civilians", "personnel")
    for word in english().words("generic"):
        assert terms_of(word, 0, len(word), english())[-1].senses.get("noun") == english().senses(word)["generic"], word


# --- model names ------------------------------------------------------------------------------------------------

# Names by kind; each pattern of the data must match one of them.
MODELS: Final = {
    "vehicle": """
        T-72; T-72s; T-34; T-34/85; T-72B3; T34; T-90M; BTR-80; BMP-2s; BRDM-2; KV-1; IS-2; GAZ-66; SU-85; PT-76; 2S19; 2S1; 7TP;
        Pz. III; Panzer IV; Pz.Kpfw. III; Panzer IIIs; Panzer 38(t); 38(t)s; StuG III; StuH 42; Marder II; Tiger II; Sd.Kfz. 251;
        SdKfz 251/1; Leopard 2; Leopard 2A4; PzH 2000; M113; M48s; M60A3; M1A1; M4 Shermans; M3 Lee; M1 Abrams; M4A3 Sherman; LVT-4;
        AAV-7; FV432; AS-90; Challenger 2; Matilda II; Merkava IV; Merkava Mk.4; CV-33; CV90; Strv 103; M13/40; M11/39; L6/40; L3/35;
        R-35; H39; S-35; FT-17; Type 97; Type 59; M-84; Toldi I; TACAM R-2
    """,
    "aircraft": """
        MiG-21; MiG-21s; Su-25; Su-25s; Mi-24; Mi-8MT; Ka-52; An-26; Il-2; La-5; Pe-2; Yak-9; Tu-22M3; Ki-43; MQ-9; RQ-1; AC-130; OV-10;
        I-16; I-153; SB-2; TB-3; DB-3; UH-1; AH-64; CH-47s; F-4E; F-16; F-15s; F/A-18; A-10; E-3; V-22; B-17; B-25s; C-130; P-51; P-51s;
        P-40; L-39; J-10; G-91; F4F; F6F-3; TBF-1; PBY-5A; A6M; A6M2; B5N; D3A1; G4M; Bf 109; Bf 109s; Bf109; Fw 190; Ju 87; Ju 88A;
        Hs 129; Ar 234; CR 42; SM 79; NH90; He 111; He 111s; Me 262; Me 110; Do 17; Do 217; Go 242; SM.79; S.M. 79; MC.202; D.520;
        LeO 451; Nieuport 17; Potez 63; Fiat CR.42; Mirage III; Mirage 2000; Bayraktar TB2; TB2s; TB-2; Shahed 136; Shahed-136;
        Hermes 450; S.E.5a; Bo 105; B.E.2; Re.2000; SA 341
    """,
    "artillery": """
        BM-21; BM-30; BM-21s; RM-70; TOS-1; TOS-1A; D-30; D-20; D-1; M-46; M-30; ML-20; BS-3; KS-19; MT-12; ZiS-3; ZIS-2; ZSU-23-4;
        ZU-23-2; ZPU-4; S-300; S-300PS; S-400; S-75; 52-K; 2S6; 2A36; 2B9; 9K33; 9P140; Buk-M1; BUK-M2; Tor-M1; Strela-10; Pantsir-S1;
        OTR-21; FROG-7; SA-2; SA-13; M777; M270; M198; FH-70; L118; LAR-160; MIM-23; HQ-9; FlaK 36; Pak 40; 88mm guns; 155 mm howitzers;
        7.5 cm Pak; 3-inch guns; 25-pounders; 6-pounder guns; 75 mm field gun; 105mm light howitzers
    """,
    "weapon": """
        AK-47; AK-47s; RPG-7; SPG-9; M16; M16A1; M240; AGM-114; FGM-148; BGM-71; Kh-101; 9M133; AT-3; AT-14; SA-7; SA-18; SS-21; R-17;
        V-1; V-2s; MG 42; MG34; MG 151/20; Fateh-110
    """,
    "ship": """
        U-47; U-505; UB-40; UC-5; PT-109; LST-325; MTB-102; Ro-33; RO-61; Type VIIC; Type VIIC/41; Type IX
    """,
}

# Text in which no model stands, and whose count must not go into one.
TRAPS: Final = """
    Hill 303; Task Force 58; 7th Army; 57th Army; Army Group B; 24 hours; Company C 5 killed; He 5 men; Do 20 men; Me 5; Ca. 300 men;
    Ca.300; C. 200; C.200 men; c.200; c. 230; 5-10; 5–10 killed; D-Day; H-hour; D+5; T-shirt; Route 66; World War II; World War 2;
    Resolution 242; No. 10 Squadron; Mark 5; Highway 1; Battle 3; Battery C, 371st Field Artillery; 1,500 servicemen; 14 tanks; 5 guns;
    2 aircraft; 88 men; 88 mm; 20 mm of rain; 10 km; 3 inch; 25 pounders; 12 guns; 2 howitzers; As of 2016; In 1944; May 5; March 1918;
    Of 300; 1943; 2nd; 3rd; I Corps; II Corps; IX Corps; XXX Corps; Type A; Class B; Area 51; Camp 14; Stalag 17; Apollo 11; G-20; I-95;
    A-team; B-team; X-ray; U-boats; U-boat; E-boats; S-boats; Q-ships; V-E Day; St. 5; Unit 731; A 5; B 17 men; C 3; F 16; P 51; M 4;
    T 34 men; S 300; 10 Su; Germany 5; The 300; Nazi Germany 20; Total 1,200; About 40; At least 38; Nearly 500; Lost 12; Su 25; Ju;
    Mi 24 000; La 5 men; Po 2; Be 12; 300 Spartans; 4th Guards; 5 T; 18-year; 30-06
"""


def model_at(text: str, at: int = 0) -> re.Match[str] | None:
    """A model name at a place in a text, as the terms ask for one."""
    spaced = english().spaced_designations.get(text[at])
    return (spaced.match(text, at) if spaced is not None else None) or english().designations.match(text, at)


def examples() -> list[tuple[str, str]]:
    return [(kind, name.strip()) for kind, names in MODELS.items() for name in names.split(";")]


def patterns() -> dict[str, list[str]]:
    folder = resources.files("infobox_conflict") / "data" / "en" / "patterns.toml"
    kinds: dict[str, list[str]] = tomllib.loads(folder.read_text(encoding="utf-8"))["designation"]
    return kinds


def test_model_names_are_found_whole() -> None:
    for kind, name in examples():
        match = model_at(name)
        assert match is not None, name
        assert (match[0], match.lastgroup) == (name, kind)


def test_every_pattern_has_an_example_and_no_group_of_its_own() -> None:
    for kind, mine in patterns().items():
        assert kind in get_args(Kind)
        for pattern in mine:
            compiled = re.compile(f"{pattern}s?(?![\\w-])")
            assert compiled.groups == 0, pattern
            assert any(compiled.fullmatch(name) for _, name in examples()), pattern


def test_plain_words_and_counts_are_no_model_names() -> None:
    for text in map(str.strip, TRAPS.split(";")):
        assert not [term for term in terms_of(text, 0, len(text), english()) if term.kind == "model"], text


@pytest.mark.parametrize(
    ("text", "count", "name"),
    [("14 T-72s", 14, "t-72s"), ("5 2S1", 5, "2s1"), ("3 P-51s", 3, "p-51s"), ("20 He 111 bombers", 20, "he 111"),
     ("12 Bf 109s", 12, "bf 109s"), ("40 T-34/85 tanks", 40, "t-34/85"), ("4 88mm guns", 4, "88mm guns"),
     ("10 M4 Shermans", 10, "m4 shermans"), ("2 S-300", 2, "s-300")],
)  # fmt: skip
def test_a_count_stays_outside_the_model_name(text: str, count: int, name: str) -> None:
    terms = terms_of(text, 0, len(text), english())
    assert [(terms[0].kind, terms[0].value), (terms[1].kind, terms[1].low)] == [("number", count), ("model", name)]


# --- parameters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", FAMILIES)
def test_every_parameter_of_a_side_is_known(family: str) -> None:
    for number in range(1, 7):
        for row in ("", "a", "d"):
            assert english().parameter(f"{family}{number}{row}") == (f"{family}{number}{row}", family, number, row)
        assert english().tells_conflict(f"{family}{number}") is (family != "units")


def test_sibling_templates_have_our_names() -> None:
    meant = {
        ("side1", "Infobox civil conflict"): "combatant1",
        ("side2b", "Infobox civil conflict"): "combatant2b",
        ("leadfigures2", "infobox Civil Conflict"): "commander2",
        ("howmany3", "Infobox civil conflict"): "strength3",
        ("title", "Infobox civil conflict"): "conflict",
        ("perps", "Infobox terrorist attack"): "combatant1",
        ("location", "Infobox civilian attack"): "place",
        ("outcome", "Infobox military operation"): "result",
        ("casualties", "Infobox operational plan"): "casualties3",
        ("location", None): "place",
        ("battle_name", "Warbox"): "conflict",
    }
    for (name, template), canonical in meant.items():
        parameter = english().parameter(name, template)
        assert parameter is not None, name
        assert parameter.canonical == canonical
    assert english().parameter("perps") is None
    assert english().parameter("combatant1", "Infobox person") is None
    fixed = english().parameter("numparts", "Infobox civilian attack")
    assert fixed == ("strength1", "strength", 1, "")


@pytest.mark.parametrize(
    "name", ["image", "date", "place", "title", "caption", "result", "notes", "location", "nonsense", "coordinates", ""]
)
def test_general_parameters_tell_nothing(name: str) -> None:
    assert not english().tells_conflict(name)


def test_what_tells_is_a_parameter() -> None:
    folder = resources.files("infobox_conflict") / "data" / "en" / "parameters.toml"
    for template, table in tomllib.loads(folder.read_text(encoding="utf-8")).items():
        assert set(table["telling"]) <= set(table["names"]), template
        aliases = [alias for canonical, others in table["names"].items() for alias in (canonical, *others)]
        assert len(aliases) == len(set(aliases)), template
        assert any(english().tells_conflict(name.replace("N", "1"), template) for name in table["telling"])


def test_templates_and_redirects_are_found_however_written() -> None:
    assert len({name.casefold() for name in english().templates}) >= 18
    for name, template in english().templates.items():
        assert english().template(name) == english().template(name.swapcase().replace(" ", "_")) == template
    assert english().template("Campaignbox") is None


# --- states -----------------------------------------------------------------------------------------------------

# ISO 3166-1: every alpha-2 code with its alpha-3 code.
ISO: Final = """
    AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH BB BRB BD BGD
    BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT BW BWA BY BLR BZ BLZ CA CAN
    CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU
    DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB
    GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG
    HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN
    KE KEN KG KGZ KH KHM KI KIR KM COM KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU
    LU LUX LV LVA LY LBY MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR
    MT MLT MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU NZ NZL
    OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT RE REU RO ROU RS SRB
    RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR SN SEN SO SOM SR SUR SS SSD ST STP
    SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN
    TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF
    ZM ZMB ZW ZWE
"""


def test_codes_of_iso_stand_for_one_state() -> None:
    codes = ISO.split()
    assert len(codes) == 2 * 249
    for two, three in zip(codes[::2], codes[1::2], strict=True):
        name = english().state(two)
        assert name in english().states, two
        assert english().state(three) == name, three
        assert english().state(two.lower()) == two.lower()


@pytest.mark.parametrize(
    ("code", "name"),
    [("CSA", "Confederate States of America"), ("LUX", "Luxembourg"), ("UK", "United Kingdom"), ("GER", "Germany"), ("DEU", "Germany"),
     ("URS", "Soviet Union"), ("USSR", "Soviet Union"), ("SUN", "Soviet Union"), ("ROC", "Republic of China"), ("NED", "Netherlands"),
     ("PRC", "People's Republic of China"), ("SUI", "Switzerland"), ("GDR", "East Germany"), ("FRG", "West Germany"), ("YUG", "Yugoslavia"),
     ("GB-ENG", "England"), ("XK", "Kosovo"), ("UN", "United Nations"), ("EU", "European Union"), ("RSA", "South Africa"),
     ("TCH", "Czechoslovakia"), ("Nazi Germany", "Nazi Germany"), ("Kingdom of Hungary (1920–46)", "Kingdom of Hungary (1920–46)")],
)  # fmt: skip
def test_codes_of_flag_templates_are_written_out(code: str, name: str) -> None:
    assert english().state(code) == name


@pytest.mark.parametrize(
    ("word", "state"),
    [("Athenians", "Athens"), ("Plataeans", "Plataea"), ("Romans", "Rome"), ("Carthaginian", "Carthage"), ("Gauls", "Gauls"),
     ("Goths", "Goths"), ("Mongols", "Mongol Empire"), ("Ottoman", "Ottoman Empire"), ("Prussians", "Prussia"),
     ("Confederates", "Confederate States of America"), ("Union", "United States"), ("US", "United States"),
     ("U.S.", "United States"), ("British", "United Kingdom"), ("Poles", "Poland"),
     ("Soviet", "Soviet Union"), ("Allied", "Allies"), ("Turkey", "Turkey"), ("Nazi Germany", "Germany"), ("Republic of China", "China")],
)  # fmt: skip
def test_peoples_and_other_names_lead_to_their_state(word: str, state: str) -> None:
    senses = english().senses(word)
    assert (senses.get("people") or senses.get("state")) == state


def test_states_and_coalitions_are_sound() -> None:
    states = english().states
    assert len(states) > 500
    folder = resources.files("infobox_conflict") / "data" / "en" / "states.toml"
    data = tomllib.loads(folder.read_text(encoding="utf-8"))
    for name, state in states.items():
        assert english().senses(name).get("state") == name
        assert all(code == code.strip() and code.upper() == code for code in state.codes), name
        for word in (*state.people, *state.aliases):
            assert word == " ".join(word.split()), (name, word)
    assert len(states) == len([line for line in data["state"].splitlines() if line.strip() and not line.startswith("#")])
    for coalition in data["coalition"]:
        assert coalition in states
        assert english().members(coalition) <= states.keys(), english().members(coalition) - states.keys()
    assert "Germany" in english().members("Axis")
    assert not english().members("Axis") & english().members("Allied")


# --- the facts --------------------------------------------------------------------------------------------------

# Words of the facts that the vocabulary leaves out, each with its reason.
LEFT_OUT: Final = {
    "accident(s)": "a cause, no fate",
    "friendly fire": "a cause, no fate",
    "losses unknown": "two words with a sense each",
    "total casualties": "a total and a fate",
    "m": "after a number it is metres",
    "gross": "measures tonnage",
    "score": "too rare to tell from points",
    "surrender": "`until the surrender` dates a command; the template name is Slovene's",
    "bombers": "aircraft; people only beside militants",
    "fighters": "people (guide 2.2); `noun_else` tells when they are aircraft",
}


def facts(name: str) -> Any:
    path = FACTS / name
    if not path.is_file():
        pytest.skip(f"the facts that this library was built from are not beside the repository: {path}")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def left_out(word: str) -> bool:
    return word in LEFT_OUT


def test_fates_of_the_facts_are_known() -> None:
    known = english().senses
    for row in facts("vocabulary_en.yaml")["fates"]:
        for written in row["words"]:
            if not left_out(written):
                word = written.replace("(s)", "s")
                assert {"fate", "fate_noun"} & known(word).keys(), (row["canonical"], written)


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("people", {"personnel", "civilian"}),
        ("equipment", {"ship", "aircraft", "vehicle", "artillery", "weapon", "animal"}),
        ("formations", {"unit"}),
    ],
)
def test_nouns_of_the_facts_are_known(group: str, kinds: set[str]) -> None:
    for noun in facts("vocabulary_en.yaml")["unit_nouns"][group]:
        if not left_out(noun):
            heads = [term.senses.get("noun") for term in terms_of(noun, 0, len(noun), english())]
            assert heads[-1] in kinds, noun


def test_claimants_of_the_facts_are_known() -> None:
    for word in facts("vocabulary_en.yaml")["claimant_words"]:
        if not word.startswith("<"):
            assert "source" in english().senses(word), word


def test_multipliers_of_the_facts_are_known() -> None:
    for words, size in facts("vocabulary_en.yaml")["multipliers"].items():
        for word in words.split(", ") if not words.startswith("_") else ():
            for one in word.split(","):
                senses = english().senses(one)
                assert left_out(one) or senses.get("multiplier") == size or senses.get("vague") == 2 * size, one


def test_fate_templates_of_the_facts_are_known() -> None:
    for row in facts("inline_templates.yaml")["templates"]:
        for name in row["names"] if row["class"] == "fate" else ():
            senses = english().senses(name)
            assert left_out(name.casefold()) or "person_fate" in senses or "fate" in senses, name


def test_parameters_of_the_facts_are_known() -> None:
    data = facts("parameters_en.yaml")
    for row in data["parameters"]:
        for name in _spelt_out(row["name"]):
            assert english().parameter(name) is not None, name
    for template, sibling in data["sibling_templates"].items():
        for written in sibling["map"] if template.startswith("Infobox") else ():
            for name in _spelt_out(written):
                assert english().parameter(name, template) is not None, (template, name)


def test_redirects_of_the_facts_are_known() -> None:
    data = facts("parameters_en.yaml")
    named = data["redirects_and_aliases"]
    written = [*named["data_backed"], *named["own_knowledge_accept_case_insensitively"]]
    for name in written:
        if not name.startswith("Campaignbox"):
            assert english().template(name) == "Infobox military conflict", name
    for template, sibling in data["sibling_templates"].items():
        for name in sibling["redirects"] if template.startswith("Infobox") else ():
            assert english().template(name) == template, name


def _spelt_out(written: str) -> Iterator[str]:
    """The parameters that a row of the facts names: `combatantNa..d`, `perp / perps`, `time*`."""
    for name in written.split(" / "):
        stem = name.removesuffix("a..d").rstrip("*")
        for row in ("a", "b", "c", "d") if name.endswith("a..d") else ("",):
            yield (stem[:-1] + "1" if stem.endswith("N") else stem) + row
