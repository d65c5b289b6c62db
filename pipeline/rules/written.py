"""The form of a rule file as a person writes it, and what is wrong with one that has another, in words."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Discriminator, Field, Strict, Tag, ValidationError, model_validator

from pipeline.errors import RuleError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # eight times as fast, where PyYAML brings libyaml

DEEPEST = 40
"""Levels of lists and keys in a file; rules need six."""

ID = r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$"

Value = str | int | float | bool | None


class RuleText(BaseModel):
    """One rule as written in a rule file."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        json_schema_extra={"oneOf": [{"required": [way]} for way in ("regex", "words", "tokens")]},
    )

    id: str = Field(pattern=ID, description="Names the rule in the database: small letters, figures, `_`, parted by dots.")
    about: str = Field(min_length=10, description="Why the rule is there, in a sentence.")
    regex: str | None = Field(default=None, description="What it finds: a regular expression; (?P<mention>...) is what it marks.")
    words: tuple[str, ...] = Field(default=(), strict=False, description="What it finds: phrases, each for itself.")
    tokens: tuple[Annotated[tuple[dict[str, Any], ...], Strict(False)], ...] = Field(
        default=(), strict=False, description="What it finds: patterns of spaCy's Matcher."
    )
    match: Literal["whole", "start", "anywhere"] = Field(
        default="anywhere", description="Where `words` must stand: be the whole text, at its start, or anywhere."
    )
    case: Literal["any", "exact"] = Field(default="any", description="Whether capitals count.")
    sets: dict[str, Value] = Field(default={}, description="What a hit says, in the terms of the file's other rules.")
    excludes: bool = Field(default=False, description="A look-alike: its words are kept from the file's other rules.")
    priority: int = Field(default=0, description="Of overlapping hits the higher wins, then the longer.")
    confidence: float = Field(default=0.9, ge=0, le=1, description="How sure you are of a hit, from 0 to 1.")
    examples: tuple[str, ...] = Field(
        min_length=2, strict=False, description="[Brackets] show what it must mark; a line without any must stay unmarked."
    )

    @model_validator(mode="after")
    def _finds_in_one_way(self) -> RuleText:
        ways = [bool(self.regex), bool(self.words), bool(self.tokens)]
        if sum(ways) != 1:
            raise ValueError("needs exactly one of regex, words, tokens")
        if self.match != "anywhere" and not self.words:
            raise ValueError("match is for words; in a regex write ^ for the start of the text and $ for its end")
        return self


class ColumnPart(BaseModel):
    """A sub-pattern that is any of the names in a column of a table, so that names stand in one place only."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    table: str = Field(description="The table: resolve/authorities.")
    column: str = Field(description="Its column; a cell may hold several names with ; between them.")
    where: dict[str, Annotated[tuple[str, ...], Strict(False)]] = Field(
        default={}, description="Only the rows that have one of these values in these columns."
    )


Part = Annotated[
    Annotated[str, Tag("pattern")] | Annotated[ColumnPart, Tag("column")],
    Discriminator(lambda written: "column" if isinstance(written, dict | ColumnPart) else "pattern"),
]


class RuleFileText(BaseModel):
    """A shipped rule file as written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    about: str = Field(min_length=10, description="What the file teaches.")
    parts: dict[str, Part] = Field(default={}, description="Sub-patterns that a regex uses as {name}.")
    rules: tuple[RuleText, ...] = Field(min_length=1, strict=False)


