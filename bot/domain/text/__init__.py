"""Members' text: cleaned on its way in; escaped, shortened and cut into pages on its way out.

Lengths are code points, as Discord counts them (Python's `len`).
"""

from bot.domain.text.cleaning import clean_line, clean_text, is_blank
from bot.domain.text.cutting import cut_pages, sentence_ends, shorten
from bot.domain.text.markdown import escape, fits_in, is_within, unescape
from bot.domain.text.uploads import UPLOAD_LIMIT, check_upload, decode_upload

__all__ = [
    "UPLOAD_LIMIT",
    "check_upload",
    "clean_line",
    "clean_text",
    "cut_pages",
    "decode_upload",
    "escape",
    "fits_in",
    "is_blank",
    "is_within",
    "sentence_ends",
    "shorten",
    "unescape",
]
