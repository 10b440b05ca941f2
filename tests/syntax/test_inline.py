"""Templates inside values, class by class, as a reader of the page sees them; rows are as in `test_markup.py`."""

from __future__ import annotations

from typing import Final

import pytest

import infobox_conflict as ic
from infobox_conflict.vocabulary import load
from tests.syntax.told import Cases, value

FATES: Final[Cases] = [
    ("[[A]] {{KIA}}", "A ", "link 0:1 A", "fate 2:2 KIA"),
    ("[[A]]{{kia}}", "A", "link 0:1 A", "fate 1:1 kia"),
    ("A {{Killed in action}}", "A ", "fate 2:2 Killed in action"),
    ("A{{POW}}<br>B{{WIA}}", "A\nB", "fate 1:1 POW", "fate 3:3 WIA"),
    ("A {{DOW}}, B {{MIA}}", "A , B ", "fate 2:2 DOW", "fate 6:6 MIA"),
    ("A {{Executed}}", "A ", "fate 2:2 Executed"),
    ("A {{Natural Causes}}", "A ", "fate 2:2 Natural Causes"),
    ("A {{dagger}}", "A ", "fate 2:2 dagger"),
    ("A {{†}}", "A ", "fate 2:2 †"),
    ("A {{Surrendered|link=x}}", "A ", "fate 2:2 Surrendered"),
    ("{{KIA|alt=yes}}", "", "fate 0:0 KIA"),
    ("{{KIA}} {{KIA2}}", " ", "fate 0:0 KIA", "fate 1:1 KIA2"),
    ("{{small|(a)}} {{KIA}}", "(a) ", "fate 4:4 KIA"),
    ("A †", "A †"),
]

NOTES: Final[Cases] = [
    ("a{{sfn|Roe|1900|p=5}}", "a", "reference 1:1 text=sfn|Roe|1900|p=5"),
    ("{{sfnm|1a1=Roe|1p=5}}", "", "reference 0:0 text=sfnm|1a1=Roe|1p=5"),
    ("a{{harvnb|Roe|1900}}", "a", "reference 1:1 text=harvnb|Roe|1900"),
    ("a{{rp|5}}", "a", "reference 1:1 text=rp|5"),
    ("a{{r|n|m}}", "a", "reference 1:1 text=r|n|m"),
    ("a{{cite web|url=x|title=y}}", "a", "reference 1:1 text=cite web|url=x|title=y"),
    ("a{{ISBN|1}}", "a", "reference 1:1 text=ISBN|1"),
    ("a{{efn|b}}", "a", "footnote 1:1 text=b"),
    ("a{{efn|name=n|b}}", "a", "footnote 1:1 name=n text=b"),
    ("a{{efn|name=n}}", "a", "footnote 1:1 name=n"),
    ("a{{efn|group=g|1=b [[C]]}}", "a", "footnote 1:1 group=g text=b [[C]]"),
    ("a{{efn|text=b}}", "a", "footnote 1:1 text=b"),
    ("a{{efn-ua|b}}", "a", "footnote 1:1 text=b"),
    ("{{efn|a{{efn|b}}}}", "", "footnote 0:0 text=a{{efn|b}}"),
    ('a{{refn|group=g|name="n"|b}}', "a", "footnote 1:1 name=n group=g text=b"),
    ("a{{#tag:ref|b|name=n|group=g}}", "a", "footnote 1:1 name=n group=g text=b"),
    ('a{{#tag:ref|b|name="n"}}', "a", "footnote 1:1 name=n text=b"),
    ("a{{cref|a}}", "a", "footnote 1:1 text=a"),
    ("{{note|a}}b", "b", "footnote 0:0 text=a"),
    ("a{{citation needed|date=May 2020}}", "a", "maintenance 1:1 text=citation needed"),
    ("a{{Citation_needed}}", "a", "maintenance 1:1 text=Citation_needed"),
    ("a{{cn}}{{dubious}}", "a", "maintenance 1:1 text=cn", "maintenance 1:1 text=dubious"),
    ("a{{page needed|date=x}}{{cn|date=y}}", "a", "maintenance 1:1 text=page needed", "maintenance 1:1 text=cn"),
    ("a{{clarify span|b}}", "ab"),
]