class OwnFileText(BaseModel):
    """A rule file of a user's own as written: rules that add to the shipped ones or take their place, and ids to switch off."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, title="Rules of Council Journeys")

    about: str = Field(default="", description="What the file teaches.")
    extends: str | None = Field(default=None, description="The shipped rule file to which new rules belong: structure/columns.")
    parts: dict[str, Part] = Field(default={}, description="Sub-patterns that a regex uses as {name}, beside those of that file.")
    rules: tuple[RuleText, ...] = Field(
        default=(), strict=False, description="A rule with the id of a shipped one takes its place; another is added."
    )
    without: tuple[str, ...] = Field(default=(), strict=False, description="Ids of shipped rules that are to find nothing.")


Form = TypeVar("Form", RuleFileText, OwnFileText)


def check_depth(name: str, text: str) -> None:
    """Refuse a file whose values stand in one another over `DEEPEST` deep; raises `RuleError`.

    What makes values of them calls itself for each level, outside of Python, and would end the program.
    """
    depth = 0
    try:
        for event in yaml.parse(text, _LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise RuleError(f"{name}: line {line}: over {DEEPEST} lists or keys stand in one another")
    except yaml.YAMLError:
        return  # told where it is read


def read_documents(name: str, text: str) -> list[Any]:
    """Return the YAML documents of a file (parted by lines `---`); raises `RuleError` naming file and line."""
    try:
        return [document for document in yaml.load_all(text, _LOADER) if document is not None]
    except yaml.YAMLError as error:
        curly = (
            " Quotes must be straight (') and not curly (\u2018 \u2019)." if re.search("[\u2018\u2019\u201c\u201d]", text) else ""
        )
        remedy = f"Quote every string: '...', with '' for an apostrophe; indent with spaces, not tabs.{curly}"
        raise RuleError(f"{name} is no valid YAML: {error}\n  {remedy}") from error


def checked(name: str, document: Any, form: type[Form]) -> Form:
    """Return a document in its form; raises `RuleError` naming file, rule, key and remedy."""
    try:
        return form.model_validate(document)
    except ValidationError as error:
        problems = "\n".join(f"  {line}" for line in _in_words(error, document, form))
        raise RuleError(f"{name} does not have the form of a rule file:\n{problems}") from error


_TYPES = {
    "tuple_type": "must be a list: write [ and ] round it, each text in quotes and parted by commas",
    "string_type": "must be text in quotes: '...' (an example too: '[Owner]', not [Owner])",
    "dict_type": "must be names with values: {column: 'lead'}",
    "model_type": "must be keys with values, such as about: and rules:, each rule a list item that begins with '- id:'",
    "int_type": "must be a whole number without quotes",
    "float_type": "must be a number without quotes",
    "bool_type": "must be true or false",
    "less_than_equal": "must be a number from 0 to 1",
    "greater_than_equal": "must be a number from 0 to 1",
}
"""What a value of the wrong sort should be, by the name that pydantic gives the fault."""


def _in_words(error: ValidationError, document: Any, form: type[Form]) -> Iterator[str]:
    for problem in error.errors():
        place, model = list(problem["loc"]), form
        where = ""
        if len(place) > 1 and place[0] == "rules" and isinstance(place[1], int):
            rule = document["rules"][place[1]]
            named = rule.get("id") if isinstance(rule, dict) else None
            where, place, model = f"rule {named or f'number {place[1] + 1}'}: ", place[2:], RuleText  # type: ignore[assignment]
        if place[:1] == ["parts"]:
            del place[2:3]  # which of the forms of a part it was read as
        key = ".".join(map(str, place))
        said = re.sub(r"^Value error, ", "", problem["msg"])
        if problem["type"] == "extra_forbidden":
            known = list(model.model_fields)
            near = difflib.get_close_matches(str(place[-1]), known, 1)
            said = f"there is no such key; {f'write {near[0]}' if near else 'the keys are: ' + ', '.join(known)}"
        elif problem["type"] in _TYPES:
            said = _TYPES[problem["type"]]
        elif problem["type"] == "missing":
            said = "is missing; add it"
        elif problem["type"] == "string_pattern_mismatch":
            said = "must be small letters, figures and _ in two or more parts with dots between: 'eastmere.owner'"
        elif problem["type"] == "too_short" and key == "examples":
            said = "needs two lines at least: one that it must mark, with [brackets], and one that it must leave alone"
        yield f"{where}{key}: {said}" if key else f"{where}{said}"


def json_schema() -> str:
    """Return the form of a rule file, shipped or one's own, as JSON Schema for editors."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **OwnFileText.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
