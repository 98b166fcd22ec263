"""Rich text: which elements may stand in which."""

from typing import Final

from sandbox.schema import (
    Check,
    anything,
    array,
    choice,
    may,
    need,
    record,
    string,
    variant,
    whole,
)

_STYLE: Final = may(anything)
_INLINE: Final[dict[str, Check]] = {
    "text": record({"type": need(string()), "text": need(string()), "style": _STYLE}),
    "link": record(
        {
            "type": need(string()),
            "url": need(string()),
            "text": may(string()),
            "unsafe": may(anything),
            "style": _STYLE,
        }
    ),
    "user": record({"type": need(string()), "user_id": need(string()), "style": _STYLE}),
    "channel": record({"type": need(string()), "channel_id": need(string()), "style": _STYLE}),
    "usergroup": record({"type": need(string()), "usergroup_id": need(string()), "style": _STYLE}),
    "emoji": record(
        {
            "type": need(string()),
            "name": need(string()),
            "unicode": may(string()),
            "skin_tone": may(whole(1)),
            "style": _STYLE,
        }
    ),
    "date": record(
        {
            "type": need(string()),
            "timestamp": need(whole(0)),
            "format": need(string()),
            "url": may(string()),
            "fallback": may(string()),
            "style": _STYLE,
        }
    ),
    "color": record({"type": need(string()), "value": need(string()), "style": _STYLE}),
    "broadcast": record(
        {
            "type": need(string()),
            "range": need(choice("here", "channel", "everyone")),
            "style": _STYLE,
        }
    ),
}
_SECTION: Final = record(
    {"type": need(string()), "elements": need(array(variant(_INLINE), least=0))}
)
_BORDERED: Final = record(
    {
        "type": need(string()),
        "elements": need(array(variant(_INLINE), least=0)),
        "border": may(whole(0)),
        "language": may(string()),
    }
)
_LIST: Final = record(
    {
        "type": need(string()),
        "style": need(choice("bullet", "ordered")),
        "elements": need(array(variant({"rich_text_section": _SECTION}), least=0)),
        "indent": may(whole(0)),
        "offset": may(whole(0)),
        "border": may(whole(0)),
    }
)
RICH_TEXT: Final = array(
    variant(
        {
            "rich_text_section": _SECTION,
            "rich_text_list": _LIST,
            "rich_text_quote": _BORDERED,
            "rich_text_preformatted": _BORDERED,
        }
    ),
    least=0,
)
