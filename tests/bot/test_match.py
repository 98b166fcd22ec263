"""`match`: two CSV files in, matches out; whatever is wrong is named, and nothing is half-done."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.content.reader import read
from bot.matching.filter import HARD, PRIVATE, PRIVATE_REASON

MENTORS = """id,name,topics,capacity,tz,languages,team,purpose,can_be,manager_id
maya,Maya,giving feedback:3;leading:2,1,Europe/Madrid,en;es,blue,career,mirror,
jonas,Jonas,giving feedback,2,Europe/London,en,red,,,
"""
MENTEES = """id,topics,tz,languages,team,purpose,looking_for,wishes,manager_id
theo,giving feedback:1:1;leading,Europe/Madrid,en,green,career,mirror,maya,jonas
lena,giving feedback,Europe/Berlin,en,red,,,,
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def match(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command over these files; its exit code, and what it printed."""

    def run(
        *args: str, mentors: str | bytes = MENTORS, mentees: str | bytes = MENTEES
    ) -> tuple[int, str, str]:
        for name, text in (("mentors.csv", mentors), ("mentees.csv", mentees)):
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / name).write_bytes(data)
        files = (f"--mentors={tmp_path / 'mentors.csv'}", f"--mentees={tmp_path / 'mentees.csv'}")
        code = main(["match", *files, "--week=2026-12-01", *args])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def refused(match: Run, **files: str | bytes) -> list[str]:
    """What is said of files that cannot be used; nothing was matched."""
    code, out, err = match(**files)
    *faults, conclusion = err.splitlines()
    assert (code, out) == (1, "")
    assert conclusion.endswith("to put right; nobody was matched.")
    return faults


def test_a_table_says_who_is_with_whom_and_why(match: Run) -> None:
    code, out, err = match()
    assert code == 0
    assert err == "Note: mentors.csv: not used for matching: name.\n"
    first, _, head, *rows = out.splitlines()
    assert first == "1 of 2 mentees placed; 109 points in all, 109 in the weakest pair."
    assert head.split() == ["mentee", "mentor", "points", "why"]
    assert rows[0] == (
        "theo    maya       109  offers giving feedback and leading; wished for; both for career"
    )
    assert "  lena: 2 people share one place, with maya." in rows
    assert (
        "  One more mentor for “giving feedback”, with 2 places each, would place 1 more." in rows
    )


def test_json_holds_matches_parts_reasons_proofs_totals_and_a_digest(match: Run) -> None:
    code, out, err = match("--json")
    facts = json.loads(out)
    assert (code, err) == (0, "")
    (pair,) = facts["matches"]
    assert (pair["mentee"], pair["mentor"]) == ("theo", "maya")
    assert sum(pair["parts"].values()) == pair["score"] == 109
    assert pair["reasons"] == [
        "offers giving feedback and leading",
        "wished for",
        "both for career",
    ]
    (left,) = facts["unplaced"]
    assert left["mentee"] == "lena"
    assert left["certificate"] == {"mentees": ["lena", "theo"], "mentors": ["maya"], "places": 1}
    assert {"placed": 1, "score": 109, "floor": 109}.items() <= facts["totals"].items()
    assert len(facts["digest"]) == 64


def test_a_draft_can_be_held_to_the_digest_of_an_earlier_one(match: Run) -> None:
    digest = json.loads(match("--json")[1])["digest"]
    assert match("--expect", digest[:16])[0] == 0
    code, _, err = match(
        "--expect", digest[:16], mentors=MENTORS.replace("feedback:3", "feedback:1")
    )
    assert code == 1
    assert err.splitlines()[-1] == f"This is another draft than {digest[:16]}."


def test_groups_are_formed_from_the_same_files(match: Run) -> None:
    people = "".join(f"t{n},career,{'sales' if n % 2 else 'legal'}\n" for n in range(4))
    mentees = f"id,purpose,function\n{people}lone,skills,sales\n"
    code, out, _ = match("--groups", mentors="id,purpose\nmaya,Career\n", mentees=mentees)
    assert code == 0
    assert out.splitlines() == [
        "One group, 4 of 5 mentees.",
        "  maya (career): t0, t1, t2, t3",
        "In no group: lone",
    ]
    code, out, _ = match("--groups", "--json")
    assert (code, json.loads(out)) == (3, {"groups": [], "unplaced": ["lena", "theo"]})


def test_the_same_files_in_another_order_are_the_same_draft(match: Run) -> None:
    def turned(text: str) -> str:
        head, *rows = text.splitlines()
        return "\n".join([head, *reversed(rows)])

    once = json.loads(match("--json", "--seed-round=spring")[1])
    again = json.loads(
        match("--json", "--seed-round=spring", mentors=turned(MENTORS), mentees=turned(MENTEES))[1]
    )
    assert once == again


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("theo", "maya"), "theo and maya are matched.\nThese two: 109 points (topics 40,"),
        (("theo", "jonas"), "One of them is in the other's reporting line.\n"),
        (("lena", "jonas"), "Both are in the same team.\n"),
        (("lena", "maya"), "Matching them would cost all together 37 points.\nThese two: 72"),
    ],
)
def test_any_two_can_be_explained(match: Run, pair: tuple[str, str], words: str) -> None:
    code, out, _ = match("--explain", *pair)
    assert code == 0
    assert out.startswith(words)


def test_explaining_somebody_who_is_in_no_file_says_so(match: Run) -> None:
    code, out, err = match("--explain", "nobody", "maya")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1] == "nobody is not in this run"


def test_every_rule_has_words_for_those_who_ask() -> None:
    words = read().words("en")
    codes = {rule.code for rule in HARD} - PRIVATE | {PRIVATE_REASON}
    assert [code for code in sorted(codes) if not words.has(f"rule.{code}")] == []


def test_stable_mode_says_what_it_costs(match: Run) -> None:
    code, out, _ = match("--stable")
    assert code == 0
    assert "Stable mode: 0 fewer placed than possible, 0 points less in all." in out


def test_the_level_rule_is_asked_for_or_comes_with_the_purpose(match: Run) -> None:
    level = "id,topics,purpose\nann,deciding:3:1,{}\n"
    offer = "id,topics\nbob,deciding:3\n"
    assert match(mentors=offer, mentees=level.format("career"))[0] == 0
    for purpose, flags in (("career", ("--level-rule",)), ("Knowledge transfer", ())):
        code, out, _ = match(*flags, mentors=offer, mentees=level.format(purpose))
        assert code == 3
        assert "no rule leaves them any mentor" in out


def test_nobody_who_can_be_placed_has_an_exit_code_of_its_own(match: Run) -> None:
    code, out, _ = match(mentors="id,team\nmaya,blue\n", mentees="id,team\ntheo,Blue\n")
    assert code == 3
    assert out.startswith("0 of 1 mentees placed; 0 points in all")


def test_everything_wrong_is_named_at_once_by_file_row_and_column(match: Run) -> None:
    mentors = (
        "id,topics,capacity,tz,hours,tenure_months\n"
        "m1,giving:9,two,Europe/Madird,9 to 5,-1\n"
        ",deciding,1,,,\n"
        "m1,deciding;Deciding,1,Mars/Base,17:00-17:00,\n"
        "m3,:1,256,,25:00-26:00,\n"
    )
    no_zone = "is no time zone like Europe/Madrid."
    faults = refused(match, mentors=mentors, mentees="id,topics\nt1,a:1:4;b:1\nt2,a:1:2:3\n")
    assert faults == [
        "mentees.csv, row 2, topics: in “a:1:4” the priority is not 1 to 3.",
        "mentees.csv, row 3, topics: “a:1:2:3” is not of the form topic:level:priority.",
        "mentors.csv, row 2, topics: in “giving:9” the level is not 0 to 4.",
        "mentors.csv, row 2, capacity: “two” is no whole number from 0 to 255.",
        f"mentors.csv, row 2, tz: “Europe/Madird” {no_zone} Is it Europe/Madrid?",
        "mentors.csv, row 2, hours: “9 to 5” are no hours like 09:00-17:00.",
        "mentors.csv, row 2, tenure_months: “-1” is no whole number from 0 to 1200.",
        "mentors.csv, row 3, id: is missing.",
        "mentors.csv, row 4, topics: “Deciding” is named twice.",
        f"mentors.csv, row 4, tz: “Mars/Base” {no_zone}",
        "mentors.csv, row 4, hours: “17:00-17:00” begin and end at once.",
        "mentors.csv, row 4, id: m1 is in row 2 already.",
        "mentors.csv, row 5, topics: “:1” is not of the form topic:level.",
        "mentors.csv, row 5, capacity: “256” is no whole number from 0 to 255.",
        "mentors.csv, row 5, hours: “25:00-26:00” names a time that no clock shows.",
    ]


def test_programs_read_what_is_wrong_as_json(match: Run) -> None:
    code, out, err = match("--json", mentees="id,topics\nann,a:9\n")
    assert (code, err) == (1, "")
    words = "in “a:9” the level is not 0 to 4."
    fault = {"file": "mentees.csv", "words": words, "row": 2, "column": "topics"}
    assert json.loads(out) == {"faults": [fault]}


def test_a_circle_in_the_reporting_line_is_named_once(match: Run) -> None:
    mentors = "id,manager_id\nm1,t1\nm2,m2\n"
    mentees = "id,manager_id\nt1,t2\nt2,m1\nt3,t2\n"
    assert refused(match, mentors=mentors, mentees=mentees) == [
        "mentees.csv, row 2, manager_id: a circle: t1 → t2 → m1 → t1.",
        "mentors.csv, row 3, manager_id: a circle: m2 → m2.",
    ]


def test_the_reporting_line_is_followed_through_both_files(match: Run) -> None:
    mentors = "id,manager_id\ntop,\nmid,top\n"
    code, out, err = match(
        "--explain", "low", "top", mentors=mentors, mentees="id,manager_id\nlow,mid\n"
    )
    assert (code, out, err) == (0, "One of them is in the other's reporting line.\n", "")


def test_an_unknown_manager_and_other_curious_things_are_told_beside_the_matches(
    match: Run,
) -> None:
    mentors = "id,capacity,hours,tz,topics\nm1,0,22:00-06:00,UTC,Deciding\nboth,1,16:00-24:00,,\n"
    mentees = "id,manager_id,wishes,topics\nt1,boss,,deciding\nboth,,m1,\n"
    code, _, err = match(mentors=mentors, mentees=mentees)
    assert code == 0
    assert err.splitlines() == [
        "Note: 1 in both files; may have a mentor and be one, never for herself: both.",
        "Note: 1 named as managers and in neither file; reporting lines end there: boss.",
        "Note: 1 without a place (capacity 0): m1.",
        "Note: 1 working through midnight, as the hours say: m1.",
        "Note: 1 with hours but no tz; their hours are not compared: both.",
        "Note: Read as one topic: “deciding”, “Deciding”.",
    ]


def test_somebody_in_both_files_has_one_story(match: Run) -> None:
    mentors, mentees = "id,tz,team\nann,UTC,blue\n", "id,tz,team\nann,Europe/Rome,Blue\n"
    assert refused(match, mentors=mentors, mentees=mentees) == [
        "mentors.csv, row 2, tz: ann has another one in mentees.csv, row 2."
    ]


def test_a_slip_of_the_keyboard_in_a_topic_is_asked_about(match: Run) -> None:
    mentees = "id,topics\ntheo,giving feedbak\n"
    (fault,) = refused(match, mentees=mentees)
    assert fault == (
        "mentees.csv, row 2, topics: nobody offers “giving feedbak”. "
        "Is it “giving feedback”? If not, add --as-written."
    )
    code, out, _ = match("--as-written", mentees=mentees)
    assert code == 0
    assert "giving feedback" not in out


def test_wishes_and_blocks_that_miss_by_a_letter_are_asked_about(match: Run) -> None:
    mentees = "id,wishes,blocks\nt001,mentor-02,mentor-O1\nt002,,a stranger\n"
    faults = refused(match, mentors="id\nmentor-01\n", mentees=mentees)
    assert faults == [
        "mentees.csv, row 2, wishes: mentor-02 is no mentor. Is it mentor-01?",
        "mentees.csv, row 2, blocks: an id is in neither file, but close to one.",
    ]


def test_a_block_of_either_side_is_told_in_the_one_sentence_for_all_that_is_private(
    match: Run,
) -> None:
    for mentor, mentee in (("maya,theo", "theo,"), ("maya,", "theo,maya")):
        code, out, _ = match(
            "--explain",
            "theo",
            "maya",
            mentors=f"id,blocks\n{mentor}\n",
            mentees=f"id,blocks\n{mentee}\n",
        )
        assert (code, out) == (0, "They are not available for each other.\n")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty; it needs a header row with at least the column id."),
        (b"\n\n", "is empty; it needs a header row with at least the column id."),
        (b"id,team\n", "has a header and nobody below it."),
        (b"id;team\nmaya;blue\n", ", row 1: the columns are not separated by commas."),
        (b"name,team\nMaya,blue\n", ", row 1: there is no column id; everybody needs one."),
        (b"id,team,Team\nmaya,,\n", ", row 1, team: there are 2 columns of this name."),
        (b"id,topic\nmaya,\n", ", row 1, topic: is no column of this file. Is it “topics”?"),
        (b"id,team\nmaya,a,b\n", ", row 2: has 3 cells, the header 2. Is a comma in a cell?"),
        (b'id,team\nmaya,"blue\n', ", row 2: the row cannot be read (unexpected end of data)."),
        (b"id\nmaya\0\n", ", row 2: holds a NUL character"),
        ("id\nmaya\n".encode("utf-16"), "is in UTF-16. Save it as “CSV UTF-8”."),
        (
            "id,location\nmaya,Málaga\n".encode("cp1252"),
            ", row 2: byte 0xE1 is not UTF-8, perhaps “á” of Windows-1252.",
        ),
    ],
)
def test_a_file_that_is_no_roster_is_named(match: Run, data: bytes, words: str) -> None:
    (fault,) = refused(match, mentors=data)
    assert fault.startswith("mentors.csv")
    assert words in fault


def test_five_megabytes_in_a_wrong_encoding_are_one_sentence(match: Run) -> None:
    row = "p{:06},Münster,deciding,Europe/Berlin,a long line of no use at all\n"
    text = "id,location,topics,tz,remarks\n" + "".join(row.format(n) for n in range(80_000))
    data = text.encode("latin-1")
    assert len(data) > 5_000_000
    (fault,) = refused(match, mentees=data)
    assert fault.startswith("mentees.csv, row 2: byte 0xFC is not UTF-8")


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: Any) -> None:
    code = main(["match", f"--mentors={tmp_path / 'a.csv'}", f"--mentees={tmp_path}"])
    err = capsys.readouterr().err
    assert code == 1
    assert "a.csv: cannot be read (No such file or directory)." in err
    assert f"{tmp_path.name}: cannot be read (Is a directory)." in err


def test_spreadsheets_may_write_a_mark_first_blank_rows_and_quoted_lines(match: Run) -> None:
    mentors = '\ufeffid,location\r\n\r\nmaya,"Bonn\nBeuel"\r\n,\r\n'
    code, out, err = match(mentors=mentors, mentees="id\n  theo \n")
    assert (code, err) == (0, "")
    assert "theo    maya" in out


def test_wrong_usage_is_two(capsys: Any) -> None:
    assert main(["match", "--mentors", "x"]) == 2
    assert "--mentees" in capsys.readouterr().err
    assert main(["match", "--help"]) == 0


def test_without_the_solver_the_command_says_how_to_get_it(match: Run, tmp_path: Path) -> None:
    match()
    code = (
        "import sys; sys.modules['numpy'] = sys.modules['ortools'] = None\n"
        "from bot.cli import main\n"
        f"sys.exit(main(['match', '--mentors={tmp_path}/mentors.csv', "
        f"'--mentees={tmp_path}/mentees.csv']))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1].startswith("Whole-cohort matching needs the extra")
