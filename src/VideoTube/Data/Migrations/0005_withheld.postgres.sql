-- A video that the site withholds (taken down, or its owner is banned) is listed nowhere, whatever its owner says.
-- Dropping the column drops the indexes that name it.
ALTER TABLE videos DROP COLUMN listed;
ALTER TABLE videos ADD COLUMN withheld BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE videos ADD COLUMN listed BOOLEAN NOT NULL GENERATED ALWAYS AS (published AND playable AND visibility = 'public' AND NOT withheld) STORED;
CREATE INDEX videos_newest   ON videos (created_at, id) WHERE listed = TRUE;
CREATE INDEX videos_views    ON videos (views, id)      WHERE listed = TRUE;
CREATE INDEX videos_duration ON videos (duration, id)   WHERE listed = TRUE;
CREATE INDEX videos_title    ON videos (title, id)      WHERE listed = TRUE;

-- Ids are hex digits, which every collation orders alike. One of its own kept the indexes of other tables from serving
-- where their video_id meets this id.
ALTER TABLE videos ALTER COLUMN id TYPE TEXT COLLATE "default";
