"""Korean particles fit the sound before them."""

import pytest

from bot.core.messages import Code, Text, plain
from bot.locales.catalogue import catalogue
from bot.locales.josa import shielded, unshielded, with_josa


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("메모을(를)", "메모를"),
        ("확산을(를)", "확산을"),
        ("확산은(는)", "확산은"),
        ("논문이(가)", "논문이"),
        ("리뷰이(가)", "리뷰가"),
        ("메모과(와)", "메모와"),
        ("논문과(와)", "논문과"),
        ("서울(으)로", "서울로"),
        ("메모(으)로", "메모로"),
        ("확산(으)로", "확산으로"),
        ("Asia/Seoul(으)로", "Asia/Seoul로"),
        ("Asia/Shanghai(으)로", "Asia/Shanghai로"),
        ("05:15이에요(예요)", "05:15예요"),
        ("09:30이에요(예요)", "09:30이에요"),
        ("3을(를)", "3을"),
        ("2을(를)", "2를"),
        ("10(으)로", "10으로"),
        ("7(으)로", "7로"),
        ("LLM을(를)", "LLM을"),
        ("LoRA을(를)", "LoRA를"),
        ("cs.CL(으)로", "cs.CL로"),
        ("diffusion이(가)", "diffusion이"),
        ("model(으)로", "model로"),
        ("learning을(를)", "learning을"),
        ("tag을(를)", "tag를"),
        ("`/help`을(를)", "`/help`를"),
        ("“확산”은(는)", "“확산”은"),
        ("**메모**이(가)", "**메모**가"),
        ("扩散을(를)", "扩散를"),
        ("을(를)", "를"),
    ],
)
def test_a_particle_follows_the_sound_before_it(sentence: str, read: str) -> None:
    assert with_josa(sentence) == read


def test_typed_text_keeps_both_forms() -> None:
    typed = "을(를) (으)로"
    assert unshielded(shielded(typed)) == typed
    assert "“은(는)”은 " in catalogue("ko").text("forget-unclear", text="은(는)")
    assert "“은(는)”은 " in plain(catalogue("ko").inlines("forget-unclear", text="은(는)"))


@pytest.mark.parametrize(("typed", "read"), [("확산", "“확산”은"), ("메모", "“메모”는")])
def test_a_sentence_fits_what_is_filled_in_as_text_and_as_nodes(typed: str, read: str) -> None:
    korean = catalogue("ko")
    assert read in korean.text("forget-unclear", text=typed)
    assert read in plain(korean.inlines("forget-unclear", text=(Text(typed[0]), Code(typed[1:]))))


def test_other_languages_are_left_alone() -> None:
    assert "은(는)" in catalogue("en").text("forget-unclear", text="은(는)")
