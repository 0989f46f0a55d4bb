-- What a show's thread is called: it follows the show's title, unless somebody has renamed it in Discord.

ALTER TABLE show_threads ADD COLUMN name TEXT NOT NULL DEFAULT '';
