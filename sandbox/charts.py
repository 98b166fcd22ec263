"""The data_visualization block: which charts there are and what they hold."""

from typing import Final

from sandbox.refusal import Value
from sandbox.schema import (
    Check,
    Field,
    Report,
    Spec,
    array,
    choice,
    may,
    need,
    record,
    string,
    together,
    variant,
)


def _number(value: Value, at: str, report: Report) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        report.add("must be a number", at)


_POINT: Final = record({"label": need(string("chart.label")), "value": need(_number)})
_SERIES: Final = record({"name": need(string()), "data": need(array(_POINT))})
_AXES: Final = record(
    {
        "categories": need(array(string("chart.label"))),
        "x_label": may(string("chart.axis_label")),
        "y_label": may(string("chart.axis_label")),
    }
)


def _labels_known(value: Value, at: str, report: Report) -> None:
    categories = (value.get("axis_config") or {}).get("categories")
    for number, series in enumerate(value.get("series") or []):
        if [point.get("label") for point in series.get("data", [])] != categories:
            report.add("labels must match the categories", f"{at}/series/{number}/data")


def _plotted(kind: str) -> Check:
    spec: dict[str, Field] = {
        "type": need(choice(kind)),
        "series": need(array(_SERIES, "chart.series")),
        "axis_config": need(_AXES),
    }
    return together(record(spec), _labels_known)


_PIE: Final[Spec] = {
    "type": need(choice("pie")),
    "segments": need(array(_POINT, "chart.segments")),
}
CHART: Final = variant(
    {"pie": record(_PIE), **{kind: _plotted(kind) for kind in ("bar", "area", "line")}}
)
