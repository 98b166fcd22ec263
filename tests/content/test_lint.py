"""Every rule of tone and length, with a text that keeps it and one that does not."""

from pathlib import Path

import pytest

from bot.content.lint import BODY_WORDS, SENTENCE_WORDS, Problem, lint
from bot.content.style import Allowed, Style, style_from, style_of
from tests.content.planting import MESSAGE, library

SENTENCE = "One two three four five. "


def problems(root: Path, name: str, text: str, style: Style | None = None) -> list[Problem]:
    found = lint(library(root, {name: text}), lambda language: style or style_of(language))
    return [problem for problem in found if problem.file.endswith(name)]


def rules(root: Path, body: str, front: str = MESSAGE) -> list[str]:
    return [problem.rule for problem in problems(root, "en/messages/x.md", front + body)]


def front(buttons: int = 0, more: str = "") -> str:
    ids = [f'"b{number}"' for number in range(buttons)]
    return f'+++\nrole = "both"\nbuttons = [{", ".join(ids)}]\n{more}+++\n'


def labels(*texts: str) -> dict[str, str]:
    lines = [f'b{number} = "{text}"\n' for number, text in enumerate(texts)]
    return {"en/words/b.toml": "[button]\n" + "".join(lines)}


def sentence(words: int) -> str:
    return " ".join(["word"] * words) + "."


@pytest.mark.parametrize(
    ("rule", "keeps", "breaks"),
    [
        ("length", SENTENCE * 12, SENTENCE * 12 + "More."),
        ("length", SENTENCE * 11 + "You meet {at}.", SENTENCE * 11 + "You meet {partner} on {at}."),
        ("sentence", sentence(20), sentence(21)),
        ("sentence", f"{sentence(12)} {sentence(12)}", f"{sentence(12)[:-1]}, {sentence(12)}"),
        ("sentence", f'"{sentence(12)[:-1]}?" {sentence(12)}', f"{sentence(18)[:-1]} on {{day}}."),
        ("questions", "Who? When?", "Who? When? Where?"),
        ("exclamation", "Well done!", "Well done! Go on!"),
        ("emoji", "Well done 🎉", "Well done 🎉🎉 ✨"),
        ("emoji", "Thank you :tada:", "Thank :tada: you"),
        ("emoji", "At 10:00 to 10:45: the talk.", "🎉 Done."),
        ("format", "*Bold* and snake_case.", "**Bold**."),
        ("format", "See [the plan].", "See [the plan](https://x)."),
        ("format", "Type `/mentor help` for more.", "Set `MENTOR` first."),
        ("format", "You & me < 5.", "Hello <@U1>."),
        ("format", "Number #1.", "# Title"),
        ("format", "a_b_c.", "Now _really_ do it."),
        ("format", "About ~5 words.", "~Old~ new."),
        ("format", "5 > 4.", "> Quoted."),
    ],
)
def test_a_rule_of_form(tmp_path: Path, rule: str, keeps: str, breaks: str) -> None:
    assert rules(tmp_path / "keeps", keeps) == []
    assert rules(tmp_path / "breaks", breaks) == [rule]


@pytest.mark.parametrize(
    ("rule", "keeps", "breaks"),
    [
        ("banned", "Planned for Tuesday.", "This is Overdue."),
        ("banned", "You can send it now.", "You still haven\u2019t sent it."),
        ("banned", "It takes a minute.", "Just a reminder: it takes a minute."),
        ("banned", "Open the plan.", "Click here."),
        ("hidden", "Three keyboards.", "The key question."),
        ("hidden", "We grow. Your gas bill.", "A GROW plan."),
        ("hidden", "Stage left.", "You are in stage 2."),
        ("hidden", "A new learning.", "Two learners."),
        ("hidden", "A systematic look.", "The system sent it."),
        ("hidden", "A mentee.", "A protégé."),
        ("promises", "Only you see it until you send it.", "Nobody can see it."),
        ("promises", "Nobody else sees it.", "No one will know."),
        ("spelling", "A program.", "Two programmes."),
        ("spelling", "Practice, color, organization.", "Organisation."),
    ],
)
def test_a_rule_of_words(tmp_path: Path, rule: str, keeps: str, breaks: str) -> None:
    assert rules(tmp_path / "keeps", keeps) == []
    assert rules(tmp_path / "breaks", breaks) == [rule]


def test_every_avoided_word_is_found_and_says_what_to_do_instead() -> None:
    for avoided in style_of("en").avoided:
        text = f"So {avoided.word.replace('#', '3')}, then."
        assert avoided in style_of("en").found("x", text), avoided.word
        assert avoided.word in avoided.reason
        assert len(avoided.reason) > len(avoided.word) + 20


