-- Version 31 b3e89b40bade54b6: every table, by rooms.
--
-- Every key begins with guild_id: nothing is ever read or joined across servers. Times are Unix milliseconds, flags
-- 0 or 1, ratings half stars from 1 to 10. Season 0 is the whole show and episode 0 the whole season, so that one
-- key covers every target. With any change here, the version above goes up.


-- REVIEWS: what members and critics wrote, what is being written, and who found it helpful.

-- A review as it stands. A member's stars are their rating of the same target.
CREATE TABLE reviews (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    user_id INTEGER NOT NULL,  -- 0: no member wrote it
    byline TEXT NOT NULL DEFAULT '',  -- who did then; '' if its article doesn't say, and for members' reviews
    -- The stars of an article, and those of a member's hidden review: in no sum. NULL if there are none, and
    -- for members' live reviews, whose stars are their ratings.
    halves INTEGER CHECK (halves BETWEEN 1 AND 10),
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL CHECK (spoilers IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('live', 'hidden', 'deleted')),
    version INTEGER NOT NULL,
    helpful INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
-- One live or hidden review per member and target, and one per byline and target.
CREATE UNIQUE INDEX reviews_of_member ON reviews (guild_id, user_id, show_id, season)
    WHERE state <> 'deleted' AND user_id <> 0;
CREATE UNIQUE INDEX reviews_of_byline ON reviews (guild_id, byline, show_id, season)
    WHERE state <> 'deleted' AND user_id = 0;
-- A show's reviews.
CREATE INDEX reviews_by_helpful ON reviews (guild_id, show_id, state, helpful, updated_at, review_id);
CREATE INDEX reviews_by_time ON reviews (guild_id, show_id, state, updated_at, review_id);
-- For the pause that a server may ask for between two reviews of a member.
CREATE INDEX reviews_by_member ON reviews (guild_id, user_id, created_at);
-- A member's reviews, the newest first and the most helpful first.
CREATE INDEX reviews_of_member_by_time ON reviews (guild_id, user_id, state, updated_at, review_id);
CREATE INDEX reviews_of_member_by_helpful ON reviews (guild_id, user_id, state, helpful, updated_at, review_id);
-- Hidden reviews by their author.
CREATE INDEX reviews_hidden ON reviews (guild_id, user_id, review_id) WHERE state = 'hidden';
-- The most helpful reviews of a whole server, and what is new there in a week.
CREATE INDEX reviews_most_helpful ON reviews (guild_id, state, helpful, updated_at, review_id);
CREATE INDEX reviews_by_day ON reviews (guild_id, state, created_at);

-- Every version of a review, until it is erased: for moderators.
CREATE TABLE review_versions (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL,
    halves INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id, version),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

CREATE TABLE helpful_votes (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    voted_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id, user_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT, WITHOUT ROWID;
-- What a member found helpful is read by this alone: SQLite preferred going through the whole server.
CREATE INDEX helpful_votes_by_member ON helpful_votes (guild_id, user_id, voted_at);

-- What members have typed and not yet posted: kept until it is, or for a week.
CREATE TABLE drafts (
    guild_id INTEGER NOT NULL,
    draft_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('review', 'command', 'show', 'article')),
    content TEXT NOT NULL,  -- JSON
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, draft_id)
) STRICT;
CREATE INDEX drafts_by_age ON drafts (saved_at);
CREATE INDEX drafts_of_user ON drafts (guild_id, user_id);  -- for erasing


-- RATINGS: of shows, seasons and episodes.

