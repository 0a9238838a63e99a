"""The methods of spreadsheets.values, from request to answer."""

from __future__ import annotations

from sandbox.sheets import ranges, tables, values
from sandbox.sheets.asked import Asked, one_of
from sandbox.sheets.book import Book, Draft
from sandbox.sheets.errors import GoogleError, invalid
from sandbox.sheets.files import Files
from sandbox.sheets.masks import reduced, response_mask
from sandbox.sheets.ranges import Range
from sandbox.sheets.sheet import Json
from sandbox.sheets.values import INPUT_OPTIONS, Reading, Typing, Written

READ_OPTIONS = ("valueRenderOption", "dateTimeRenderOption", "majorDimension")
ANSWER_OPTIONS = (
    "includeValuesInResponse",
    "responseValueRenderOption",
    "responseDateTimeRenderOption",
)


def reading(asked: Asked, book: Book) -> Reading:
    """How a GET wants its values."""
    return Reading(
        asked.choice("valueRenderOption", "FORMATTED_VALUE"),
        asked.choice("dateTimeRenderOption", "SERIAL_NUMBER"),
        asked.choice("majorDimension", "ROWS"),
        str(book.properties["locale"]),
    )


def typing(asked: Asked, book: Book, option: str) -> Typing:
    return Typing(option, str(book.properties["locale"]), asked.now.year)


def get(files: Files, asked: Asked) -> Json:
    asked.only(*READ_OPTIONS)
    mask = response_mask(asked.query.get("fields"), "ValueRange")
    book = files.book(asked.path["id"])
    answer = values.read(ranges.find(book, asked.path["range"]), reading(asked, book))
    return reduced(answer, mask)


def batch_get(files: Files, asked: Asked) -> Json:
    asked.only("ranges", *READ_OPTIONS)
    mask = response_mask(asked.query.get("fields"), "BatchGetValuesResponse")
    book = files.book(asked.path["id"])
    how = reading(asked, book)
    found = [ranges.find(book, text) for text in asked.query.getlist("ranges")]
    answer: Json = {"spreadsheetId": book.id}
    if found:
        answer["valueRanges"] = [values.read(place, how) for place in found]
    return reduced(answer, mask)


def update(files: Files, asked: Asked) -> Json:
    asked.only("valueInputOption", *ANSWER_OPTIONS)
    mask = response_mask(asked.query.get("fields"), "UpdateValuesResponse")
    option = asked.choice("valueInputOption")
    body = asked.body("ValueRange")
    rows = _rows(body, "data.values")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        found = ranges.find(draft.book, asked.path["range"])
        written = values.write(draft, found, rows, typing(asked, draft.book, option))
        answer = written.answer(draft.book.id)
        if asked.flag("includeValuesInResponse"):
            answer["updatedData"] = _echo(draft, written, _answer_reading(asked, draft.book))
    return reduced(answer, mask)


def _rows(body: Json, path: str) -> list[list[object]]:
    major = body.get("majorDimension", "ROWS")
    return values.by_rows(values.check_shape(body.get("values", []), path), major)


def _answer_reading(asked: Asked, book: Book) -> Reading:
    return Reading(
        asked.choice("responseValueRenderOption", "FORMATTED_VALUE"),
        asked.choice("responseDateTimeRenderOption", "SERIAL_NUMBER"),
        locale=str(book.properties["locale"]),
    )


def _echo(draft: Draft, written: Written, how: Reading) -> Json:
    sheet = draft.book.sheets[written.range.sheet.id]
    return values.read(Range(sheet, written.range.written, written.box), how)


def append(files: Files, asked: Asked) -> Json:
    asked.only("valueInputOption", "insertDataOption", *ANSWER_OPTIONS)
    mask = response_mask(asked.query.get("fields"), "AppendValuesResponse")
    option = asked.choice("valueInputOption")
    insert = asked.choice("insertDataOption", "OVERWRITE") == "INSERT_ROWS"
    rows = _rows(asked.body("ValueRange"), "data.values")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        found = ranges.find(draft.book, asked.path["range"])
        how = typing(asked, draft.book, option)
        appended = tables.append(draft, found, rows, how, insert=insert)
        answer = appended.answer(draft.book.id)
        if asked.flag("includeValuesInResponse"):
            echo = _echo(draft, appended.written, _answer_reading(asked, draft.book))
            answer["updates"]["updatedData"] = echo
    return reduced(answer, mask)


def batch_update(files: Files, asked: Asked) -> Json:
    asked.only()
    mask = response_mask(asked.query.get("fields"), "BatchUpdateValuesResponse")
    body = asked.body("BatchUpdateValuesRequest")
    option = body.get("valueInputOption")
    if option is None:
        raise invalid("'valueInputOption' is required but not specified")
    one_of("valueInputOption", option, INPUT_OPTIONS)
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        how = typing(asked, draft.book, option)
        places = [(part["range"], _rows(part, f"data[{i}].values")) for i, part in _parts(body)]
        written = [_write_part(draft, index, place, how) for index, place in enumerate(places)]
        answer = _batch_answer(draft, written, body)
    return reduced(answer, mask)


def _parts(body: Json) -> list[tuple[int, Json]]:
    parts = list(enumerate(body.get("data", [])))
    for index, part in parts:
        if "range" not in part:
            raise invalid(f"Invalid data[{index}]: range is required")
    return parts


def _write_part(
    draft: Draft, index: int, place: tuple[str, list[list[object]]], how: Typing
) -> Written:
    try:
        return values.write(draft, ranges.find(draft.book, place[0]), place[1], how)
    except GoogleError as refusal:
        if not refusal.message.startswith("Unable to parse"):
            refusal.message = f"Invalid data[{index}]: {refusal.message}"
        raise


def _batch_answer(draft: Draft, written: list[Written], body: Json) -> Json:
    answers = [item.answer(draft.book.id) for item in written]
    if body.get("includeValuesInResponse"):
        how = Reading(
            body.get("responseValueRenderOption", "FORMATTED_VALUE"),
            body.get("responseDateTimeRenderOption", "SERIAL_NUMBER"),
            locale=str(draft.book.properties["locale"]),
        )
        for item, answer in zip(written, answers, strict=True):
            answer["updatedData"] = _echo(draft, item, how)
    return values.totals(draft.book.id, written) | ({"responses": answers} if answers else {})


def clear(files: Files, asked: Asked) -> Json:
    asked.only()
    mask = response_mask(asked.query.get("fields"), "ClearValuesResponse")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        label = values.clear(draft, ranges.find(draft.book, asked.path["range"]))
    answer = {"spreadsheetId": asked.path["id"], "clearedRange": label}
    return reduced(answer, mask)


def batch_clear(files: Files, asked: Asked) -> Json:
    asked.only()
    mask = response_mask(asked.query.get("fields"), "BatchClearValuesResponse")
    body = asked.body("BatchClearValuesRequest")
    with files.write(asked.path["id"], user=asked.user, now=asked.now) as draft:
        found = [ranges.find(draft.book, text) for text in body.get("ranges", [])]
        labels = [values.clear(draft, place) for place in found]
    answer = {"spreadsheetId": asked.path["id"], "clearedRanges": labels}
    return reduced(answer, mask)
