CREATE TABLE videos (
    number        BIGINT  GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            TEXT    NOT NULL COLLATE "C",
    owner_id      TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title         TEXT    NOT NULL,
    description   TEXT    NOT NULL,
    tags          TEXT    NOT NULL DEFAULT '',
    visibility    TEXT    NOT NULL DEFAULT 'public',
    published     BOOLEAN NOT NULL,
    status        TEXT    NOT NULL,
    playable      BOOLEAN NOT NULL DEFAULT FALSE,
    listed        BOOLEAN NOT NULL GENERATED ALWAYS AS (published AND playable AND visibility = 'public') STORED,
    failure       TEXT,
    progress      INTEGER NOT NULL DEFAULT 0,
    node          TEXT    NOT NULL,
    original      TEXT,
    original_type TEXT,
    poster        TEXT,
    duration      DOUBLE PRECISION NOT NULL DEFAULT 0,
    width         INTEGER,
    height        INTEGER,
    size          BIGINT  NOT NULL DEFAULT 0,
    views         BIGINT  NOT NULL DEFAULT 0,
    created_at    BIGINT  NOT NULL,
    updated_at    BIGINT  NOT NULL,
    search        TSVECTOR NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', tags), 'B')
        || setweight(to_tsvector('simple', description), 'C')) STORED
);
CREATE UNIQUE INDEX videos_id ON videos (id);
CREATE INDEX videos_search    ON videos USING gin (search);