CREATE TABLE ratings (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    halves INTEGER NOT NULL CHECK (halves BETWEEN 1 AND 10),
    rated_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, season, episode, user_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
-- A member's ratings of whole shows, the best first and the newest first.
CREATE INDEX ratings_of_member_by_stars ON ratings (guild_id, user_id, halves, rated_at, show_id)
    WHERE season = 0 AND episode = 0;
CREATE INDEX ratings_of_member_by_time ON ratings (guild_id, user_id, rated_at, show_id, halves)
    WHERE season = 0 AND episode = 0;
-- Who likes a show: gives the whole of it four stars or more. The query says "halves >= 8" in the same words.
CREATE INDEX ratings_liking_show ON ratings (guild_id, show_id, rated_at DESC, user_id)
    WHERE season = 0 AND episode = 0 AND halves >= 8;
-- What a member rated is read by this alone: SQLite preferred going through the whole server.
CREATE INDEX ratings_by_member ON ratings (guild_id, user_id, halves, rated_at);

-- What a rating was before and after each change, for undoing it. NULL: there was none.
CREATE TABLE rating_changes (
    guild_id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    halves_before INTEGER,
    halves_after INTEGER,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, change_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX rating_changes_of_target ON rating_changes (guild_id, user_id, show_id, season, episode, change_id);

-- Running sums per target, kept in the transaction that rates: a page costs the same at any size.
CREATE TABLE rating_sums (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    count INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    n1 INTEGER NOT NULL DEFAULT 0,
    n2 INTEGER NOT NULL DEFAULT 0,
    n3 INTEGER NOT NULL DEFAULT 0,
    n4 INTEGER NOT NULL DEFAULT 0,
    n5 INTEGER NOT NULL DEFAULT 0,
    n6 INTEGER NOT NULL DEFAULT 0,
    n7 INTEGER NOT NULL DEFAULT 0,
    n8 INTEGER NOT NULL DEFAULT 0,
    n9 INTEGER NOT NULL DEFAULT 0,
    n10 INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, show_id, season, episode),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;


-- CATALOG: shows, who made them, where their facts come from, and entries that were made one.

CREATE TABLE shows (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('', 'series', 'film', 'special')),
    network TEXT NOT NULL,
    country TEXT NOT NULL,
    episodes INTEGER NOT NULL CHECK (episodes >= 0),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    synopsis TEXT NOT NULL,
    based_on TEXT NOT NULL,
    poster_url TEXT NOT NULL,
    review_count INTEGER NOT NULL DEFAULT 0,  -- live reviews, kept with them
    added_by_user_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    -- Added by a member of a server that asks for approval, and not approved yet.
    pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1)),
    -- For adults: seen in channels that Discord marks as age-restricted, and nowhere else.
    restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1)),
    PRIMARY KEY (guild_id, show_id)
) STRICT;
CREATE UNIQUE INDEX shows_by_title ON shows (guild_id, title_key, (coalesce(year, 0)));
-- Most servers have none of these, and every search for a title asks.
CREATE INDEX shows_restricted ON shows (guild_id, show_id) WHERE restricted = 1;