FLAGS: Final[Cases] = [
    ("{{flag|A}}", "A", "flag 0:1 A", "link 0:1 A"),
    ("{{flag|A|1912}}", "A", "flag 0:1 A (1912)", "link 0:1 A"),
    ("{{flag|A|variant=naval}}", "A", "flag 0:1 A (naval)", "link 0:1 A"),
    ("{{flag|A|name=B}}", "B", "flag 0:1 A", "link 0:1 A"),
    ("{{flag|AZE}}", "AZE", "flag 0:3 AZE", "link 0:3 Azerbaijan"),
    ("{{Flag|A<!-- x -->}}", "A", "flag 0:1 A", "link 0:1 A"),
    ("{{flagu|A}}", "A", "flag 0:1 A", "link 0:1 A"),
    ("{{flagg|uxx|A}}", "A", "flag 0:1 A", "link 0:1 A"),
    ("{{flagg|uxx|A|1912}}", "A", "flag 0:1 A (1912)", "link 0:1 A"),
    ("{{flagicon|A}} b", " b", "flag 0:0 A"),
    ("{{flagicon|A|1912}} b", " b", "flag 0:0 A (1912)"),
    ("{{flag icon|A|size=20px}}", "", "flag 0:0 A"),
    ("{{flagicon|A|variant=naval}}", "", "flag 0:0 A (naval)"),
    ("{{flagdeco|A}}", "", "flag 0:0 A"),
    ("{{flagicon|A}} {{flagicon|B}} c", "  c", "flag 0:0 A", "flag 1:1 B"),
    ("{{flagicon|}}", "", "flag 0:0"),
    ("{{flagcountry|A}}", "A", "flag 0:1 A", "link 0:1 A"),
    ("{{flagcountry|USA}}", "United States", "flag 0:13 USA", "link 0:13 United States"),
    ("{{flagcountry|USA|1912|name=b}}", "b", "flag 0:1 USA (1912)", "link 0:1 United States"),
    ("{{flagicon image|Flag of A.svg}}", "", "flag 0:0 A"),
    ("{{flagicon image|B.png}}", "", "flag 0:0 B"),
    ("{{Flag icon image|File:Flag of the A (1900).svg|size=x}}", "", "flag 0:0 A"),
    ("{{USA}}", "United States", "flag 0:13 USA", "link 0:13 United States"),
    ("{{AZE}}", "Azerbaijan", "flag 0:10 AZE", "link 0:10 Azerbaijan"),
    ("{{navy|A}}", "A", "flag 0:1 A (naval)", "link 0:1 A"),
    ("{{navy|A|name=B}}", "B", "flag 0:1 A (naval)", "link 0:1 A"),
    ("{{air force|A}}", "A", "flag 0:1 A (air force)", "link 0:1 A"),
    ("{{flag}}", "", "opaque 0:0 flag"),
    ("{{flag||1912}}", "", "opaque 0:0 flag 1912"),
    ("{{flag|name=a}}", "a"),
    ("{{flagcountry}} a", " a", "opaque 0:0 flagcountry"),
    ("{{navy}}", "", "opaque 0:0 navy"),
    ("{{army|USA|1912}}", "United States", "flag 0:13 USA (1912)", "link 0:13 United States"),
    ("{{air force|A|variant=x}}", "A", "flag 0:1 A (x)", "link 0:1 A"),
]

