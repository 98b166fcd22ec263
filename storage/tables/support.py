"""A line to a coordinator, for as long as it is on its way."""

from datetime import datetime

from storage.tables.declaring import Erase, Row, link, plain, sealed


class SupportLineRow(Row, table=True):
    __tablename__ = "support_line"
    person_id: str = link("person.id", Erase.DELETE, index=True)
    reader_id: str = link("person.id", Erase.DELETE, index=True)
    text: str = sealed(Erase.DELETE)
    may_act: bool = plain(Erase.DELETE)
    at: datetime = plain(Erase.DELETE)
