-- The ladder of a long video in pieces, which any worker encodes. Rows are there from the plan until all are joined.
CREATE TABLE chunks (
    job_id   TEXT    PRIMARY KEY,           -- the job that makes it: claimed, leased and tried again as all jobs are
    video_id TEXT    NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    run      TEXT    NOT NULL,              -- folder of all of one plan's segments
    number   INTEGER NOT NULL,              -- 0, 1, 2 … in order of time; -1 is the sound of the whole
    plan     TEXT    NOT NULL,              -- JSON
    made     TEXT                           -- JSON: its segments; NULL until they are there
);
-- A video's chunks in order of time.
CREATE UNIQUE INDEX chunks_video ON chunks (video_id, number);
