"""What somebody has filled into a form of the catalogue and not saved yet."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import NO_SHOW, ShowId


class FormPart(StrEnum):
    """Which part of a show a form is about."""

    NEW = "new"
    FACTS = "facts"
    CREDITS = "credits"
    TITLES = "titles"


@dataclass(frozen=True, slots=True)
class ShowDraft:
    """A new show, or a part of one in the catalogue (then with its number): a form's fields as typed.

    `wants_facts`: if it is left empty, another catalogue is asked for a new show's facts later. It isn't
    when somebody saw what that has and said that it is none of these.
    """

    title: str
    year: int | None = None
    show_id: ShowId = NO_SHOW
    part: FormPart = FormPart.NEW
    other_titles: str = ""
    facts: str = ""
    makers: str = ""
    cast: str = ""
    synopsis: str = ""
    wants_facts: bool = False
