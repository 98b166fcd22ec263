"""The reporting line: what is wrong in a file, and who stands above whom."""

from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from bot.domain.reporting import above, connected, faults

NAMES = tuple(f"U0{letter}" for letter in "ABCDEFG")
LINES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES), max_size=7).map(
    lambda found: {one: boss for one, boss in found.items() if one != boss}
)


def rows(line):
    return [(number, one, boss) for number, (one, boss) in enumerate(line.items(), start=2)]


def in_circles(line):
    """Everybody who stands in a circle, by the strong components of the graph."""
    places = {name: at for at, name in enumerate(NAMES)}
    edges = [(places[one], places[boss]) for one, boss in line.items()]
    sources, targets = zip(*edges, strict=True) if edges else ((), ())
    graph = csr_matrix(([1] * len(edges), (sources, targets)), shape=(7, 7))
    _, parts = connected_components(graph, directed=True, connection="strong")
    found = {one for one in NAMES if (parts == parts[places[one]]).sum() > 1}
    return {number for number, one, _ in rows(line) if one in found}


@given(LINES)
def test_exactly_those_in_a_circle_are_named(line):
    told = [fault for fault in faults(rows(line)) if fault.code == "circle"]
    named = [number for fault in told for number in fault.rows]
    assert sorted(named) == sorted(in_circles(line))


@given(LINES)
def test_whoever_is_above_is_reached_by_going_up(line):
    for one in NAMES:
        bosses = above(one, line)
        assert bosses == {line[below] for below in (one, *bosses) if below in line}


def test_a_line_at_any_distance_connects():
    line = {"U_THEO": "U_ADA", "U_ADA": "U_NORA", "U_NORA": "U_MAYA"}
    assert connected(("U_THEO", "U_MAYA"), line)
    assert connected(("U_MAYA", "U_THEO"), line)
    assert not connected(("U_THEO", "U_JONAS"), line)
    assert not connected(("U_MAYA", "U_JONAS"), line)


def test_every_fault_names_its_rows_and_a_good_file_has_none():
    found = faults(
        [
            (2, "U0A", "U0A"),
            (3, "", "U0A"),
            (4, "ada@northwind.example", ""),
            (5, "U0B", ""),
            (6, "U0B", "U0C"),
            (7, "U0D", "U0E"),
            (8, "U0E", "U0D"),
        ]
    )
    assert [(fault.rows, fault.code) for fault in found] == [
        ((2,), "own_manager"),
        ((3,), "no_person"),
        ((4,), "not_an_id"),
        ((5, 6), "twice"),
        ((7, 8), "circle"),
    ]
    assert faults([(2, "U0A", ""), (3, "W0B", "U0A"), (4, "U0C", "W0B")]) == ()
