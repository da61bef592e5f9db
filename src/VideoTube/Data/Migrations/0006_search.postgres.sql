-- Search keeps its own index, the same on every engine: for each term the videos that have it, as sets in blocks of 4096
-- video numbers. It takes the place of the full-text column.
ALTER TABLE videos DROP COLUMN search;

CREATE TABLE search_postings (
    term   TEXT    NOT NULL COLLATE "C",    -- what it is and the word: Search/Term.cs
    block  INTEGER NOT NULL,                -- video number / 4096
    videos BYTEA   NOT NULL,                -- Search/PostingBlock.cs
    PRIMARY KEY (term, block)
);

-- What the index says of a video: what must go from it when the video changes.
CREATE TABLE search_documents (
    number BIGINT  PRIMARY KEY,
    listed BOOLEAN NOT NULL,
    terms  TEXT    NOT NULL                 -- a line each
);

-- Words of titles, tags and channel names of listed videos, and what is left of each without a letter or two: two words
-- that differ by that much meet in a variant.
CREATE TABLE search_words (
    word   TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    videos BIGINT NOT NULL                  -- listed ones that have it
);
CREATE TABLE search_variants (
    variant TEXT NOT NULL COLLATE "C",
    word    TEXT NOT NULL COLLATE "C",
    PRIMARY KEY (variant, word)
);

-- Words by which a channel is found.
CREATE TABLE search_channels (
    word       TEXT NOT NULL COLLATE "C",
    channel_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    PRIMARY KEY (word, channel_id)
);
CREATE INDEX search_channels_channel ON search_channels (channel_id);

-- Whoever changes the index takes this row first, so that changes come one after another.
CREATE TABLE search_turns (turns BIGINT NOT NULL);
INSERT INTO search_turns VALUES (0);

-- What has changed since the index was last brought up to date. A change is a row of its own: one that is not committed
-- yet stays for the next time.
CREATE TABLE search_changes (
    entry   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number  BIGINT,                         -- of a video
    channel TEXT                            -- or a user's id
);
CREATE FUNCTION search_video_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        INSERT INTO search_changes (number) VALUES (old.number);
    ELSE
        INSERT INTO search_changes (number) VALUES (new.number);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER search_video AFTER INSERT OR DELETE
OR UPDATE OF title, description, tags, visibility, published, playable, withheld, duration, owner_id ON videos
FOR EACH ROW EXECUTE FUNCTION search_video_changed();

CREATE FUNCTION search_channel_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_changes (channel) VALUES (new.id);
    INSERT INTO search_changes (number) SELECT number FROM videos WHERE owner_id = new.id;
    RETURN NULL;
END $$;
CREATE TRIGGER search_channel_insert AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION search_channel_changed();
CREATE TRIGGER search_channel_update AFTER UPDATE OF username, fullname ON users
FOR EACH ROW WHEN (old.username <> new.username OR old.fullname <> new.fullname) EXECUTE FUNCTION search_channel_changed();
INSERT INTO search_changes (number) SELECT number FROM videos;
INSERT INTO search_changes (channel) SELECT id FROM users;
