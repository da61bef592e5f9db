-- Around a video's picture: sheets of small pictures to move through it by, and frames its poster is chosen from.
ALTER TABLE videos ADD COLUMN storyboard TEXT;    -- media key of a WebVTT file; its sheets lie beside it
ALTER TABLE videos ADD COLUMN poster_choice INTEGER; -- number in posters; null while the owner's own picture stands there
CREATE TABLE posters (
    video_id TEXT    NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL, -- 1 is the best
    file     TEXT    NOT NULL, -- media key
    PRIMARY KEY (video_id, number)
);

-- When the segments of a rendition begin, and how long each lasts; null while it grows.
ALTER TABLE renditions ADD COLUMN timeline TEXT;

-- Others may have the file as it was uploaded.
ALTER TABLE videos ADD COLUMN downloadable BOOLEAN NOT NULL DEFAULT FALSE;

-- Videos that are there already get their storyboard; a video has one job of its own id.
INSERT INTO jobs (id, kind, subject, state, run_at, created_at, updated_at)
SELECT id, 'storyboard', id, 'queued', created_at, created_at, created_at FROM videos WHERE status = 'ready';
