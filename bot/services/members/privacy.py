"""Members' own data: handed over and deleted on their word; and those of servers that are gone."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.actors import Actor
from bot.domain.ids import GuildId, Millis, UserId
from bot.domain.members.export import archives
from bot.domain.spans import DAY
from bot.services.service import Resources, Service, in_steps, reads, reads_all, writes_freely
from bot.store.engine.tables import kept_of_members
from bot.store.engine.transaction import AllServers, Tx
from bot.store.moderation import blocks, holds
from bot.store.server import guilds
from bot.store.totals import full_text, traces
from bot.store.upkeep import copies, erasing, privacy

EMPTYING_TRIES, EMPTYING_PAUSE = 20, 0.1
"""How often it is tried, and after how many seconds again, to empty the log of writes beside readers."""


class Privacy(Service):
    """The verbs of privacy.

    `keep_days` is how long the data of a server are kept that the bot has left, and `contact` how people
    reach the host. `given` is what is kept of what members give, in words.
    """

    def __init__(self, resources: Resources) -> None:
        super().__init__(resources)
        self.keep_days = resources.keep_days
        self.contact = resources.contact
        self.given = tuple(kept_of_members())

    async def export(self, actor: Actor) -> Sequence[bytes]:
        """All that is stored of this member on this server, as ZIP files; nearly always one."""
        tables = await self.database.read(actor.guild_id, privacy.everything, actor.user_id)
        return await asyncio.to_thread(
            archives, tables, privacy.meanings(), actor.guild_id, actor.user_id, self.clock()
        )

    @reads
    def held(self, tx: Tx, actor: Actor) -> Mapping[str, int]:
        """How much of each kind would be deleted, in words for it; what there is none of is left out."""
        return privacy.held(tx, actor.user_id)

    async def delete(self, actor: Actor) -> None:
        """Delete all that is stored of this member on this server; cards and pins are noted to follow.

        Blocks and holds stay, sealed. What was begun is gone on with after a crash. Doing it again changes
        nothing.
        """
        await self.database.write(actor.guild_id, erasing.ask, actor.user_id)
        await self._erase(actor.guild_id, actor.user_id)

    async def delete_member(self, guild_id: GuildId, user_id: UserId) -> None:
        """Like `delete`, for the host, who leaves nothing: blocks and holds go as well."""
        await self._ask_for_all(guild_id, user_id)
        await self._erase(guild_id, user_id)
        await self.sweep()

    @writes_freely
    def _ask_for_all(self, tx: Tx, guild_id: GuildId, user_id: UserId) -> None:
        blocks.drop(tx, user_id)
        holds.drop_all(tx, user_id)
        erasing.ask(tx, user_id)

    @reads_all
    def servers_of(self, tx: AllServers, user_id: UserId) -> Sequence[GuildId]:
        """The servers on which anything is stored of a member, for the host."""
        return privacy.servers_of(tx, user_id)

    async def resume(self) -> None:
        """Go on with what was being deleted when the process ended."""
        asked = await self.database.read_all(erasing.asked)
        for guild_id, user_id in asked:
            await self._erase(guild_id, user_id)

    async def tidy(self) -> None:
        """Erase the deleted reviews that moderators have kept long enough, and old copies of the database."""
        await in_steps(self.database, erasing.erase_kept)
        copies.remove(self.database.path, Millis(self.clock() - copies.KEPT_FOR))

    async def sweep(self) -> bool:
        """Take out of the database's files what erased words have left there; tells whether all is out.

        It is done in small steps, between which others write. What is left, because a backup is being made or
        the process ends, is for the next time.
        """
        found = await self.database.read_all(traces.parts)
        for part in found:
            if part != traces.LOG:
                await in_steps(self.database, traces.merge, part)
        return await self._empty_log() if found else True

    async def _empty_log(self) -> bool:
        if not await self.database.write_all(traces.begin, traces.LOG):
            return True
        for _ in range(EMPTYING_TRIES):
            if await self.database.empty_log():
                await self.database.write_all(traces.end, traces.LOG)
                return True
            await asyncio.sleep(EMPTYING_PAUSE)
        return False

    async def _erase(self, guild_id: GuildId, user_id: UserId) -> None:
        salt = self.resources.salt()
        while await self.database.write(guild_id, erasing.erase_some, user_id, salt):
            pass  # others' requests come in between

    @writes_freely
    def server_left(self, tx: Tx, guild_id: GuildId) -> None:
        """The bot is not on this server any more."""
        guilds.note_departure(tx)

    @writes_freely
    def server_joined(self, tx: Tx, guild_id: GuildId) -> None:
        """The bot is on this server (again): its data stay."""
        guilds.forget_departure(tx)

    async def servers_are(self, guild_ids: Iterable[GuildId]) -> None:
        """These are all the servers the bot is on: what it knows of others was left while it was away."""
        now, present = self.clock(), set(guild_ids)
        for guild_id in await self.database.read_all(guilds.known):
            if guild_id not in present:
                await self.server_left(guild_id)
        for guild_id in await self.database.read_all(guilds.departed_before, Millis(now + 1)):
            if guild_id in present:
                await self.server_joined(guild_id)

    async def forget_departed(self) -> Sequence[GuildId]:
        """Erase the servers that were left more than `keep_days` ago; returns their numbers."""
        before = self.clock() - self.keep_days * DAY
        gone = await self.database.read_all(guilds.departed_before, Millis(before))
        for guild_id in gone:
            await self.forget_server(guild_id)
        return gone

    async def forget_server(self, guild_id: GuildId) -> int:
        """Erase all that is stored of a server, part by part; returns how many rows there were."""
        await self.server_left(guild_id)
        while await self._forget_texts(guild_id):
            pass
        rows = 0
        for table in erasing.OF_A_SERVER:
            rows += await self.database.write(guild_id, erasing.erase_table, table)
        await self.sweep()
        return rows - 1  # without the note that it is being erased

    @writes_freely
    def _forget_texts(self, tx: Tx, guild_id: GuildId) -> bool:
        part = full_text.forget_some(tx)
        traces.note(tx, part)
        return part != traces.LOG