LISTS: Final[Cases] = [
    ("{{ubl|a|b}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{ubl|a||b}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{ubl|a|b|item_style=x}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{unbulleted list\n|a\n|b\n}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{ubl|'''a'''|[[B]]<ref>c</ref>}}", "a\nB", "bold 0:1", "plain 0:1 1", "link 2:3 B", "plain 2:3 1", "reference 3:3 text=c"),
    ("{{ubl|a<br>b|c}}", "a\nb\nc", "plain 0:1 1", "plain 2:3 1", "plain 4:5 1"),
    ("x{{ubl|a|b}}", "x\na\nb", "plain 2:3 1", "plain 4:5 1"),
    ("x {{ubl|a|b}} y", "x \na\nb\n y", "plain 3:4 1", "plain 5:6 1"),
    ("{{ubl|a}}y", "a\ny", "plain 0:1 1"),
    ("{{ubl|a|b}}[http://x c]", "a\nb\nc", "plain 0:1 1", "plain 2:3 1", "external 4:5 http://x"),
    ("{{ubl|a|b}}''c''", "a\nb\nc", "plain 0:1 1", "plain 2:3 1", "italic 4:5"),
    ("{{ubl|a|b}}<b>c</b>", "a\nb\nc", "plain 0:1 1", "plain 2:3 1", "bold 4:5"),
    ("{{ubl|a|b}}'''''c''d'''", "a\nb\ncd", "plain 0:1 1", "plain 2:3 1", "italic 4:5", "bold 4:6"),
    ("{{ubl|a|b}}[[C|{{ill|d}}]]", "a\nb\nd", "plain 0:1 1", "plain 2:3 1", "link 4:5 d", "link 4:5 C"),
    ("{{ubl|a|b}}[[File:A.jpg]]c", "a\nb\nc", "plain 0:1 1", "plain 2:3 1", "opaque 4:4 File:A.jpg"),
    ("* {{plainlist|\n* a\n* b\n}}", "a\nb", "bullet 0:1 2", "bullet 2:3 2"),
    ("* x {{plainlist|\n* a\n** b\n}}\n* y", "x \na\nb\ny", "bullet 0:2 1", "bullet 3:4 2", "bullet 5:6 3", "bullet 7:8 1"),
    ("* {{ubl|a|b}}", "a\nb", "plain 0:1 2", "plain 2:3 2"),
    ("* x {{ubl|a|b}}\n* y", "x \na\nb\ny", "bullet 0:2 1", "plain 3:4 2", "plain 5:6 2", "bullet 7:8 1"),
    ("{{ubl|{{ubl|a|b}}|c}}", "a\nb\nc", "plain 0:1 2", "plain 2:3 2", "plain 4:5 1"),
    ("{{ubl|* a|b}}", "a\nb", "bullet 0:1 2", "plain 2:3 1"),
    ("{{hlist|a|b}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{bulleted list|a|b}}", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("{{ordered list|a|b}}", "a\nb", "number 0:1 1", "number 2:3 1"),
    ("{{br separated entries|a|b}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{plainlist|\n* a\n* b\n}}", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("{{plainlist|\n* a\n** b\n}}", "a\nb", "bullet 0:1 1", "bullet 2:3 2"),
    ("{{Plainlist|\n*a\n*b}}\nc", "a\nb\nc", "bullet 0:1 1", "bullet 2:3 1"),
    ("{{plainlist|\n* a\n}}c", "a\nc", "bullet 0:1 1"),
    ("x\n{{plainlist|\n* a\n}}", "x\na", "bullet 2:3 1"),
    ("{{plainlist|\n* {{flag|A}}\n* {{flagicon|B}} [[B]]\n}}", "A\n B", "flag 0:1 A", "link 0:1 A", "bullet 0:1 1", "flag 2:2 B", "bullet 2:4 1", "link 3:4 B"),
    ("{{flatlist|\n* a\n* b\n}}", "a\nb", "bullet 0:1 1", "bullet 2:3 1"),
    ("{{plainlist}}\n* a\n* b\n{{endplainlist}}", "\na\nb\n", "bullet 1:2 1", "bullet 3:4 1"),
    ("{{flatlist}}\n* a\n{{endflatlist}}\nb", "\na\n\nb", "bullet 1:2 1"),
    ("{{tree list}}\n* a\n** b\n{{tree list/end}}", "\na\nb\n", "bullet 1:2 1", "bullet 3:4 2"),
    ("{{collapsible list|title=t|a|b}}", "t\na\nb", "bold 0:1", "plain 2:3 1", "plain 4:5 1"),
    ("{{collapsible list|title='''t'''|bullets=true|a|b}}", "t\na\nb", "bold 0:1", "plain 2:3 1", "plain 4:5 1"),
    ("{{collapsible list|title={{nowrap|t}}|a<br>b}}", "t\na\nb", "bold 0:1", "plain 2:3 1", "plain 4:5 1"),
    ("{{collapsible list|a|b}}", "a\nb", "plain 0:1 1", "plain 2:3 1"),
    ("{{collapsible list|title=t|{{ubl|a|b}}|c}}", "t\na\nb\nc", "bold 0:1", "plain 2:3 2", "plain 4:5 2", "plain 6:7 1"),
    ("{{clist|title=t|{{plainlist|\n* a\n* b\n}}}}", "t\na\nb", "bold 0:1", "bullet 2:3 2", "bullet 4:5 2"),
    ("{{hidden|t|a}}", "t\na", "bold 0:1"),
    ("{{Collapsed infobox section begin|t}}\na\n{{Collapsed infobox section end}}", "t\na\n", "bold 0:1"),
    ("a{{br}}b", "a\nb"),
    ("a{{clear}}b", "a\nb"),
    ("a{{hr}}b", "a\nb", "rule 1:2"),
    ("a\n{{hr}}\nb", "a\n\nb", "rule 2:2"),
]

WORDS: Final[Cases] = [
    ("{{nowrap|a b}}", "a b"),
    ("{{nowrap| a }}b", " a b"),
    ("{{nowrap|a|b}}", "a"),
    ("{{nowrap|1=a=b}}", "a=b"),
    ("{{nowrap|a=b}}", "", "opaque 0:0 nowrap a=b"),
    ("{{nowrap|a}}{{nowrap|b}}", "ab"),
    ("{{nowrap|a<br>b}}", "a\nb"),
    ("{{nowrap|{{flagicon|X}} [[A]]}}", " A", "flag 0:0 X", "link 1:2 A"),
    ("{{nowrap|{{small|{{nowrap|a}}}}}}", "a"),
    ("{{small|''a''}}", "a", "italic 0:1"),
    ("{{lang|de|a}}", "a"),
    ("{{lang-de|a}}", "a"),
    ("{{transl|ru|a}}", "a"),
    ("{{resize|80%|a}}", "a"),
    ("{{resize|a}}", "a"),
    ("{{abbr|a|b}}", "a"),
    ("{{ill|A|de|B}}", "A", "link 0:1 A"),
    ("{{ill|A|de|B|lt=c}}", "c", "link 0:1 A"),
    ("{{ill|A#b|de|B|lt=''c''}}", "c", "italic 0:1", "link 0:1 A #b"),
    ("{{ill}}", "", "opaque 0:0 ill"),
    ("{{ill|{{x}}|de}}", "", "opaque 0:0 x"),
    ("{{sortname|A|B}}", "A B"),
    ("{{sort|5|a}}", "a"),
    ("{{hs|5}}a", "a"),
    ("{{sic|a}}", "a"),
    ("{{not a typo|a}}", "a"),
    ("{{color|red|a}}", "a"),
    ("{{visible anchor|a}}", "a"),
    ("{{subst:nowrap|a}}", "a"),
    ("{{Template:nowrap|a}}", "a"),
    ("{{nowrap|}}", ""),
    ("a{{snd}}b", "a – b"),
    ("a{{spaced ndash}}b", "a – b"),
    ("a{{ndash}}b", "a–b"),
    ("a{{mdash}}b", "a—b"),
    ("a{{·}}b", "a · b"),
    ("a{{nbsp}}b", "a\xa0b"),
    ("a{{spaces|3}}b", "a\xa0b"),
    ("a{{!}}b", "a|b"),
    ("a{{=}}b", "a=b"),
    ("a{{'}}s", "a's"),
    ("a{{'s}}", "a's"),
    ("{{unknown}}", "unknown"),
    ("{{n/a}}", "N/A"),
    ("{{none}}", "none"),
    ("{{increase}} 5", " 5"),
]

NUMBERS: Final[Cases] = [
    ("{{circa|1900}}", "c. 1900"),
    ("{{c.|40}} a", "c. 40 a"),
    ("{{circa}} 5", "c. 5"),
    ("{{circa}}5", "c. 5"),
    ("a{{snd}} b", "a – b"),
    ("{{circa|5|7}}", "c. 5–7"),
    ("{{approx|5}}", "c. 5"),
    ("{{convert|5|km}}", "5\xa0km"),
    ("{{convert|1,200|t}}", "1,200\xa0t"),
    ("{{convert|5|to|7|km|mi}}", "5–7\xa0km"),
    ("{{convert|5|-|7|km}}", "5–7\xa0km"),
    ("{{convert|5|x|7|m}}", "5 × 7\xa0m"),
    ("{{cvt|5|km|mi|0|abbr=on}}", "5\xa0km"),
    ("{{formatnum:1200}}", "1200"),
    ("{{formatnum:1,200}}", "1,200"),
    ("{{formatnum:{{#expr:1+1}}}}", "", "opaque 0:0 formatnum:{{#expr:1+1}}"),
    ("{{nts|1200}}", "1200"),
    ("{{val|5|e=3}}", "5×10^3"),
    ("{{val|5|u=km}}", "5 km"),
    ("{{gaps|1|234|567}}", "1234567"),
    ("{{frac|1|2}}", "1/2"),
    ("{{frac|3|1|2}}", "3 1/2"),
    ("{{frac|2}}", "1/2"),
    ("{{1/2}}", "½"),
    ("{{±|5}}", "± 5"),
    ("{{HMS|A}}", "HMS A"),
    ("{{USS|A|X-1|6}}", "USS A"),
    ("{{ship|HMS|A}}", "HMS A"),
    ("{{ship||A}}", "A"),
    ("{{sclass|A|cruiser}}", "A-class cruiser"),
    ("{{GS|U-1||2}}", "U-1"),
]

DATES: Final[Cases] = [
    ("{{start date|1944|6|6}}", "6 June 1944"),
    ("{{start date|1944|6}}", "June 1944"),
    ("{{start date|1944}}", "1944"),
    ("{{start date|1944|06|06|df=y}}", "6 June 1944"),
    ("{{start date|6 June 1944}}", "6 June 1944"),
    ("{{start date|1944|13|6}}", "1944"),
    ("{{start date|}}", ""),
    ("{{end date|1944|6|6}}", "6 June 1944"),
    ("{{dts|1944|6|6}}", "6 June 1944"),
    ("{{start and end dates|1944|6|6|1944|8|30}}", "6 June 1944 – 30 August 1944"),
    ("{{start and end dates|1944|6|6|present}}", "6 June 1944 – present"),
    ("{{OldStyleDate|12 July|1690|1 July}}", "12 July 1690 [O.S. 1 July]"),
    ("{{as of|2010|10|5}}", "as of 5 October 2010"),
    ("{{as of|2010|10}}", "as of October 2010"),
    ("{{as of|5 June}}", "as of 5 June"),
    ("{{floruit|1200}}", "fl. 1200"),
    ("{{age in days|1944|6|6|1944|6|7}}", "", "opaque 0:0 age in days 1944 6 6 1944 6 7"),
]

PLACES: Final[Cases] = [
    ("{{coord|1|N|2|E}}", "", "place 0:0 1 2"),
    ("{{coord|1|30|N|2|30|W|display=title}}", "", "place 0:0 1.5 -2.5"),
    ("{{coord|1|30|36|S|2|0|0|E|type:event}}", "", "place 0:0 -1.51 2"),
    ("{{coord|1.5|-2.5}}", "", "place 0:0 1.5 -2.5"),
    ("{{coord|1.5|-2.5|region:GB_type:event}}", "", "place 0:0 1.5 -2.5"),
    ("{{coord|−1.5|2}}", "", "place 0:0 -1.5 2"),
    ("{{coord|1.5|n|2.5|w}}", "", "place 0:0 1.5 -2.5"),
    ("{{Coord|10.5|N|20.25|E|display=inline,title|name=a}}", "", "place 0:0 10.5 20.25"),
    ("{{coor dms|1|30|0|N|2|15|0|E|}}", "", "place 0:0 1.5 2.25"),
    ("a {{coord|1|N|2|E}} b {{coord|3|N|4|E}}", "a  b ", "place 2:2 1 2", "place 5:5 3 4"),
    ("{{coord}}", "", "opaque 0:0 coord"),
    ("{{coord|91|N|2|E}}", "", "opaque 0:0 coord 91 N 2 E"),
    ("{{coord|x|y}}", "", "opaque 0:0 coord x y"),
]

OTHERS: Final[Cases] = [
    ("{{mystery}}", "", "opaque 0:0 mystery"),
    ("{{mystery|a|b=c}}", "", "opaque 0:0 mystery a b=c"),
    ("a {{mystery|5}} b", "a  b", "opaque 2:2 mystery 5"),
    ("{{mystery|{{other|a}}|[[B]]}}", "", "opaque 0:0 mystery {{other|a}} [[B]]"),
    ("{{nowrap|{{mystery|5}} a}}", " a", "opaque 0:0 mystery 5"),
    ("{{#if:a|b|c}}", "", "opaque 0:0 #if:a b c"),
    ("{{#invoke:A|b|c}}", "", "opaque 0:0 #invoke:A b c"),
    ("{{PAGENAME}}", "", "opaque 0:0 PAGENAME"),
    ("{{lc:ABC}}", "", "opaque 0:0 lc:ABC"),
    ("{{}}", "", "opaque 0:0 {{}}"),
    ("{{mystery<!-- x -->|a}}", "", "opaque 0:0 mystery a"),
    ("{{campaignbox A}}", "", "opaque 0:0 campaignbox A"),
    ("{{multiple image|image1=A.jpg|caption1=b}}", "", "opaque 0:0 multiple image image1=A.jpg caption1=b"),
    ("{{anchor|a}}b", "b"),
    ("{{main|A}}", "", "opaque 0:0 main A"),
]


@pytest.mark.parametrize("row", [*FATES, *NOTES, *FLAGS, *LISTS, *WORDS, *NUMBERS, *DATES, *PLACES, *OTHERS], ids=lambda row: row[0])
def test_what_a_reader_sees(row: tuple[str, ...]) -> None:
    assert value(row[0]) == row


@pytest.mark.parametrize("name", ["flagicon", "Flagicon", "flag icon", "Flag_icon", " flagicon ", "flagicon<!-- x -->", "\nflagicon\n", "FlagIcon"])
def test_names_of_templates_are_found_however_written(name: str) -> None:
    assert value(f"{{{{{name}|X}}}}")[2:] == ("flag 0:0 X",)


def test_the_last_of_equal_parameters_counts() -> None:
    assert value("{{nowrap|a|1=b}}")[1] == "b"
    assert value("{{nowrap|1=b|a}}")[1] == "a"
    assert value("{{flagicon|A|variant=x|variant=y}}")[2:] == ("flag 0:0 A (y)",)


def test_blanks_around_named_parameters_are_none_of_theirs() -> None:
    assert value("{{nowrap|1= a }}b")[1] == "ab"
    assert value("{{flag| A | name = B }}")[1:] == ("B", "flag 0:1 A", "link 0:1 A")


@pytest.mark.parametrize("kind", ["fate", "icon", "flag", "reference", "footnote", "maintenance", "none"])
def test_what_has_no_words_leaves_none(kind: str) -> None:
    vocabulary = load("en")
    names = [name for name, meant in vocabulary._inline.items() if meant == ("mark", kind) and not name.endswith("*")]  # noqa: SLF001 (all of a class)
    assert names
    for name in names:
        shown = value(f"5 {{{{{name}}}}} men")[1]
        assert shown == "5  men", name


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('{{plainlist|\n* <span style="x">5 killed</span>}}', '* <span style="x">5 killed</span>'),
        ("{{plainlist|\n* a\n* [http://x/?y=5 z]}}", "* a\n* [http://x/?y=5 z]"),
        ("{{ubl|a|5 killed (x=y)}}", "5 killed (x=y)"),
        ("{{ubl|a|5 killed=y}}", "5 killed=y"),
        ("{{nowrap|a|5 killed}}", "5 killed"),
        ("{{small|a| 5 killed |}}", "5 killed"),
        ("{{nowrap|five killed=a}}", "five killed=a"),
    ],
)
def test_words_that_a_template_swallows_are_told(raw: str, words: str) -> None:
    (box,) = ic.read(f"{{{{Infobox military conflict|casualties1={raw}}}}}").infoboxes
    assert [(problem.code, problem.span and box.fields[0]._frame.text[slice(*problem.span)]) for problem in box.problems] == [("swallowed-words", words)]  # noqa: SLF001 (the text)


@pytest.mark.parametrize(
    "raw",
    [
        "{{nowrap|a|}}", "{{nowrap|1=a=b}}", "{{abbr|a|b}}", "{{lang|de|a}}", "{{circa|5|lk=no}}", "{{ubl|a|b|item1_style=x|list_style=y}}", "{{resize|80%|a}}",
        "{{plainlist|\n* a\n|class=x|style=y}}", "{{collapsible list|title=a|framestyle=x|b}}", "{{convert|5|km|mi|0|abbr=on}}", "{{small|}}", "{{sic|a|b|hide=y}}",
    ],
)  # fmt: skip
def test_parameters_that_show_nothing_are_told_of_no_more(raw: str) -> None:
    (box,) = ic.read(f"{{{{Infobox military conflict|casualties1={raw}}}}}").infoboxes
    assert not box.problems
