"""Members' text: cleaned on its way in; escaped, shortened and cut into pages on its way out.

Lengths are code points, as Discord counts them (Python's `len`).
"""

from bot.domain.text.cleaning import clean_line, clean_text, is_blank
from bot.domain.text.cutting import cut_pages, sentence_ends, shorten
from bot.domain.text.markdown import escape, escape_all, fits_in, hide, is_within, unescape
from bot.domain.text.spoilers import by_line, conceal, mark, together
from bot.domain.text.uploads import UPLOAD_LIMIT, check_upload, decode_upload

__all__ = [
    "UPLOAD_LIMIT",
    "by_line",
    "check_upload",
    "clean_line",
    "clean_text",
    "conceal",
    "cut_pages",
    "decode_upload",
    "escape",
    "escape_all",
    "fits_in",
    "hide",
    "is_blank",
    "is_within",
    "mark",
    "sentence_ends",
    "shorten",
    "together",
    "unescape",
]
