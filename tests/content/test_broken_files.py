"""Every broken file is named with its line and a way out, all of them at once."""

from pathlib import Path

import pytest

from bot.content.reader import ContentError, read
from tests.content.planting import MESSAGE, faults

BODY = "You meet {partner}.\n"


def front(*lines: str) -> str:
    return "\n".join(("+++", 'role = "both"', *lines, "+++", "Hello.\n"))


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "en/messages/x.md",
            front('buton = ["send"]'),
            "3: unknown key 'buton'; did you mean 'buttons'?",
        ),
        ("en/messages/x.md", front("zzz = 1"), "3: unknown key 'zzz'; known are: after, buttons,"),
        (
            "en/messages/x.md",
            front('buttons = ["sent"]'),
            "3: the button 'sent' has no label 'button.sent'; did you mean",
        ),
        ("en/messages/x.md", front('menu = ["latter"]'), "3: the button 'latter' has no label"),
        ("en/messages/x.md", front('buttons = "send"'), "3: 'buttons' is a list of ids; write"),
        ("en/messages/x.md", front("buttons = [1]"), "3: 'buttons' is a list of ids; write"),
        (
            "en/messages/x.md",
            front('kind = "stages"'),
            "3: 'kind' cannot be 'stages'; did you mean 'stage'?",
        ),
        (
            "en/messages/x.md",
            front('stage = "lerning"'),
            "3: 'stage' cannot be 'lerning'; did you mean 'learning'?",
        ),
        ("en/messages/x.md", front("stage = 2"), "3: 'stage' cannot be 2; known are: expectations"),
        (
            "en/messages/x.md",
            front("after = 7"),
            "3: 'after' counts days into a stage; add the key 'stage'",
        ),
        (
            "en/messages/x.md",
            front('stage = "learning"', 'after = "7"'),
            "4: 'after' is a number of days",
        ),
        (
            "en/messages/x.md",
            front('stage = "learning"', "after = -1"),
            "4: 'after' is a number of days",
        ),
        (
            "en/messages/x.md",
            front('stage = "learning"', "after = true"),
            "4: 'after' is a number of days",
        ),
        ("en/messages/x.md", front('off = "yes"'), "3: 'off' is true or false"),
        (
            "en/messages/x.md",
            front('when = ["no_gaol"]'),
            "3: the condition 'no_gaol' is unknown; did you mean 'no_goal'?",
        ),
        (
            "en/messages/x.md",
            '+++\nrole = "mentees"\n+++\nHi.',
            "2: 'role' cannot be 'mentees'; did you mean 'mentee'?",
        ),
        (
            "en/messages/x.md",
            '+++\nkind = "stage"\n+++\nHi.',
            "1: the key 'role' is missing; add one of: mentee, mentor",
        ),
        ("en/messages/x.md", "Hello.\n", "1: front matter is missing; begin with +++"),
        (
            "en/messages/x.md",
            '+++\nrole = "both"\nHello.\n',
            "1: the front matter has no end; close it",
        ),
        (
            "en/messages/x.md",
            '+++\nrole = both"\n+++\nHello.\n',
            "2: this is not TOML (Invalid value); write key",
        ),
        (
            "en/messages/x.md",
            '+++\nrole = "both"\nmenu = ["a"\n+++\nHello.\n',
            "3: this is not TOML",
        ),
        (
            "en/messages/x.md",
            '+++\nrole = "both"\n+++\n \n',
            "1: the body is empty; write it below",
        ),
        (
            "en/messages/x.md",
            MESSAGE + "Hello {Name}.\n",
            "6: '{Name}' is not a fact; write {fact}",
        ),
        (
            "en/messages/x.md",
            MESSAGE + "Hello.\n\nYou, {name\n",
            "8: '{name' is not a fact; write {fact}",
        ),
        ("en/messages/x.md", MESSAGE + "Hello }.\n", "6: '}' is not a fact; write {fact}"),
        (
            "en/messages/x.md",
            MESSAGE.encode() + b"caf\xe9\n",
            "6: this is not UTF-8; save the file as UTF-8",
        ),
        ("en/messages/x y.md", front(), "1: name the file with letters, digits"),
        ("en/messages/x.txt", front(), "1: only .md files belong here; rename or move it"),
        (
            "en/messages/learning/before.md",
            front(),
            "4: 'before' is already in base/en/messages/before.md:6; keep one",
        ),
        ("en/messages/form.join.hint.md", front(), "is already in"),
        (
            "en/words/x.toml",
            '[form]\njoin.title = "Again"\n',
            "2: 'form.join.title' is already in base/en/words/terms.toml:5; keep one",
        ),
        ("en/words/x.toml", "a = 1\n", "1: 'a' is not text; write text in quotes"),
        (
            "en/words/x.toml",
            'c = { one = "1", two = "2" }\n',
            "1: 'c' is not text; write text in quotes, or a table with",
        ),
        ("en/words/x.toml", 'c = { one = 1, other = "2" }\n', "1: 'c' is not text"),
        ("en/words/x.toml", 'a = "1"\nb = "2\n', "2: this is not TOML ("),
        ("en/words/x.toml", 'a = "1"\n\n[b]\nc = "{}"\n', "4: '{}' is not a fact"),
        ("en/words/x.md", "Hello.", "1: only .toml files belong here"),
        ("en/message/x.md", front(), "1: unknown folder; did you mean 'messages'?"),
        (
            "de/messages/befor.md",
            "Hallo.",
            "1: the base language 'en' has no 'befor'; did you mean 'before'?",
        ),
        (
            "de/messages/before.md",
            MESSAGE + BODY,
            "1: front matter belongs to the base language 'en' only",
        ),
        (
            "de/messages/before.md",
            "Du triffst\n{parter}.",
            "2: the fact 'parter' is not known here; did you mean 'partner'?",
        ),
        (
            "de/messages/ended.md",
            "Du, {name}.",
            "1: the fact 'name' is not known here; 'ended' has no facts",
        ),
        ("de/messages/before.md", "\n", "1: the body is empty"),
        (
            "de/words/x.toml",
            '[form.join]\ntitel = "Los"\n',
            "2: the base language 'en' has no 'form.join.titel'",
        ),
        (
            "de/words/x.toml",
            '[form.join]\ntitle = "{progam}"\n',
            "the fact 'progam' is not known here; did you mean 'program'?",
        ),
        (
            "de/words/x.toml",
            '[form.join.hint]\none = "a"\nother = "b"\n',
            "1: the fact 'n' is not known here",
        ),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, text: str | bytes, fault: str) -> None:
    found = faults(tmp_path, {name: text}, predicates=("no_goal",))
    assert any(fault in f for f in found), found
    assert len(found) == 1, found


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("en/messages/before.md", "You meet {friend}.\n", "1: the fact 'friend' is not known here"),
        (
            "en/messages/befor.md",
            "+++\noff = true\n+++\n",
            "there is no 'befor' to switch off; did you mean 'before'?",
        ),
        ("en/messages/before.md", "", "1: the body is empty"),
        ("en/messages/before.md", "+++\nrole = 1\n+++\nHi.", "2: 'role' cannot be 1"),
        ("en/messages/lunch.md", "Lunch.\n", "1: front matter is missing"),
        (
            "en/messages/button.send.md",
            "x",
            "already in base/en/words/terms.toml:2; choose another id",
        ),
        (
            "en/words/x.toml",
            '[form.join]\nhint = "{name}"\n',
            "2: the fact 'name' is not known here",
        ),
        ("words/x.toml", 'a = "b"', "over/words:1: put this into a language folder, like en or de"),
        ("english/words/x.toml", 'a = "b"', "over/english:1: put this into a language folder"),
    ],
)
def test_a_broken_overlay_is_named(tmp_path: Path, name: str, text: str, fault: str) -> None:
    found = faults(tmp_path, over={name: text})
    assert any(fault in f for f in found), found


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    broken = {
        "en/messages/x.md": front("a = 1", "b = 2"),
        "en/words/y.toml": "c",
        "de/words/z.md": "",
    }
    assert [fault.split(": ")[0] for fault in faults(tmp_path, broken)] == [
        "base/de/words/z.md:1",
        "base/en/messages/x.md:3",
        "base/en/messages/x.md:4",
        "base/en/words/y.toml:1",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such folder"):
        read(tmp_path / "nowhere")


def test_a_folder_without_texts_is_fine(tmp_path: Path) -> None:
    assert "en" in read(tmp_path).languages
