"""What members decide about their own data."""

from bot.ui.layout import Layout, note

HIDDEN = (
    "You are hidden now: you are in no profile, comparison or ranking that others see. "
    "Your reviews and ratings stay, and count as before. Your own profile you still see yourself."
)
VISIBLE = (
    "You are visible now: others here can open your profile and compare their taste with yours, "
    "and rankings name you."
)


def visibility_set(hidden: bool) -> Layout:
    """What a member's choice means."""
    return note(f"{HIDDEN if hidden else VISIBLE}\n-# `/mydata visibility` changes it at any time.")
