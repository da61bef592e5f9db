-- Files that are to take the place of a video's own: processed like a video, in rows beside it.
CREATE TABLE replacements (
    id            TEXT    PRIMARY KEY,
    video_id      TEXT    NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    kind          TEXT    NOT NULL,              -- file | trim
    status        TEXT    NOT NULL,              -- processing | failed | done
    failure       TEXT,
    progress      INTEGER NOT NULL DEFAULT 0,
    trim_start    DOUBLE PRECISION,              -- seconds of the video's file, of trims
    trim_end      DOUBLE PRECISION,
    -- As in videos.
    playable      BOOLEAN NOT NULL DEFAULT FALSE,
    original      TEXT,                          -- NULL until a trim has made it
    original_type TEXT,
    poster        TEXT,
    poster_choice INTEGER,
    preview       TEXT,
    duration      DOUBLE PRECISION NOT NULL DEFAULT 0,
    width         INTEGER,
    height        INTEGER,
    size          BIGINT  NOT NULL DEFAULT 0,
    created_at    BIGINT  NOT NULL,
    updated_at    BIGINT  NOT NULL
);
CREATE UNIQUE INDEX replacements_video ON replacements (video_id);

-- Whose media a video has; NULL: those of the file it began with.
ALTER TABLE videos ADD COLUMN replacement TEXT;
CREATE INDEX videos_replacement ON videos (replacement) WHERE replacement IS NOT NULL;

-- What took no place yet, or lost it, stays for a while: people are watching it.
ALTER TABLE media_leftovers ADD COLUMN due_at BIGINT NOT NULL DEFAULT 0;

-- Renditions, chunks and posters hang on a video or a replacement, and go with it.
CREATE TABLE renditions_of_both (
    video_id          TEXT    NOT NULL,     -- or that of a replacement
    name              TEXT    NOT NULL,     -- 720p; audio
    kind              TEXT    NOT NULL,     -- video | audio
    playlist          TEXT    NOT NULL,     -- media key of the media playlist
    codecs            TEXT    NOT NULL,     -- RFC 6381
    width             INTEGER NOT NULL,
    height            INTEGER NOT NULL,
    frame_rate        DOUBLE PRECISION NOT NULL,
    bandwidth         BIGINT  NOT NULL,     -- peak, bits a second
    average_bandwidth BIGINT  NOT NULL,
    channels          INTEGER NOT NULL,
    is_copy           BOOLEAN NOT NULL,     -- the source's own stream, not encoded again
    complete          BOOLEAN NOT NULL,
    created_at        BIGINT  NOT NULL,
    timeline          TEXT,                 -- when segments begin, and how long each lasts; NULL while it grows
    PRIMARY KEY (video_id, name)
);
INSERT INTO renditions_of_both (video_id, name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth, channels, is_copy, complete, created_at, timeline)
SELECT video_id, name, kind, playlist, codecs, width, height, frame_rate, bandwidth, average_bandwidth, channels, is_copy, complete, created_at, timeline FROM renditions;
DROP TABLE renditions;
ALTER TABLE renditions_of_both RENAME TO renditions;

CREATE TABLE chunks_of_both (
    job_id   TEXT    PRIMARY KEY,           -- the job that makes it: claimed, leased and tried again as all jobs are
    video_id TEXT    NOT NULL,              -- or that of a replacement
    run      TEXT    NOT NULL,              -- folder of all of one plan's segments
    number   INTEGER NOT NULL,              -- 0, 1, 2 … in order of time; -1 is the sound of the whole
    plan     TEXT    NOT NULL,              -- JSON
    made     TEXT                           -- JSON: its segments; NULL until they are there
);
INSERT INTO chunks_of_both (job_id, video_id, run, number, plan, made) SELECT job_id, video_id, run, number, plan, made FROM chunks;
DROP TABLE chunks;
ALTER TABLE chunks_of_both RENAME TO chunks;
CREATE UNIQUE INDEX chunks_video ON chunks (video_id, number);

CREATE TABLE posters_of_both (
    video_id TEXT    NOT NULL, -- or that of a replacement
    number   INTEGER NOT NULL, -- 1 is the best
    file     TEXT    NOT NULL, -- media key
    PRIMARY KEY (video_id, number)
);
INSERT INTO posters_of_both (video_id, number, file) SELECT video_id, number, file FROM posters;
DROP TABLE posters;
ALTER TABLE posters_of_both RENAME TO posters;

CREATE TRIGGER media_of_video AFTER DELETE ON videos BEGIN
    DELETE FROM renditions WHERE video_id = old.id;
    DELETE FROM chunks WHERE video_id = old.id;
    DELETE FROM posters WHERE video_id = old.id;
END;
CREATE TRIGGER media_of_replacement AFTER DELETE ON replacements BEGIN
    DELETE FROM renditions WHERE video_id = old.id;
    DELETE FROM chunks WHERE video_id = old.id;
    DELETE FROM posters WHERE video_id = old.id;
END;
