"""What a server sees when the bot is new there."""

from collections.abc import Callable

import discord

from bot.ui.layout import Layout, button, panel_page, row


def welcome_page(mention: Callable[[str], str]) -> Layout:
    """Who I am and how to begin. `mention("review")` gives the command as something to click."""
    return panel_page(
        "### Hello, I'm Encore\n"
        "Review the shows you watch, rate them in half stars, and see what this server makes of them: "
        f"{mention('review')} posts a review, {mention('show')} opens a show's page.\n"
        # No mention: to members who may not use a command, Discord shows none.
        "-# Those who manage this server set where reviews go, and more, in `/settings`.",
        row(
            button("Write the first review", "review:begin", 0, style=discord.ButtonStyle.primary),
            button("Help", "help:open", 0),
            button("Settings", "settings:open", 0),
        ),
    )
