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
ALTER TABLE renditions DROP CONSTRAINT renditions_video_id_fkey;
ALTER TABLE chunks DROP CONSTRAINT chunks_video_id_fkey;
ALTER TABLE posters DROP CONSTRAINT posters_video_id_fkey;
CREATE FUNCTION forget_media() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM renditions WHERE video_id = old.id;
    DELETE FROM chunks WHERE video_id = old.id;
    DELETE FROM posters WHERE video_id = old.id;
    RETURN NULL;
END $$;
CREATE TRIGGER media_of_video       AFTER DELETE ON videos       FOR EACH ROW EXECUTE FUNCTION forget_media();
CREATE TRIGGER media_of_replacement AFTER DELETE ON replacements FOR EACH ROW EXECUTE FUNCTION forget_media();
