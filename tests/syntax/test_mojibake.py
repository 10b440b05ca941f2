"""Damage is undone where the whole text is damaged, told where parts of it are, and never made where there is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from infobox_conflict.syntax.mojibake import Verdict, damage, examine, repair_map
from infobox_conflict.syntax.text import Span

SOUND = {
    "French": "L’armée française — 1 500 tués, l’éditeur précise « près d’Évreux » ; œuvre, où, ça, naïf, Noël.",
    "Arpitan": "L’èditor de l’Ètat, l’ôtro, l’énè.",
    "German": "Sardinien–Österreich: größere Verluste, über 3.000 Tote („Schlacht“), 5–6 Geschütze.",
    "Spanish": "«Año» ¿Murió? ¡Sí! El general Núñez, 3.000 muertos…",
    "Swedish": "Åbo – Örebro, på ön är det ”över” 30 döda.",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy – 300 mrtvých.",
    "Polish": "Zażółć gęślą jaźń – „bitwa”.",
    "Turkish": "Şehit: 1.500+ asker, Ağrı Dağı’nda İğdır.",
    "Azerbaijani": "Hadrut döyüşü – Əlahiddə, şəhid: 38 nəfər.",
    "Russian": "Битва за Гадрут — «около 40 погибших», по данным Азербайджана.",
    "Ukrainian": "Битва під Крутами — 500 убитих, її наслідки.",
    "Greek": "Μάχη των Θερμοπυλών – 300 νεκροί.",
    "Armenian": "Հադրութի ճակատամարտ — 11 զոհ։",
    "Georgian": "დიდგორის ბრძოლა — 1121 წელი.",
    "Arabic": "معركة حطين – ١٥٠٠ قتيل؟",
    "Hebrew": "קרב לטרון – כ־150 הרוגים.",
    "Hindi": "पानीपत का तृतीय युद्ध – १७६१",
    "Chinese": "长平之战——约四十五万人死亡",
    "Japanese": "関ヶ原の戦い（1600年）",
    "Korean": "한산도 대첩 – 1592년",
    "Vietnamese": "Trận Điện Biên Phủ – 13 tháng 3 năm 1954, khoảng 8.000 người chết",
    "flags": "\U0001f1e6\U0001f1ff Azerbaijan, \U0001f1e6\U0001f1f2 Armenia, \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f England",
    "signs": "± 3 °C, 1½ × 2 ÷ 3 ≥ 4 † ‡ § ¶ © ® ™ € £ ¥ … • ‰ ← → ♣",
    "mac signs": "√ ∫ ∑ ∏ π Ω ∂ ≈ ∆ ◊ ƒ ¬ ÷ ≤ ≥ ∞",
    "odd": "\u200b\u200e\u202e\ufeff\xa0\u2028\x85\xad",
}


@pytest.mark.parametrize("name", SOUND)
def test_sound_text_is_left_alone(name: str) -> None:
    verdict = examine(SOUND[name])
    assert verdict.repaired is None
    assert verdict.suspect == ()


@pytest.mark.parametrize("name", SOUND)
def test_damaged_text_is_repaired(name: str) -> None:
    assert examine(damage(SOUND[name])).repaired == SOUND[name]


@pytest.mark.parametrize("text", ["l’éditeur", "d’État", "Sardinien–Österreich", "L’Équipe", "c’était", "s’élança"])
def test_words_that_are_damage_by_chance_are_left_alone(text: str) -> None:
    """Single words that go back to other UTF-8, found among 773,158 sound messages of 562 languages."""
    assert examine(text).repaired is None


@pytest.mark.parametrize(
    ("text", "repaired"),
    [
        ("", None),
        ("plain ASCII", None),
        ("1939 ‚Äì 1945", "1939 – 1945"),  # one character beyond ASCII, though one that comes of no chance
        ("caf√©", None),  # one that might: left, and told
        ("caf√© caf√©", "café café"),
        ("\u00fc\u00e1\u00b6 \u00fc", None),  # half of a sequence
        ("\uf8ff√º√°¬∂", None),  # UTF-8 begins with no F0 FC
        ("\uf8ff\u00fc\u00e1\u00b6", "\U0001f1e6"),  # Apple's logo is byte F0
        ("‚Äì and Ա", None),  # one character that Mac Roman lacks
        ("‚Äì and \ud800", None),
        ("‚Äì", "–"),
        ("√É¬©√É¬©", "Ã©Ã©"),  # damaged twice, undone once
    ],
)
def test_verdicts(text: str, repaired: str | None) -> None:
    assert examine(text).repaired == repaired


def test_what_is_left_is_told() -> None:
    assert examine("caf√©").suspect == (Span(3, 5),)
    text = "‚Äì one, ‚Äî two, √©√† three and Ա"
    verdict = examine(text)
    assert verdict.repaired is None
    assert [span.of(text) for span in verdict.suspect] == ["‚Äì", "‚Äî", "√©√†"]


def test_few_odd_runs_among_many_sound_ones_are_no_suspects() -> None:
    assert examine("Հադրութ Արցախ Շուշի ‚Äì Երևան").suspect == ()


@given(st.text(st.characters(codec="utf-8")))
@example("\U0001f1e6\U0001f1ff")
@example("Հադրութ")
@example("Битва")
@example("\x00\x7f\x80")
def test_repair_undoes_damage(text: str) -> None:
    """What is damaged as a whole comes back, unless it might be no damage; it never comes back as something else."""
    verdict = examine(damage(text))
    beyond = sum(char > "\x7f" for char in text)
    assert verdict.repaired in (None, text)
    assert verdict.repaired == text or beyond < 2
    if verdict.repaired is not None:
        assert damage(verdict.repaired) == damage(text)


@given(st.text())
def test_damage_undoes_repair(text: str) -> None:
    """Whatever is repaired can be written back as it stood, character for character."""
    verdict = examine(text)
    if verdict.repaired is not None:
        assert damage(verdict.repaired) == text
        assert verdict.suspect == ()
    for before, after in zip(verdict.suspect, verdict.suspect[1:], strict=False):
        assert before.end <= after.start
    for span in verdict.suspect:
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(st.characters(codec="utf-8")))
def test_the_map_is_right_at_every_character(text: str) -> None:
    stored = damage(text)
    lies = repair_map(text)
    assert lies.length == len(text)
    for at, char in enumerate(text):
        one = Span(at, at + 1)
        assert lies.outward(one).of(stored) == damage(char)
        assert lies.verbatim(one) == char.isascii()


def test_a_lone_surrogate_cannot_be_damaged() -> None:
    with pytest.raises(UnicodeEncodeError):
        damage("\ud800")


def test_the_seed_is_damaged_as_a_whole(seed_path: Path) -> None:
    text = seed_path.read_text(encoding="utf-8")
    repaired = examine(text).repaired
    assert repaired is not None
    assert (len(text), len(repaired)) == (14_668, 14_557)
    assert damage(repaired) == text
    assert examine(repaired) == Verdict(None)


@pytest.mark.parametrize("make", [lambda n: "‚Äì a " * n, lambda n: "‚Äì a " * n + "Ա", lambda n: "é" * n, lambda n: "l’é " * n, lambda n: "é a" * n + "\ud800"])
def test_long_texts_end_fast(make: Callable[[int], str]) -> None:
    begun = time.process_time()
    examine(make(200_000))
    assert time.process_time() - begun < 5
