"""Function words say nothing by themselves, so a search does without them."""

from language.concepts import concepts
from language.function_words import content_words


def test_a_question_is_searched_by_its_content_words() -> None:
    assert content_words("a birthday present for my mother") == "birthday present mother"
    assert content_words("What about your birthday") == "birthday"
    assert {concept.weight for concept in concepts("which present")} == {0.05, 1.0}


def test_function_words_count_where_there_are_no_others() -> None:
    assert content_words("to be or not") == "to be or not"
    assert content_words("") == ""
