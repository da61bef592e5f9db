-- Search keeps its own index, the same on every engine: for each term the videos that have it, as sets in blocks of 4096
-- video numbers. It takes the place of the full-text tables.
DROP TRIGGER video_search_insert;
DROP TRIGGER video_search_delete;
DROP TRIGGER video_search_update;
DROP TABLE video_search;

CREATE TABLE search_postings (
    term   TEXT    NOT NULL,                -- what it is and the word: Search/Term.cs
    block  INTEGER NOT NULL,                -- video number / 4096
    videos BLOB    NOT NULL,                -- Search/PostingBlock.cs
    PRIMARY KEY (term, block)
) WITHOUT ROWID;

-- What the index says of a video: what must go from it when the video changes.
CREATE TABLE search_documents (
    number INTEGER PRIMARY KEY,
    listed BOOLEAN NOT NULL,
    terms  TEXT    NOT NULL                 -- a line each
);

-- Words of titles, tags and channel names of listed videos, and what is left of each without a letter or two: two words
-- that differ by that much meet in a variant.
CREATE TABLE search_words (
    word   TEXT   NOT NULL PRIMARY KEY,
    videos BIGINT NOT NULL                  -- listed ones that have it
) WITHOUT ROWID;
CREATE TABLE search_variants (
    variant TEXT NOT NULL,
    word    TEXT NOT NULL,
    PRIMARY KEY (variant, word)
) WITHOUT ROWID;

-- Words by which a channel is found.
CREATE TABLE search_channels (
    word       TEXT NOT NULL,
    channel_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (word, channel_id)
) WITHOUT ROWID;
CREATE INDEX search_channels_channel ON search_channels (channel_id);

-- Whoever changes the index takes this row first, so that changes come one after another.
CREATE TABLE search_turns (turns BIGINT NOT NULL);
INSERT INTO search_turns VALUES (0);

-- What has changed since the index was last brought up to date. A change is a row of its own: one that is not committed
-- yet stays for the next time.
CREATE TABLE search_changes (
    entry   INTEGER PRIMARY KEY,
    number  BIGINT,                         -- of a video
    channel TEXT                            -- or a user's id
);
CREATE TRIGGER search_video_insert AFTER INSERT ON videos BEGIN
    INSERT INTO search_changes (number) VALUES (new.number);
END;
CREATE TRIGGER search_video_update
AFTER UPDATE OF title, description, tags, visibility, published, playable, withheld, duration, owner_id ON videos BEGIN
    INSERT INTO search_changes (number) VALUES (new.number);
END;
CREATE TRIGGER search_video_delete AFTER DELETE ON videos BEGIN
    INSERT INTO search_changes (number) VALUES (old.number);
END;
CREATE TRIGGER search_channel_insert AFTER INSERT ON users BEGIN
    INSERT INTO search_changes (channel) VALUES (new.id);
END;
CREATE TRIGGER search_channel_update AFTER UPDATE OF username, fullname ON users
WHEN old.username <> new.username OR old.fullname <> new.fullname BEGIN
    INSERT INTO search_changes (channel) VALUES (new.id);
    INSERT INTO search_changes (number) SELECT number FROM videos WHERE owner_id = new.id;
END;
INSERT INTO search_changes (number) SELECT number FROM videos;
INSERT INTO search_changes (channel) SELECT id FROM users;

-- By a video's number, what matches are ranked and sorted by, without its row and its long texts.
CREATE INDEX videos_facts ON videos (number, views, created_at, duration, id);