def test_the_lists_of_the_product_are_complete() -> None:
    words = {avoided.word for avoided in style_of("en").avoided}
    product = (
        "index, baseline, pulse, cohort, stage #, GAS, GROW, IDP, if-then, flash, resource-based"
    )
    more = "criteria, key, gate, learner, the system, guide, protégé, overdue, failed, don't forget"
    assert {*product.split(", "), *more.split(", ")} <= words


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Send all of my topics in", []),
        ("Send all of my topics now", ["label"]),
        ("Invite {n} people at once", []),
        ("Invite {n} people at once now", ["label"]),
        ("Send 🎉", ["label"]),
    ],
)
def test_a_label_is_short_and_has_no_emoji(tmp_path: Path, label: str, found: list[str]) -> None:
    text = f'[button]\nx = "{label}"\n'
    assert [problem.rule for problem in problems(tmp_path, "en/words/x.toml", text)] == found


def test_both_forms_of_a_plural_are_read(tmp_path: Path) -> None:
    text = '[button.x]\none = "Invite one of them"\nother = "Invite {n} people to the program"\n'
    assert [problem.rule for problem in problems(tmp_path, "en/words/x.toml", text)] == ["label"]


def test_words_keep_the_rules_of_words_but_may_be_long(tmp_path: Path) -> None:
    text = f'x = "{SENTENCE * 13}"\ny = "Who? When? Where?"\nz = "The key."\n'
    assert [problem.rule for problem in problems(tmp_path, "en/words/x.toml", text)] == ["hidden"]


@pytest.mark.parametrize(
    ("front", "body", "found"),
    [
        (front(1), "Did you talk?", []),
        (front(0), "Did you talk?", ["buttons"]),
        (front(0), "You talked.", []),
        (front(1, 'stage = "learning"\nafter = 7\n'), "One idea.", []),
        (front(0, 'stage = "learning"\nafter = 7\n'), "One idea.", ["buttons"]),
        (front(3), "One idea.", []),
        (front(4), "One idea.", ["buttons"]),
    ],
)
def test_what_asks_has_a_button_and_nothing_has_many(
    tmp_path: Path, front: str, body: str, found: list[str]
) -> None:
    files = {**labels("One", "Two", "Three", "Four"), "en/messages/x.md": front + body}
    assert [problem.rule for problem in lint(library(tmp_path, files))] == found


def test_labels_of_a_message_differ_in_every_language(tmp_path: Path) -> None:
    files = {**labels("Yes", "No"), "en/messages/x.md": front(2) + "Did you talk?"}
    assert lint(library(tmp_path / "keeps", files)) == ()
    german = {"de/words/b.toml": '[button]\nb0 = "Ja"\nb1 = "Ja"\n'}
    (found,) = lint(library(tmp_path / "breaks", {**files, **german}))
    assert (found.rule, found.id) == ("buttons", "x")
    assert "'de'" in found.words


def test_an_exception_says_where_a_word_may_stand(tmp_path: Path) -> None:
    style = Style(style_of("en").avoided, (Allowed("key", "refusal.*", "names a file"),))
    text = '[refusal]\nx = "The key file."\n[form]\nx = "The key file."\n'
    found = problems(tmp_path, "en/words/x.toml", text, style)
    assert [problem.id for problem in found] == ["form.x"]


def test_exceptions_are_justified_and_still_needed() -> None:
    style = style_of("en")
    assert all(len(case.why.split()) >= 4 for case in style.allowed)
    assert {case.word for case in style.allowed} <= {avoided.word for avoided in style.avoided}


def test_a_style_is_written_in_toml() -> None:
    style = style_from(
        '[spelling]\ncolour = "color"\n[samples]\nn = "9"\n'
        '[[allowed]]\nword = "colour"\nids = "x"\nwhy = "a name"\n'
    )
    assert style.avoided[0].reason == "'colour' is British spelling; write 'color'"
    assert style.sampled("{n} of {them}") == "9 of two words"
    assert list(style.found("x", "Colours")) == []


def test_samples_are_one_to_three_words() -> None:
    assert all(1 <= len(text.split()) <= 3 for text in style_of("en").samples.values())


def test_a_language_without_a_style_keeps_the_rules_of_form(tmp_path: Path) -> None:
    files = {"de/messages/before.md": f"{sentence(21)} Der overdue Cohort."}
    assert [problem.rule for problem in lint(library(tmp_path, files))] == ["sentence"]


def test_the_overlay_is_read_too(tmp_path: Path) -> None:
    found = lint(library(tmp_path, over={"en/messages/ended.md": "Overdue."}))
    assert [(problem.id, problem.rule) for problem in found] == [("ended", "banned")]


def test_a_problem_says_where_what_and_which_rule(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, "en/messages/x.md", MESSAGE + sentence(21))
    assert str(found).removeprefix(f"{tmp_path}/base/") == (
        "en/messages/x.md: x: 21 words in the sentence 'word word word word' ...; "
        "split it at 20 (sentence)"
    )


def test_the_limits_are_those_of_the_product() -> None:
    assert (BODY_WORDS, SENTENCE_WORDS) == (60, 20)
