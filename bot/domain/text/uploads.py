"""Files that members attach, as text."""

from bot.domain.errors import Refusal
from bot.domain.text.cleaning import clean_text, is_blank

UPLOAD_LIMIT = 256 * 1024  # bytes

_SAVE_AGAIN = "Save your review as plain text (a .txt file, encoding UTF-8) and attach it again."
_MAGIC = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an office document or a zip file",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
}


def check_upload(filename: str, size: int) -> None:
    """Raise `Refusal` for a file that need not even be downloaded; `size` in bytes."""
    if not filename.casefold().endswith((".txt", ".md")):
        raise Refusal(f"I can read .txt and .md files only. {_SAVE_AGAIN}")
    if size > UPLOAD_LIMIT:
        raise Refusal(
            f"That file has {size / 1024:,.0f} KiB, and I can read {UPLOAD_LIMIT // 1024} KiB at most. "
            "Shorten it and attach it again."
        )
    if size == 0:
        raise Refusal("That file is empty. Was it saved? Save it and attach it again.")


def decode_upload(filename: str, data: bytes) -> str:
    """The cleaned text of an uploaded .txt or .md file in UTF-8; raises `Refusal` for anything else."""
    check_upload(filename, len(data))
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Refusal(f"That file is {kind}, whatever its name says. {_SAVE_AGAIN}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("That file is text, but saved as UTF-16. Save it as UTF-8 and attach it again.")
    if b"\0" in data:
        raise Refusal(f"That file is not plain text. {_SAVE_AGAIN}")
    try:
        text = clean_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refusal(
            "Some letters of that file can't be read, because it is not saved as UTF-8. "
            "Save it as UTF-8 and attach it again."
        ) from None
    if is_blank(text):
        raise Refusal("There are no words in that file. Write your review into it and attach it again.")
    return text
