"""The keys of a name: text, pinyin, initials and mixtures of them, from each word on."""

import pytest

from search.spelling.lexicon import _new
from search.suggest.keys import MAX_KEY, Typed, keys_of
from search.suggest.subjects import MAX_NAME, NameRank, _names
from search.text.pinyin import folded, sound, syllables


def answers(name: str, typed: str) -> bool:
    """Whether a reader who typed this would be offered the name."""
    return Typed.of(typed).answered_by(name)


@pytest.mark.parametrize(
    "typed",
    [
        "余",
        "余热",
        "餘熱",
        "余热回收",
        "yu",
        "yure",
        "yu re",
        "YuRe",
        "yurehui",
        "yr",
        "yrhs",
        "余re",
        "余r",
        "回收",
        "huishou",
        "hs",
    ],
)
def test_a_chinese_name_answers_to_its_text_its_pinyin_its_initials_and_mixtures(typed: str) -> None:
    assert answers("余热回收", typed)


@pytest.mark.parametrize("typed", ["热", "er", "鱼re", "余shui", "yuer", "xyz", "y"])
def test_a_name_does_not_answer_to_what_it_does_not_begin_with(typed: str) -> None:
    assert not answers("余热回收", typed)


@pytest.mark.parametrize("typed", ["waste heat", "WASTE", "wasteheat", "heat", "recovery"])
def test_an_english_name_answers_to_each_of_its_words(typed: str) -> None:
    assert answers("Waste heat recovery", typed)


@pytest.mark.parametrize(
    ("name", "typed"), [("LED照明", "led照"), ("LED照明", "ledzm"), ("LED照明", "ｌｅｄ"), ("A/O工艺", "ao")]
)
def test_latin_words_in_a_chinese_name_stand_for_themselves(name: str, typed: str) -> None:
    assert answers(name, typed)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("长乐", "changle"),
        ("厦门", "xiamen"),
        ("重庆", "chongqing"),
        ("绿色", "lvse"),
        ("行业", "hangye"),
        ("余热", "yure"),
    ],
)
def test_polyphones_are_read_as_their_word_tells(name: str, expected: str) -> None:
    assert sound(name) == expected


def test_the_umlaut_is_typed_as_v_or_as_itself() -> None:
    assert answers("绿色工厂", "lvse")
    assert answers("绿色工厂", "lüse")


@pytest.mark.parametrize(("one", "other"), [("zhengqi", "zenqi"), ("shui", "sui"), ("niu", "liu"), ("chuang", "cuan")])
def test_folded_sounds_confuse_what_southern_readers_confuse(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_what_all_enterprises_end_in_is_no_key_of_any() -> None:
    keys = {key.text for key in keys_of("福建凤竹纺织有限公司")}

    assert "凤竹纺织有限公司" in keys
    assert "有限公司" not in keys


def test_later_words_of_a_name_are_told_from_its_beginning() -> None:
    keys = {key.text: key for key in keys_of("余热回收")}

    assert (keys["余热回收"].inside, keys["余热回收"].whole) == (False, True)
    assert (keys["回收"].inside, keys["回收"].whole) == (True, False)


@pytest.mark.parametrize("nothing", ["", " ", "a", "(", "\x00", "😀", "—", "\ud800"])
def test_too_little_asks_for_nothing(nothing: str) -> None:
    assert Typed.of(nothing).prefixes == ()


@pytest.mark.parametrize("odd", ["余" * 5000, "a" * 5000, "(" * 5000, "余a" * 3000, "\u202e余热", "٣٤", "ｱｲ"])
def test_odd_names_give_short_keys(odd: str) -> None:
    assert all(0 < len(key.text) <= MAX_KEY for key in keys_of(odd))
    Typed.of(odd)


def test_each_character_has_its_syllable_whatever_stands_between() -> None:
    text = "A余, 热\u0301x"

    assert len(syllables(text)) == len(text)


def test_a_name_stands_once_by_its_nearest_place_and_no_longer_than_its_column() -> None:
    long = "厂" * (MAX_NAME + 1)

    assert _names(["甲厂", long], [" 甲厂 ", "乙厂"], ["乙厂", "", " "]) == (
        ("甲厂", NameRank.MAIN),
        ("厂" * 255, NameRank.MAIN),
        ("乙厂", NameRank.OTHER),
    )


def test_the_sound_of_a_word_is_kept_no_longer_than_its_column() -> None:
    word = _new("双" * 60, 1)

    assert (word.sound, len(word.sound)) == (sound("双" * 60)[:255], 255)
    assert len(word.folded) == len(folded(sound("双" * 60))[:255])
    assert _new("双", 1).sound == sound("双")
