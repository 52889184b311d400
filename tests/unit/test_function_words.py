"""Words that say nothing by themselves."""

from language.concepts import SAYS_NOTHING, concepts
from language.function_words import telling


def test_a_question_is_looked_for_by_the_words_that_tell_something() -> None:
    assert telling("a birthday present for my mother") == "birthday present mother"
    assert {concept.weight for concept in concepts("which present")} == {SAYS_NOTHING, 1.0}


def test_where_there_are_no_others_all_words_count() -> None:
    assert telling("to be or not") == "to be or not"
    assert telling("") == ""
