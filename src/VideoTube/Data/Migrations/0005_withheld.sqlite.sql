-- A video that the site withholds (taken down, or its owner is banned) is listed nowhere, whatever its owner says.
-- SQLite cannot change a generated column, nor add a stored one: it goes and comes again, computed when read; the
-- indexes hold what it says.
DROP INDEX videos_newest;
DROP INDEX videos_views;
DROP INDEX videos_duration;
DROP INDEX videos_title;
ALTER TABLE videos DROP COLUMN listed;
ALTER TABLE videos ADD COLUMN withheld BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE videos ADD COLUMN listed BOOLEAN GENERATED ALWAYS AS (published AND playable AND visibility = 'public' AND NOT withheld) VIRTUAL;
CREATE INDEX videos_newest   ON videos (created_at, id) WHERE listed = TRUE;
CREATE INDEX videos_views    ON videos (views, id)      WHERE listed = TRUE;
CREATE INDEX videos_duration ON videos (duration, id)   WHERE listed = TRUE;
CREATE INDEX videos_title    ON videos (title, id)      WHERE listed = TRUE;
