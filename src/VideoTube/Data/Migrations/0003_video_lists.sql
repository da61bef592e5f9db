-- One index a list: newest, most watched, longest, by title; then the same within one channel, its owner's drafts included.
CREATE INDEX videos_newest          ON videos (created_at, id) WHERE listed = TRUE;
CREATE INDEX videos_views           ON videos (views, id)      WHERE listed = TRUE;
CREATE INDEX videos_duration        ON videos (duration, id)   WHERE listed = TRUE;
CREATE INDEX videos_title           ON videos (title, id)      WHERE listed = TRUE;
CREATE INDEX videos_channel_newest  ON videos (owner_id, created_at, id);
CREATE INDEX videos_channel_views    ON videos (owner_id, views, id);
CREATE INDEX videos_channel_duration ON videos (owner_id, duration, id);
CREATE INDEX videos_channel_title    ON videos (owner_id, title, id);
CREATE INDEX videos_unfinished      ON videos (node) WHERE status = 'uploading';

-- The videos of a tag, newest first.
CREATE TABLE video_tags (
    tag        TEXT   NOT NULL,
    created_at BIGINT NOT NULL,             -- of the video
    video_id   TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    PRIMARY KEY (tag, created_at, video_id)
);
CREATE INDEX video_tags_video ON video_tags (video_id);

-- Media folders whose video is gone; rows go when the files are.
CREATE TABLE media_leftovers (
    folder     TEXT   PRIMARY KEY,          -- media key
    created_at BIGINT NOT NULL
);

-- What a video can be played in. Rows come as renditions finish.
CREATE TABLE renditions (
    video_id          TEXT    NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
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
    PRIMARY KEY (video_id, name)
);

-- One row a viewer and video: what was watched, and when it last counted.
CREATE TABLE views (
    video_id   TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    viewer     TEXT   NOT NULL,             -- user id, or a hash of the visitor's cookie
    watched    DOUBLE PRECISION NOT NULL,   -- seconds since it last counted
    reported_at BIGINT NOT NULL,
    counted_at BIGINT,
    PRIMARY KEY (video_id, viewer)
);
CREATE INDEX views_reported ON views (reported_at);
