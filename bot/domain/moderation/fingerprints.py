"""Knowing a member again whose id is not kept."""

import hashlib
from functools import lru_cache

from bot.domain.ids import UserId


@lru_cache(maxsize=256)  # an import asks again for every review
def fingerprint(user_id: UserId, salt: str) -> str:
    """What stands for a member's id (32 hexadecimal digits); `salt` is hexadecimal, too, one for each server.

    The id can't be read from it. But whoever has the database can try whether an id that they know is meant:
    the salt is in there as well. Scrypt (RFC 7914; about 10 ms and 4 MB each) makes trying all ids that there
    may be, hundreds of billions, too slow.
    """
    made = hashlib.scrypt(str(user_id).encode(), salt=bytes.fromhex(salt), n=4_096, r=8, p=1, dklen=16)
    return made.hex()
