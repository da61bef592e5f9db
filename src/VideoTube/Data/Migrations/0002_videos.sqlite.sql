CREATE TABLE videos (
    number        INTEGER PRIMARY KEY,    -- FTS5 refers to rows by this; never shown
    id            TEXT    NOT NULL,
    owner_id      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title         TEXT    NOT NULL,
    description   TEXT    NOT NULL,
    tags          TEXT    NOT NULL DEFAULT '',      -- words, lower case, space-separated
    visibility    TEXT    NOT NULL DEFAULT 'public',
    published     BOOLEAN NOT NULL,
    status        TEXT    NOT NULL,                 -- uploading | processing | ready | failed
    playable      BOOLEAN NOT NULL DEFAULT FALSE,
    listed        BOOLEAN NOT NULL GENERATED ALWAYS AS (published AND playable AND visibility = 'public') STORED,
    failure       TEXT,                             -- in words, when status is failed
    progress      INTEGER NOT NULL DEFAULT 0,       -- 0 to 100
    node          TEXT    NOT NULL,                 -- who takes the upload, for the sweep after a crash
    original      TEXT,                             -- media key
    original_type TEXT,                             -- MIME type when browsers play the original, else null
    poster        TEXT,                             -- media key
    duration      DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds
    width         INTEGER,
    height        INTEGER,
    size          BIGINT  NOT NULL DEFAULT 0,       -- bytes of the original
    views         BIGINT  NOT NULL DEFAULT 0,
    created_at    BIGINT  NOT NULL,
    updated_at    BIGINT  NOT NULL
);
CREATE UNIQUE INDEX videos_id ON videos (id);

CREATE VIRTUAL TABLE video_search USING fts5 (
    title, description, tags, content = 'videos', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER video_search_insert AFTER INSERT ON videos BEGIN
    INSERT INTO video_search (rowid, title, description, tags) VALUES (new.number, new.title, new.description, new.tags);
END;
CREATE TRIGGER video_search_delete AFTER DELETE ON videos BEGIN
    INSERT INTO video_search (video_search, rowid, title, description, tags)
    VALUES ('delete', old.number, old.title, old.description, old.tags);
END;
CREATE TRIGGER video_search_update AFTER UPDATE OF title, description, tags ON videos BEGIN
    INSERT INTO video_search (video_search, rowid, title, description, tags)
    VALUES ('delete', old.number, old.title, old.description, old.tags);
    INSERT INTO video_search (rowid, title, description, tags) VALUES (new.number, new.title, new.description, new.tags);
END;
