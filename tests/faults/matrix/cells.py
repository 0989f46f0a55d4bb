"""A cell of the matrix: one guild, in which one request of the bot meets one answer of Discord's."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot_here import BotHere
from discord_components import Payload, controls, text
from discord_faults import Call
from discord_interactions import Answer
from discord_state import Channel, Guild, User
from real_bot import card_numbers

from bot.domain.actors import Actor, Right
from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.shows import Facts
from bot.domain.ids import GuildId, UserId
from bot.domain.reviews.review import Review
from bot.domain.server.settings import GuildSettings
from bot.store.moderation import pins
from bot.store.reviews import reviews

SHOW = "Glass Heart"
WENT_WRONG = "went wrong"
LOOK = 1.0  # seconds between two looks
NUMBERS = count(1)  # of what nobody asked for through Discord
LONGEST = 3 * 3600.0  # seconds that the bot has for setting things right


class GaveUp(Exception):
    """A member can't go on: no page came, or no form opened."""


@dataclass
class Cell:
    """What happens in one guild: members, what they did and were told, and what should be seen in the end."""

    here: BotHere
    guild: Guild
    ann: User
    ben: User
    mod: User
    told: list[Answer] = field(default_factory=list[Answer])
    stale: list[str] = field(default_factory=list[str])
    """Words that were edited away, hidden or deleted."""
    may_not_stand: bool = False
    """Whether the show is for adults, and so its cards may stand nowhere here."""
    thrown_away: bool = False
    """Whether somebody has deleted a message of the bot's by hand."""

    @property
    def reviews(self) -> Channel:
        """Where members write reviews."""
        return self.here.server.channel("reviews", self.guild)

    @property
    def hall(self) -> Channel:
        """Another channel, for the hall of fame or for threads."""
        return self.here.server.channel("hall", self.guild)

    # ------------------------------------------------------------------------------------------ preparations

    def actor(self) -> Actor:
        """Somebody who may do everything."""
        return Actor(GuildId(self.guild.id), UserId(self.mod.id), next(NUMBERS), frozenset(Right))

    async def settle_in(self) -> None:
        """A show to be reviewed."""
        await self.here.bot.services.shows.add(self.actor(), SHOW, Facts())

    async def retitle(self, title: str) -> None:
        """The show gets another title."""
        editing, (show_id,) = (
            self.here.bot.services.editing,
            {review.target.show_id for review in self.live()},
        )
        draft = await editing.form(self.actor(), show_id, FormPart.FACTS)
        await editing.edit(self.actor(), replace(draft, title=title), 0)

    async def set(self, settings: GuildSettings) -> None:
        """Choose the guild's settings."""
        await self.here.bot.services.settings.change(self.actor(), lambda _: settings)

    # -------------------------------------------------------------------------------------- what members do

    async def review(self, words: str, *, by_file: bool = False) -> Answer:
        """Ann writes a review."""
        what: dict[str, Any] = {"file": ("review.txt", words.encode())} if by_file else {"text": words}
        return self.note(
            await self.here.server.slash(self.ann, self.reviews, "review", show=SHOW, rating=3.5, **what)
        )

    async def card(self, words: str) -> Payload:
        """Ann writes a review, and its card stands."""
        await self.review(words)
        assert await self.until(lambda: bool(self.cards())), "no card was posted while Discord was well"
        await self.settled()
        return self.cards()[0]

    async def press(self, member: User, message: Payload, address: str) -> Answer:
        """Press the one button of a message that leads to `address`."""
        now = self.here.server.state.message(int(message["channel_id"]), int(message["id"]))
        leads = [
            each["custom_id"] for each in controls(now or {}) if each["custom_id"].startswith(f"{address}:")
        ]
        if not leads:
            raise GaveUp
        return self.note(await self.here.server.press(member, message, leads[0]))

    async def erase(self, card: Payload) -> Answer:
        """Ann deletes her review: ⋯, Delete, Delete it."""
        for address in ("review:more", "review:delete"):
            card = await self.next_page(self.ann, card, address)
        return await self.press(self.ann, card, "review:erase")

    async def hide(self, card: Payload) -> Answer:
        """A moderator hides a review: ⋯, Hide, and a reason."""
        menu = await self.next_page(self.mod, card, "review:more")
        return await self.fill_in(
            self.mod, await self.press(self.mod, menu, "moderation:hide"), reason="Rude."
        )

    async def next_page(self, member: User, message: Payload, address: str) -> Payload:
        """The page that a button leads to, if need be at the second try; raises `GaveUp`."""
        for _ in range(2):
            answer = await self.press(member, message, address)
            if answer.message is not None and WENT_WRONG not in text(answer.message):
                return answer.message
        raise GaveUp

    async def fill_in(self, member: User, answer: Answer, **fields: str) -> Answer:
        """Fill in and send off the form that opened; raises `GaveUp` if none did."""
        if answer.modal is None:
            raise GaveUp
        custom_id = answer.modal["custom_id"]
        return self.note(await self.here.server.submit(member, custom_id, fields))

    async def ask(self, member: User, command: str, **options: Any) -> Answer:
        """Somebody uses a command."""
        return self.note(await self.here.server.slash(member, self.reviews, command, **options))

    async def choose(self, card: Payload, command: str) -> Answer:
        """A moderator chooses a command in a message's menu."""
        return self.note(await self.here.server.menu(self.mod, card, command))

    def note(self, answer: Answer) -> Answer:
        """Remember what somebody was told."""
        self.told.append(answer)
        return answer

    # --------------------------------------------------------------------------------------- what is so now

    async def until(self, condition: Any, timeout: float = LONGEST) -> bool:
        """Wait for `condition`; whether it came true."""
        return await self.here.server.until(condition, timeout, LOOK)

    async def settled(self) -> bool:
        """Wait until Discord has been told of everything here."""
        return await self.until(lambda: not self.here.noted(self.guild.id))

    def calls(self) -> list[Call]:
        """All that the bot has asked of Discord about this guild."""
        return [call for call in self.here.server.calls if call.guild_id == self.guild.id]

    def live(self) -> list[Review]:
        """The reviews that everybody may read."""
        tx = self.here.everywhere.server(GuildId(self.guild.id))
        found = (reviews.get(tx, number) for number, _ in reviews.all_live(tx))
        return [review for review in found if review is not None and not review.hidden]

    def saved(self, words: str) -> bool:
        """Whether these are the words of a review."""
        return any(review.words.body == words for review in self.live())

    def pinned(self) -> bool:
        """Whether the bot takes a review for pinned."""
        return pins.count(self.here.everywhere.server(GuildId(self.guild.id)), False) > 0

    def messages(self) -> Iterator[Payload]:
        """All that everybody in the guild sees."""
        for channel in self.here.server.state.channels(self.guild):
            yield from self.here.server.messages(channel)

    def cards(self) -> list[Payload]:
        """The cards that stand somewhere."""
        famous = [message["id"] for message in self.in_hall()]
        return [each for each in self.messages() if card_numbers(each) and each["id"] not in famous]

    def in_hall(self) -> list[Payload]:
        """The messages that show reviews as famous."""
        return [
            message
            for message in self.messages()
            if any(each["custom_id"].startswith("fame:helpful:") for each in controls(message))
        ]

    def answered_with(self, answer: Answer) -> str:
        """All that somebody has read as the answer to what they did."""
        seen = [answer.message, *answer.followups]
        return "\n".join(text(message) for message in seen if message)

    def did_save(self, answer: Answer) -> bool:
        """Whether anything was saved because of what somebody did."""
        saved = "SELECT 1 FROM requests WHERE guild_id = $1 AND request_id = $2"
        tx = self.here.everywhere.server(GuildId(self.guild.id))
        return tx.one(saved, answer.record.id) is not None

    # ------------------------------------------------------------------------------------------- the verdict

    def wrongs(self) -> Iterator[str]:
        """What is not as it should be, now that Discord is well and all is done."""
        live, cards = self.live(), self.cards()
        if self.may_not_stand and cards:
            yield "left standing in an ordinary channel"
        for review in () if self.may_not_stand else live:
            own = [card for card in cards if card_numbers(card) == [review.review_id]]
            if len(own) > 1:
                yield f"doubled: {len(own)} cards"
            if not own and self.stands(self.reviews) and not self.thrown_away:
                yield "never posted"
            yield from ("not up to date" for card in own if review.words.body not in text(card))
        numbers = {review.review_id for review in live}
        yield from ("a card of nothing" for card in cards if card_numbers(card)[0] not in numbers)
        if len(self.in_hall()) > len(live):
            yield "doubled in the hall of fame"
        names = [channel.name for channel in self.here.server.state.channels(self.guild) if channel.is_thread]
        if len(names) != len(set(names)):
            yield "doubled: two threads of a show"
        if any(words in text(message) for message in self.messages() for words in self.stale):
            yield "left standing"
        if self.pinned() != any(card["pinned"] for card in cards):
            yield f"pinned in the tables: {self.pinned()}, in Discord: {not self.pinned()}"
        if noted := self.here.noted(self.guild.id):
            yield f"still to be told: {', '.join(entry.kind for entry in noted)}"
        if any(WENT_WRONG in self.answered_with(answer) and self.did_save(answer) for answer in self.told):
            yield "“Something went wrong”, of what was saved"

    def stands(self, channel: Channel) -> bool:
        """Whether a channel is there."""
        return channel.id in {each.id for each in self.here.server.state.channels(self.guild)}
