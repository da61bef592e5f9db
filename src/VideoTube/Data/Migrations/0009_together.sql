-- What people do with videos and with each other. Numbers that lists show are columns, kept by the triggers of 0010.
ALTER TABLE users  ADD COLUMN subscribers   BIGINT NOT NULL DEFAULT 0;
ALTER TABLE users  ADD COLUMN listed_videos BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN likes         BIGINT NOT NULL DEFAULT 0;
ALTER TABLE videos ADD COLUMN comments      BIGINT NOT NULL DEFAULT 0;   -- replies included, withheld ones not
ALTER TABLE videos ADD COLUMN watched       DOUBLE PRECISION NOT NULL DEFAULT 0; -- seconds, by all viewers
ALTER TABLE videos ADD COLUMN trend         DOUBLE PRECISION NOT NULL DEFAULT 0; -- views, newer ones worth more
ALTER TABLE videos ADD COLUMN chapters      TEXT   NOT NULL DEFAULT '[]'; -- JSON: [{start, title}], by start
ALTER TABLE videos ADD COLUMN announced     BOOLEAN NOT NULL DEFAULT FALSE; -- subscribers have been told of it
CREATE INDEX videos_trend ON videos (trend, id) WHERE listed = TRUE;

CREATE TABLE comments (
    id         TEXT    PRIMARY KEY,
    video_id   TEXT    NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    author_id  TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    parent_id  TEXT             REFERENCES comments (id) ON DELETE CASCADE, -- null for a comment on the video itself
    content    TEXT    NOT NULL,
    likes      BIGINT  NOT NULL DEFAULT 0,
    replies    BIGINT  NOT NULL DEFAULT 0,  -- withheld ones not
    withheld   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL
);
CREATE INDEX comments_newest  ON comments (video_id, id)        WHERE parent_id IS NULL;
CREATE INDEX comments_top     ON comments (video_id, likes, id) WHERE parent_id IS NULL;
CREATE INDEX comments_video   ON comments (video_id);
CREATE INDEX comments_replies ON comments (parent_id, id);
CREATE INDEX comments_author  ON comments (author_id, id);

CREATE TABLE posts (
    id         TEXT    PRIMARY KEY,
    owner_id   TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    content    TEXT    NOT NULL,
    likes      BIGINT  NOT NULL DEFAULT 0,
    withheld   BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT  NOT NULL,
    updated_at BIGINT  NOT NULL
);
CREATE INDEX posts_channel ON posts (owner_id, id);

CREATE TABLE video_likes (
    id         TEXT   PRIMARY KEY,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    video_id   TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX video_likes_once ON video_likes (user_id, video_id);
CREATE INDEX video_likes_newest      ON video_likes (user_id, id);
CREATE INDEX video_likes_video       ON video_likes (video_id);

CREATE TABLE comment_likes (
    comment_id TEXT   NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (comment_id, user_id)
);
CREATE INDEX comment_likes_user ON comment_likes (user_id);

CREATE TABLE post_likes (
    post_id    TEXT   NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (post_id, user_id)
);
CREATE INDEX post_likes_user ON post_likes (user_id);

CREATE TABLE subscriptions (
    id            TEXT   PRIMARY KEY,
    subscriber_id TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    channel_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX subscriptions_once     ON subscriptions (subscriber_id, channel_id);
CREATE INDEX subscriptions_of_channel      ON subscriptions (channel_id, id);
CREATE INDEX subscriptions_of_subscriber   ON subscriptions (subscriber_id, id);

CREATE TABLE playlists (
    id          TEXT   PRIMARY KEY,
    owner_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT   NOT NULL,
    description TEXT   NOT NULL DEFAULT '',
    visibility  TEXT   NOT NULL DEFAULT 'public', -- public | unlisted | private
    videos      BIGINT NOT NULL DEFAULT 0,
    duration    DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds, of all its videos
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE INDEX playlists_channel ON playlists (owner_id, id);

CREATE TABLE playlist_videos (
    playlist_id TEXT   NOT NULL REFERENCES playlists (id) ON DELETE CASCADE,
    video_id    TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    position    BIGINT NOT NULL,              -- order within the playlist; gaps are no harm
    duration    DOUBLE PRECISION NOT NULL,    -- of the video, kept here for the playlist's sum
    created_at  BIGINT NOT NULL,
    PRIMARY KEY (playlist_id, video_id)
);
CREATE INDEX playlist_videos_order ON playlist_videos (playlist_id, position, video_id);
CREATE INDEX playlist_videos_video ON playlist_videos (video_id);

-- Where somebody was in a video, and when.
CREATE TABLE watch_history (
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    video_id   TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    position   DOUBLE PRECISION NOT NULL,     -- seconds
    watched_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, video_id)
);
CREATE INDEX watch_history_newest ON watch_history (user_id, watched_at, video_id);
CREATE INDEX watch_history_video  ON watch_history (video_id);

CREATE TABLE notifications (
    id         TEXT    PRIMARY KEY,
    user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL,              -- video | comment | reply | subscriber | ready | failed | ...
    actor_id   TEXT             REFERENCES users (id) ON DELETE CASCADE,
    video_id   TEXT             REFERENCES videos (id) ON DELETE CASCADE,
    comment_id TEXT             REFERENCES comments (id) ON DELETE CASCADE,
    seen       BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT  NOT NULL
);
CREATE INDEX notifications_newest  ON notifications (user_id, id);
CREATE INDEX notifications_unseen  ON notifications (user_id) WHERE seen = FALSE;
CREATE INDEX notifications_actor   ON notifications (actor_id);
CREATE INDEX notifications_video   ON notifications (video_id);
CREATE INDEX notifications_comment ON notifications (comment_id);

-- What a channel gained on a day (days since 1970, UTC), for charts.
CREATE TABLE channel_days (
    channel_id  TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day         BIGINT NOT NULL,
    views       BIGINT NOT NULL DEFAULT 0,
    watched     DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds
    subscribers BIGINT NOT NULL DEFAULT 0,
    likes       BIGINT NOT NULL DEFAULT 0,
    comments    BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel_id, day)
);

CREATE TABLE captions (
    video_id   TEXT   NOT NULL REFERENCES videos (id) ON DELETE CASCADE,
    language   TEXT   NOT NULL,               -- BCP 47
    label      TEXT   NOT NULL,               -- the language's own name
    file       TEXT   NOT NULL,               -- media key of a WebVTT file
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (video_id, language)
);

-- Public things that were deleted for good: their address answers 410.
CREATE TABLE gone (
    id         TEXT   PRIMARY KEY,
    kind       TEXT   NOT NULL,               -- video | post | playlist
    created_at BIGINT NOT NULL                -- when it was last changed
);
