-- One index a list: newest, most watched, longest, by title; the same for one channel; everything of one owner.
CREATE INDEX videos_newest          ON videos (created_at, id) WHERE listed = TRUE;
CREATE INDEX videos_views           ON videos (views, id)      WHERE listed = TRUE;
CREATE INDEX videos_duration        ON videos (duration, id)   WHERE listed = TRUE;
CREATE INDEX videos_title           ON videos (title, id)      WHERE listed = TRUE;
CREATE INDEX videos_channel_newest  ON videos (owner_id, created_at, id);
CREATE INDEX videos_unfinished      ON videos (node) WHERE status = 'uploading';

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