-- All titles of a show; position 0 is the one it is shown under.
CREATE TABLE show_titles (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX show_titles_by_key ON show_titles (guild_id, title_key);

CREATE TABLE show_genres (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    genre TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;

CREATE TABLE people (
    guild_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    PRIMARY KEY (guild_id, person_id),
    UNIQUE (guild_id, name_key)
) STRICT;

CREATE TABLE credits (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    job TEXT NOT NULL CHECK (job IN ('director', 'writer', 'cast')),
    character_name TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id),
    FOREIGN KEY (guild_id, person_id) REFERENCES people (guild_id, person_id)
) STRICT;
-- A person's parts, the best billed first.
CREATE INDEX credits_by_person ON credits (guild_id, person_id, position, show_id);

-- "Also read": an editor says that who reads about the one may read about the other. Holds both ways.
CREATE TABLE show_links (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    other_show_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, other_show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id),
    FOREIGN KEY (guild_id, other_show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
-- Links backwards. With all its columns in it, this index is what SQLite reads instead of every link of a server.
CREATE INDEX show_links_back ON show_links (guild_id, other_show_id, show_id);

-- The entry of another catalogue that a show's facts were taken from: for taking over its changes, and for
-- the credit that is due. One entry is one show.
CREATE TABLE show_sources (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    catalogue TEXT NOT NULL,
    reference TEXT NOT NULL,  -- the entry's name there
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id),
    UNIQUE (guild_id, catalogue, reference),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;

-- Shows that were added with no more than a title, and whose facts are to be filled in.
CREATE TABLE fact_requests (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    reference TEXT NOT NULL,  -- the entry that somebody chose; '' if none
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_requests_by_time ON fact_requests (due_at);

-- The episodes of a show, as its source lists them.
CREATE TABLE episodes (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL CHECK (season >= 1),
    episode INTEGER NOT NULL CHECK (episode >= 1),
    title TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    aired TEXT NOT NULL,  -- a date like 2025-07-31; '' if unknown
    PRIMARY KEY (guild_id, show_id, season, episode),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;

-- Two entries that turned out to be one show: who made them one, and how to make them two again. The shows'
-- numbers are no references: the first of the two is gone, and the second may go as well.
CREATE TABLE show_merges (
    guild_id INTEGER NOT NULL,
    merge_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    gone_show INTEGER NOT NULL,
    gone_name TEXT NOT NULL,
    into_show INTEGER NOT NULL,
    into_name TEXT NOT NULL,
    merged_at INTEGER NOT NULL,
    undone_at INTEGER,  -- NULL: it stands
    content TEXT NOT NULL,  -- JSON of all that was moved and changed; '' once it is undone
    PRIMARY KEY (guild_id, merge_id)
) STRICT;
CREATE INDEX show_merges_by_age ON show_merges (merged_at);


-- DISCOVERY: what is being looked for. What makes shows related stands with the totals.

-- What members have searched for, so that they can turn pages: for a day. Show and author are 0 if any;
-- the show's number is no reference, as the show may go.
CREATE TABLE searches (
    guild_id INTEGER NOT NULL,
    search_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    typed TEXT NOT NULL,
    of_show INTEGER NOT NULL,
    by_user_id INTEGER NOT NULL,
    halves INTEGER NOT NULL,  -- that a review has at least
    searched_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, search_id)
) STRICT;
CREATE INDEX searches_by_age ON searches (searched_at);


-- MEMBERS: what is theirs alone: what they mean to watch, bring along, and want shown or erased.

-- What members mean to watch. Whoever rates a whole show after they listed it has watched it: the row says no more
-- then, and goes with the next show that they add. Until then, taking the rating back brings the show back.
CREATE TABLE watchlist (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watchlist_of_show ON watchlist (guild_id, show_id);

-- Members who want to be in no profile, comparison or ranking that others see. Their reviews and ratings stay and
-- count; whoever has no row here is visible.
CREATE TABLE hidden_members (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

-- Ratings and reviews that members bring along from other services: staged, taken in a few at a time, undone.
-- A row is one file of one member. What was understood stays until a week after the last thing done with it.
CREATE TABLE imports (
    guild_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    source TEXT NOT NULL,  -- the service, as it is named to people
    scale TEXT NOT NULL CHECK (scale IN ('3', '5', '10', '100')),
    guessed INTEGER NOT NULL CHECK (guessed IN (0, 1)),  -- the scale, from the ratings themselves
    overwrite INTEGER NOT NULL DEFAULT 0 CHECK (overwrite IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('staged', 'running', 'done', 'undoing', 'undone')),
    trust TEXT NOT NULL DEFAULT 'guarded' CHECK (trust IN ('none', 'guarded', 'free')),  -- as to reviews
    problems TEXT NOT NULL,  -- JSON: what of the file could not be read, in sentences
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, import_id)
) STRICT;
CREATE INDEX imports_of_member ON imports (guild_id, user_id, import_id);
CREATE INDEX imports_by_age ON imports (changed_at);

-- What the file says, the show it was matched with, and what came of it. Shows and reviews are no references:
-- they may be merged or removed meanwhile.
CREATE TABLE import_entries (
    guild_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    other_titles TEXT NOT NULL,  -- JSON
    year INTEGER,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    score TEXT NOT NULL,  -- as the file has it; '' if it gives none
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL CHECK (spoilers IN (0, 1)),
    rated_at INTEGER,
    found TEXT NOT NULL CHECK (found IN ('sure', 'choose', 'unknown', 'adult')),
    candidates TEXT NOT NULL,  -- JSON: the shows that may be meant
    chosen_show INTEGER NOT NULL,  -- 0: left out
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'undone', 'stayed')),
    rating_result TEXT NOT NULL DEFAULT '',
    review_result TEXT NOT NULL DEFAULT '',
    -- What undoing takes: the rating before and after (NULL: none, or untouched), and the review written.
    was_halves INTEGER,
    was_rated_at INTEGER,
    set_halves INTEGER,
    set_rated_at INTEGER,
    wrote_review INTEGER,
    wrote_version INTEGER,
    was_words TEXT,  -- JSON; NULL: there was no review
    was_updated_at INTEGER,
    PRIMARY KEY (guild_id, import_id, position),
    FOREIGN KEY (guild_id, import_id) REFERENCES imports (guild_id, import_id)
) STRICT;

-- Members' data that are being erased: what is left is gone on with after a crash.
CREATE TABLE erasures (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;


-- MODERATION: reports, what is hidden and who is told, blocks, pins, and the record of all that.

CREATE TABLE reports (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    version INTEGER NOT NULL,  -- of the review that was reported
    reported_at INTEGER NOT NULL,
    -- What became of it.
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'dismissed', 'hidden', 'asked')),
    resolved_by_user_id INTEGER,  -- NULL while it is open
    resolved_at INTEGER,
    PRIMARY KEY (guild_id, review_id, user_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX reports_of_user ON reports (guild_id, user_id);  -- for erasing
CREATE INDEX reports_open ON reports (guild_id, review_id, reported_at) WHERE state = 'open';

-- Why a review is hidden, and what it takes to bring it back; it counts only while the review is hidden.
CREATE TABLE hidings (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    hidden_by_user_id INTEGER NOT NULL,
    hidden_at INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,  -- where its card stood; 0: nowhere
    rated_at INTEGER,  -- when its author gave its stars, if that is a member
    asked_version INTEGER NOT NULL DEFAULT 0,  -- the last for which its author asked for another look
    asked_at INTEGER,  -- since when they wait for it; NULL: they don't
    -- It was hidden as soon as it was written, since an earlier one was: see `holds`.
    held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
    -- A review that comes back is pinned again if it was: by whom, and when it was (NULL: it was not).
    pinned_by_user_id INTEGER NOT NULL DEFAULT 0,
    pinned_at INTEGER,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX hidings_asked ON hidings (guild_id, asked_at) WHERE asked_at IS NOT NULL;

-- What an author is told, privately, with the answer to whatever they do next: the latest for each review.
CREATE TABLE notices (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('spoilers', 'hidden', 'kept', 'restored', 'unsure')),
    noted_at INTEGER NOT NULL,
    told_at INTEGER,  -- NULL: not told yet
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX notices_untold ON notices (guild_id, user_id, noted_at) WHERE told_at IS NULL;

-- Deleted reviews whose words moderators keep for a while, since they were reported or hidden.
CREATE TABLE keepings (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    deleted_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX keepings_by_time ON keepings (deleted_at);

-- Members whose new reviews moderators have stopped.
CREATE TABLE blocks (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    blocked_by_user_id INTEGER NOT NULL,
    blocked_at INTEGER NOT NULL,
    ends_at INTEGER,  -- NULL: when a moderator says so
    PRIMARY KEY (guild_id, user_id)
) STRICT;
CREATE INDEX blocks_by_time ON blocks (guild_id, blocked_at, user_id);

-- Blocks of members who have deleted their data: they stay until they end, with a fingerprint in place of the id.
CREATE TABLE sealed_blocks (
    guild_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,  -- of the member's id: bot/domain/moderation/fingerprints.py
    salt TEXT NOT NULL,  -- what it was made with, the same for all of a server
    reason TEXT NOT NULL,
    blocked_by_user_id INTEGER NOT NULL,
    blocked_at INTEGER NOT NULL,
    ends_at INTEGER,  -- NULL: when a moderator says so
    PRIMARY KEY (guild_id, fingerprint)
) STRICT;

-- Members of whom a review of a show was hidden: whatever they write about that show, or any season of it, is hidden
-- as well, until a moderator decides. Of those who have deleted their data, a fingerprint stands in place of the id
-- (`user_id` is 0, then), for a year.
CREATE TABLE holds (
    guild_id INTEGER NOT NULL,
    hold_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL DEFAULT '',  -- of the member's id: bot/domain/moderation/fingerprints.py
    salt TEXT NOT NULL DEFAULT '',  -- what it was made with
    reason TEXT NOT NULL,
    held_by_user_id INTEGER NOT NULL,
    held_at INTEGER NOT NULL,
    ends_at INTEGER,  -- NULL: when a moderator says so
    PRIMARY KEY (guild_id, hold_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX holds_of_show ON holds (guild_id, show_id, user_id);
CREATE INDEX holds_of_user ON holds (guild_id, user_id);

CREATE TABLE pins (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    pinned_by_user_id INTEGER NOT NULL,
    pinned_at INTEGER NOT NULL,
    -- When it was last looked at whether Discord still has it; what was longest not, comes first.
    checked_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX pins_by_check ON pins (checked_at);
CREATE INDEX pins_by_time ON pins (guild_id, pinned_at, review_id);
CREATE INDEX pins_of_channel ON pins (guild_id, channel_id);

-- Who did what to what, for everything a moderator does. It outlives what it is about, and refers to nothing.
CREATE TABLE audit (
    guild_id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('review', 'show', 'member', 'server')),
    subject INTEGER NOT NULL,  -- the number of the review or show; 0 for members and the server's settings
    about_user_id INTEGER NOT NULL,  -- the member; 0 for everything else
    details TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, audit_id)
) STRICT;
CREATE INDEX audit_of_user ON audit (guild_id, user_id, audit_id);


-- SERVER: what it has set, its welcome and its weekly digest, and servers that the bot has left.

-- What a server has set, by name, as JSON; what is not here has its default.
CREATE TABLE guild_settings (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE welcomes (
    guild_id INTEGER NOT NULL,
    welcomed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;

-- When a server's next digest is due. Kept with the settings; the time is worked out anew when they change.
CREATE TABLE digest_plans (
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    zone TEXT NOT NULL,
    from_at INTEGER NOT NULL,  -- what the next one covers begins here
    due_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_plans_by_time ON digest_plans (due_at);

-- Digests to be posted: noted once, in the transaction that moves the plan on; posted once, with the number as
-- the nonce.
CREATE TABLE digests (
    guild_id INTEGER NOT NULL,
    digest_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    due_at INTEGER,  -- when to try (again); NULL: posted, or given up
    attempts INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, digest_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digests_by_time ON digests (due_at) WHERE due_at IS NOT NULL;

-- Servers that the bot is not on any more, and since when: what they have is to be erased.
CREATE TABLE departures (
    guild_id INTEGER NOT NULL,
    left_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;


-- DELIVERY: what Discord has to be told, and where what it was told stands.

-- What Discord has not been told yet: one entry per thing, so that several changes become one request.
CREATE TABLE outbox (
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('card', 'pin', 'fame')),
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    note_id INTEGER NOT NULL,  -- rises with every change
    noted_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    unsure INTEGER NOT NULL DEFAULT 0 CHECK (unsure IN (0, 1)),  -- its message may have been posted
    waits_for TEXT NOT NULL DEFAULT '' CHECK (waits_for IN ('', 'access', 'person')),
    refused INTEGER NOT NULL DEFAULT 0,  -- Discord's code for why; 0: it did not refuse
    PRIMARY KEY (guild_id, kind, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX outbox_by_time ON outbox (due_at, note_id);

-- Where the card of a review stands in Discord.
CREATE TABLE cards (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    UNIQUE (guild_id, channel_id, message_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- The hall of fame: reviews that enough members found helpful, shown once more in a channel of its own. Which
-- reviews have reached it, and in which channel it was then.
CREATE TABLE fame (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    reached_at INTEGER NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),  -- its message was deleted in Discord
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX fame_of_channel ON fame (guild_id, channel_id);

-- Where they stand there, like `cards`.
CREATE TABLE fame_cards (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    UNIQUE (guild_id, channel_id, message_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- Which thread each show has, where reviews go to a forum or to threads.
CREATE TABLE show_threads (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,  -- the channel or forum that the thread is in
    thread_id INTEGER NOT NULL,
    -- What it is called: it follows the show's title, unless somebody has renamed it in Discord.
    name TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (guild_id, show_id, channel_id),
    UNIQUE (guild_id, thread_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;


-- ENGINE: what every write needs.

-- The last number given out per server and thing. Numbers are never used twice, so that a button on an
-- old message can't reach something newer.
CREATE TABLE counters (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

-- Interactions whose writes are done: the idempotency keys. One interaction may carry out several verbs.
CREATE TABLE requests (
    guild_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    verb TEXT NOT NULL DEFAULT '',
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, request_id, verb)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_age ON requests (done_at);


-- TOTALS: what is derived from the rest, kept up to date beside it, and can be made anew. A change file that
-- touches these tables, or the rules for what is in them, says so: `ANEW` in bot/store/upkeep/migrate.py.

-- What members rated and wrote: a profile costs the same however much there is. How often a member gave each
-- rating to a whole show, how many live reviews they have, and how many helpful votes those got. Members with
-- nothing to count have no row.
CREATE TABLE member_sums (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    n1 INTEGER NOT NULL DEFAULT 0,
    n2 INTEGER NOT NULL DEFAULT 0,
    n3 INTEGER NOT NULL DEFAULT 0,
    n4 INTEGER NOT NULL DEFAULT 0,
    n5 INTEGER NOT NULL DEFAULT 0,
    n6 INTEGER NOT NULL DEFAULT 0,
    n7 INTEGER NOT NULL DEFAULT 0,
    n8 INTEGER NOT NULL DEFAULT 0,
    n9 INTEGER NOT NULL DEFAULT 0,
    n10 INTEGER NOT NULL DEFAULT 0,
    reviews INTEGER NOT NULL DEFAULT 0,
    helpful INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

-- Rankings: what every show got in each period. A period is 0 for all time, a year, or a month like 202611. A
-- show's place in a ranking is a column; 0 means that it is not in it. Each ranking has an index of its own, so
-- that its first page costs the same at any size.
CREATE TABLE period_sums (
    guild_id INTEGER NOT NULL,
    period INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    count INTEGER NOT NULL,  -- ratings of the whole show
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    reviews INTEGER NOT NULL,  -- of the show and its seasons, by when they were written
    weighted INTEGER NOT NULL DEFAULT 0,
    divisive INTEGER NOT NULL DEFAULT 0,
    gem INTEGER NOT NULL DEFAULT 0,
    rise INTEGER NOT NULL DEFAULT 0,  -- of a month only
    PRIMARY KEY (guild_id, period, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX period_sums_of_show ON period_sums (guild_id, show_id);
CREATE INDEX period_sums_by_weighted ON period_sums (guild_id, period, weighted DESC, count DESC, show_id)
    WHERE weighted > 0;
CREATE INDEX period_sums_by_reviews ON period_sums (guild_id, period, reviews DESC, count DESC, show_id)
    WHERE reviews > 0;
CREATE INDEX period_sums_by_divisive ON period_sums (guild_id, period, divisive DESC, count DESC, show_id)
    WHERE divisive > 0;
CREATE INDEX period_sums_by_rise ON period_sums (guild_id, period, rise DESC, count DESC, show_id)
    WHERE rise > 0;
CREATE INDEX period_sums_by_gem ON period_sums (guild_id, period, gem DESC, count DESC, show_id)
    WHERE gem > 0;

-- All of a server's shows together: its mean, and how many ratings a show has.
CREATE TABLE period_totals (
    guild_id INTEGER NOT NULL,
    period INTEGER NOT NULL,
    shows INTEGER NOT NULL,  -- that were rated
    count INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period)
) STRICT, WITHOUT ROWID;

-- Which shows are of a genre. A genre's number is made from its name, however that is spelt.
CREATE TABLE genre_shows (
    guild_id INTEGER NOT NULL,
    genre INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (guild_id, genre, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX genre_shows_of_show ON genre_shows (guild_id, show_id);
CREATE INDEX genre_shows_by_name ON genre_shows (guild_id, genre, name);

-- The genres that a server's shows have, and how many do.
CREATE TABLE genres (
    guild_id INTEGER NOT NULL,
    genre INTEGER NOT NULL,
    name TEXT NOT NULL,
    shows INTEGER NOT NULL,
    PRIMARY KEY (guild_id, genre)
) STRICT, WITHOUT ROWID;
CREATE INDEX genres_by_shows ON genres (guild_id, shows DESC, name);

-- What a show is about: its genres and network, and the characteristic words of its reviews. The strength of a
-- word is how many reviews use it; that of a genre or network how many reviews there are, and one.
CREATE TABLE subjects (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('genre', 'network', 'word')),
    subject TEXT NOT NULL,
    strength INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, kind, subject),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subjects_of_show ON subjects (guild_id, show_id, kind, strength DESC, subject);
CREATE INDEX shows_of_subject ON subjects (guild_id, kind, subject, strength DESC, show_id);

-- Servers as small numbers, so that a server's number and a review's make one rowid of the full text. That lies
-- in SQLite's FTS5, in tables that are made when they are needed: bot/store/totals/text_parts.py.
CREATE TABLE text_servers (
    guild_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;

-- What the files may still hold of words that were erased: in a part of the full text, or (-1) anywhere in the
-- log of writes. A trace that is `begun` is being removed; one that comes meanwhile is for the next time.
CREATE TABLE traces (
    guild_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    begun INTEGER NOT NULL DEFAULT 0 CHECK (begun IN (0, 1)),
    PRIMARY KEY (guild_id, part, begun)
) STRICT, WITHOUT ROWID;
