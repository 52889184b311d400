"""The grammar of ``/subscribe`` and ``/digest``: lenient about form, clear about errors."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import PersonError, UsageError
from bot.core.languages import LANGUAGES
from bot.core.model.digests import Interests, Layout, NewSubscription, Rhythm
from bot.locales.catalogue import catalogue
from handlers.digests.digest import DigestRequest, parse_digest
from handlers.subscriptions.as_typed import as_typed
from handlers.subscriptions.clock_times import parse_time
from handlers.subscriptions.grammar import TypedSubscription, parse_subscription
from handlers.subscriptions.weekdays import EVERY_DAY, WEEKDAYS
from papers.arxiv.taxonomy import CATEGORIES, find_category, near_categories


def test_a_complete_subscription_is_read() -> None:
    assert parse_subscription(
        'cs.CL cs.CV "diffusion" by:"Kaiming He" at 09:00 Asia/Shanghai top 5'
    ) == TypedSubscription(Interests(("cs.CL", "cs.CV"), ("diffusion",), ("Kaiming He",)), time(9), "Asia/Shanghai", 5)


def test_a_category_alone_is_enough() -> None:
    assert parse_subscription("cs.CL") == TypedSubscription(Interests(("cs.CL",)), time(9), "", 5, EVERY_DAY)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cs.cl, CS.CV，stat.ml", Interests(("cs.CL", "cs.CV", "stat.ML"))),
        ("cs.CL “语言模型” 「検索」 «модель»", Interests(("cs.CL",), ("语言模型", "検索", "модель"))),
        ('cs.CL "left open', Interests(("cs.CL",), ("left open",))),
        ("cs.CL diffusion and retrieval", Interests(("cs.CL",), ("diffusion", "retrieval"))),
        ('cs.CL "at" "cs.CV" "top"', Interests(("cs.CL",), ("at", "cs.CV", "top"))),
        ("cs.CL by:Bengio 作者：“何恺明”", Interests(("cs.CL",), (), ("Bengio", "何恺明"))),
        ("math-ph cs.CL cs.CL", Interests(("math-ph", "cs.CL"))),
    ],
)
def test_interests_are_read_in_many_forms(typed: str, expected: Interests) -> None:
    assert parse_subscription(typed).interests == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9", time(9)),
        ("9:30", time(9, 30)),
        ("09:00", time(9)),
        ("9pm", time(21)),
        ("12am", time(0)),
        ("9点半", time(9, 30)),
        ("下午3点", time(15)),
        ("오전9시", time(9)),
        ("오후9시", time(21)),
        ("23：59", time(23, 59)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, expected: time) -> None:
    assert parse_time(typed) == expected


@pytest.mark.parametrize(
    ("typed", "at", "zone", "weekdays"),
    [
        ("cs.CL at 8 weekdays", time(8), "", WEEKDAYS),
        ("cs.CL at 8 am Seoul on mon, wed", time(8), "Seoul", (0, 2)),
        ("cs.CL at 下午 3点 上海 工作日", time(15), "上海", WEEKDAYS),
        ("cs.CL 7:15 UTC+8 on fri-mon", time(7, 15), "UTC+8", (0, 4, 5, 6)),
        ("at 9 cs.CL every day Europe/Paris", time(9), "Europe/Paris", EVERY_DAY),
        ("cs.CL on weekends", time(9), "", (5, 6)),
    ],
)
def test_time_zone_and_days_are_read_in_any_order(typed: str, at: time, zone: str, weekdays: tuple[int, ...]) -> None:
    wanted = parse_subscription(typed)
    assert (wanted.at, wanted.zone, wanted.weekdays) == (at, zone, weekdays)
    assert wanted.interests == Interests(("cs.CL",))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "subscribe-no-category"),
        ('"diffusion" by:"Kaiming He"', "subscribe-no-category"),
        ("cs.XX", "category-unknown"),
        ("csCL", "category-unknown"),
        ("cs", "category-archive"),
        ("cs.CL at", "time-expected"),
        ("cs.CL at noon", "time-expected"),
        ("cs.CL at 25:00", "time-impossible"),
        ("cs.CL at 9:75", "time-impossible"),
        ("cs.CL top 0", "top-impossible"),
        ("cs.CL top 21", "top-impossible"),
        ("cs.CL top many", "top-impossible"),
        ("cs.CL on caturday", "days-expected"),
        ("cs.CL weekly on mon-fri", "weekly-one-day"),
        ("cs.CL weekly top 3", "weekly-one-form"),
        ("cs.CL as thread 每周", "weekly-one-form"),
        ("cs.CL by Kaiming He", "author-expected"),
        ("cs.CL by:", "author-expected"),
        ("cs.CL " + "x" * 101, "subscribe-too-much"),
        ("cs.CL " + " ".join(f"w{n}" for n in range(60)), "subscribe-too-much"),
    ],
)
def test_an_impossible_subscription_is_refused_in_one_sentence(typed: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_subscription(typed)
    assert caught.value.key == key
    for language in LANGUAGES:
        assert catalogue(language).text(caught.value.key, **caught.value.data)


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(["cs.CL", "at", "9", "by:", '"', "top", "on", "mon", "weekly", "every", "，", "x"])
        ).map(" ".join),
    )
)
def test_nothing_typed_breaks_the_parser(typed: str) -> None:
    try:
        wanted = parse_subscription(typed)
    except UsageError as error:
        catalogue("en").text(error.key, **error.data)
        return
    assert set(wanted.interests.categories) <= CATEGORIES.keys()


def test_a_megabyte_is_refused_in_a_moment() -> None:
    with pytest.raises(UsageError):
        parse_subscription("cs.CL " + " ".join(map(str, range(200_000))))
    with pytest.raises(UsageError):
        parse_subscription('cs.CL "' + "x" * 1_000_000)


NAMES = st.text(st.characters(exclude_categories=("Z", "C"), exclude_characters='"'), min_size=1, max_size=20).filter(
    lambda name: any(character.isalnum() for character in name)
)
SUBSCRIPTIONS = st.builds(
    NewSubscription,
    st.builds(
        Interests,
        st.lists(st.sampled_from(sorted(CATEGORIES)), min_size=1, max_size=5, unique=True).map(tuple),
        st.lists(NAMES, max_size=4, unique=True).map(tuple),
        st.lists(NAMES, max_size=4, unique=True).map(tuple),
    ),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.sampled_from(("UTC", "Asia/Shanghai", "America/Argentina/Buenos_Aires", "America/Port-au-Prince")),
    st.integers(1, 20),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    st.sampled_from(Layout),
)


WEEKLY = st.builds(
    lambda wanted, day: replace(wanted, top=5, weekdays=(day,), layout=Layout.COMPACT, rhythm=Rhythm.WEEKLY),
    SUBSCRIPTIONS,
    st.integers(0, 6),
)


@given(SUBSCRIPTIONS | WEEKLY)
def test_a_subscription_written_out_reads_as_the_same_again(wanted: NewSubscription) -> None:
    layout = None if wanted.is_weekly else wanted.layout
    again = TypedSubscription(
        wanted.interests, wanted.at, wanted.timezone, wanted.top, wanted.weekdays, layout, wanted.rhythm
    )
    assert parse_subscription(as_typed(wanted, usual=None)) == again


@given(SUBSCRIPTIONS)
def test_the_usual_layout_need_not_be_said(wanted: NewSubscription) -> None:
    assert "as " + wanted.layout in as_typed(wanted, usual=None)
    assert parse_subscription(as_typed(wanted, wanted.layout)).layout is None


@pytest.mark.parametrize(
    ("typed", "at", "zone", "day"),
    [
        ("cs.CL weekly", time(9), "", 0),
        ("cs.CL weekly on fri at 17:00", time(17), "", 4),
        ("cs.CL at 17:00 weekly on fri", time(17), "", 4),
        ("cs.CL at 5 pm Seoul Weekly on Sunday", time(17), "Seoul", 6),
        ("cs.CL every week on tue", time(9), "", 1),
        ("cs.CL 每周", time(9), "", 0),
        ("cs.CL 每周五 at 下午5点 上海", time(17), "上海", 4),
        ("每星期日 cs.CL", time(9), "", 6),
        ("cs.CL 매주", time(9), "", 0),
        ("cs.CL 매주금요일", time(9), "", 4),
        ("cs.CL 매주 금요일 at 오후6시 서울", time(18), "서울", 4),
    ],
)
def test_a_weekly_review_is_asked_for_in_three_languages(typed: str, at: time, zone: str, day: int) -> None:
    wanted = TypedSubscription(Interests(("cs.CL",)), at, zone, weekdays=(day,), rhythm=Rhythm.WEEKLY)
    assert parse_subscription(typed) == wanted


def test_weekly_in_quotes_is_a_keyword() -> None:
    assert parse_subscription('cs.CL "weekly"') == TypedSubscription(Interests(("cs.CL",), ("weekly",)))


@pytest.mark.parametrize(
    ("typed", "layout"),
    [
        ("cs.CL as cards", Layout.CARDS),
        ("cs.CL AS Thread top 3", Layout.THREAD),
        ("cs.CL at 9 Seoul as cards", Layout.CARDS),
        ("cs.CL at 9 卡片", Layout.CARDS),
        ("cs.CL 话题", Layout.THREAD),
        ("cs.CL 매일 스레드로", Layout.THREAD),
        ("cs.CL as compact", Layout.COMPACT),
        ('cs.CL "as" cards', None),
        ("cs.CL cards thread", None),
    ],
)
def test_a_layout_follows_as_and_chinese_and_korean_need_no_as(typed: str, layout: Layout | None) -> None:
    assert parse_subscription(typed).layout is layout


@pytest.mark.parametrize("typed", ["cs.CL as", "cs.CL as wallpaper", 'cs.CL as "cards"'])
def test_an_unknown_layout_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_subscription(typed)
    assert refused.value.key == "layout-expected"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("as cards", DigestRequest(layout=Layout.CARDS)),
        ("yesterday AS thread", DigestRequest(days_ago=1, layout=Layout.THREAD)),
        ("카드", DigestRequest(layout=Layout.CARDS)),
        ("cs.CL as cards", DigestRequest(wanted=TypedSubscription(Interests(("cs.CL",)), layout=Layout.CARDS))),
    ],
)
def test_a_digest_can_be_asked_for_in_another_layout(typed: str, asked: DigestRequest) -> None:
    assert parse_digest(typed) == asked


def test_every_category_is_found_in_any_case() -> None:
    assert len(CATEGORIES) == 155
    assert all(find_category(code.upper()) == code for code in CATEGORIES)


@pytest.mark.parametrize(
    ("typed", "near"), [("cs.CLL", "cs.CL"), ("csCL", "cs.CL"), ("statml", "stat.ML"), ("hep.th", "hep-th")]
)
def test_a_mistyped_category_is_guessed(typed: str, near: str) -> None:
    assert near_categories(typed)[0] == near


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", DigestRequest()),
        ("now", DigestRequest()),
        ("2025-06-11", DigestRequest(on=date(2025, 6, 11))),
        ("2025年6月11日", DigestRequest(on=date(2025, 6, 11))),
        ("2025년 6월 11일", DigestRequest(on=date(2025, 6, 11))),
        ("yesterday", DigestRequest(days_ago=1)),
        ("昨天", DigestRequest(days_ago=1)),
        ("어제", DigestRequest(days_ago=1)),
        ("2025-06-11 --dry-run", DigestRequest(on=date(2025, 6, 11), record=False)),
        (
            '2025/6/11 cs.CL "in-context learning" top 10',
            DigestRequest(
                on=date(2025, 6, 11), wanted=TypedSubscription(Interests(("cs.CL",), ("in-context learning",)), top=10)
            ),
        ),
    ],
)
def test_a_digest_is_asked_for_by_date_and_category(typed: str, expected: DigestRequest) -> None:
    assert parse_digest(typed) == expected


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("2025-02-30", "date-impossible"),
        ("12", "date-expected"),
        ("cs.XX", "category-unknown"),
        ("tomorrowish", "subscribe-no-category"),
    ],
)
def test_a_digest_of_nothing_is_explained(typed: str, key: str) -> None:
    with pytest.raises(PersonError) as caught:
        parse_digest(typed)
    assert caught.value.key == key
