ALTER TABLE users ADD COLUMN history_paused BOOLEAN NOT NULL DEFAULT FALSE;

-- What the videos of a channel add up to, for its dashboard: a channel may have very many.
CREATE TABLE channel_sums (
    channel_id TEXT   PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    videos     BIGINT NOT NULL DEFAULT 0,
    views      BIGINT NOT NULL DEFAULT 0,
    watched    DOUBLE PRECISION NOT NULL DEFAULT 0, -- seconds
    likes      BIGINT NOT NULL DEFAULT 0,
    comments   BIGINT NOT NULL DEFAULT 0
);
INSERT INTO channel_sums (channel_id, videos, views, watched, likes, comments)
SELECT owner_id, COUNT(*), SUM(views), SUM(watched), SUM(likes), SUM(comments) FROM videos GROUP BY owner_id;
CREATE TRIGGER channel_sums_more AFTER INSERT ON videos BEGIN
    INSERT INTO channel_sums (channel_id, videos, views, watched, likes, comments)
    VALUES (new.owner_id, 1, new.views, new.watched, new.likes, new.comments)
    ON CONFLICT (channel_id) DO UPDATE SET videos = videos + 1, views = views + excluded.views,
        watched = watched + excluded.watched, likes = likes + excluded.likes, comments = comments + excluded.comments;
END;
CREATE TRIGGER channel_sums_less AFTER DELETE ON videos BEGIN
    UPDATE channel_sums SET videos = videos - 1, views = views - old.views, watched = MAX(0, watched - old.watched),
        likes = likes - old.likes, comments = comments - old.comments
    WHERE channel_id = old.owner_id;
END;
CREATE TRIGGER channel_sums_change AFTER UPDATE OF views, watched, likes, comments ON videos BEGIN
    UPDATE channel_sums SET views = views + new.views - old.views, watched = watched + new.watched - old.watched,
        likes = likes + new.likes - old.likes, comments = comments + new.comments - old.comments
    WHERE channel_id = new.owner_id;
END;

-- How many listed videos have a tag.
CREATE TABLE tags (
    tag    TEXT   PRIMARY KEY,
    videos BIGINT NOT NULL
);
CREATE INDEX tags_popular ON tags (videos DESC, tag) WHERE videos > 0;
INSERT INTO tags (tag, videos)
SELECT t.tag, SUM(v.listed) FROM video_tags t JOIN videos v ON v.id = t.video_id GROUP BY t.tag;
CREATE TRIGGER tags_more AFTER INSERT ON video_tags BEGIN
    INSERT INTO tags (tag, videos) SELECT new.tag, listed FROM videos WHERE id = new.video_id
    ON CONFLICT (tag) DO UPDATE SET videos = videos + excluded.videos;
END;
-- Of a deleted video's tags the video is gone already: the trigger below has counted them.
CREATE TRIGGER tags_less AFTER DELETE ON video_tags WHEN (SELECT listed FROM videos WHERE id = old.video_id) BEGIN
    UPDATE tags SET videos = videos - 1 WHERE tag = old.tag;
END;
CREATE TRIGGER tags_of_deleted BEFORE DELETE ON videos WHEN old.listed BEGIN
    UPDATE tags SET videos = videos - 1 WHERE tag IN (SELECT tag FROM video_tags WHERE video_id = old.id);
END;
CREATE TRIGGER tags_of_listed AFTER UPDATE OF published, playable, visibility, withheld ON videos WHEN old.listed <> new.listed BEGIN
    UPDATE tags SET videos = videos + new.listed - old.listed WHERE tag IN (SELECT tag FROM video_tags WHERE video_id = new.id);
END;

-- Of a playlist's videos, those that others see, and what they add up to: its owner sees more.
ALTER TABLE playlist_videos ADD COLUMN shown BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE playlists ADD COLUMN shown_videos   BIGINT NOT NULL DEFAULT 0;
ALTER TABLE playlists ADD COLUMN shown_duration DOUBLE PRECISION NOT NULL DEFAULT 0; -- seconds
CREATE INDEX playlists_public ON playlists (owner_id, id) WHERE visibility = 'public';
CREATE TRIGGER playlist_shown_more AFTER INSERT ON playlist_videos WHEN new.shown BEGIN
    UPDATE playlists SET shown_videos = shown_videos + 1, shown_duration = shown_duration + new.duration WHERE id = new.playlist_id;
END;
CREATE TRIGGER playlist_shown_less AFTER DELETE ON playlist_videos WHEN old.shown BEGIN
    UPDATE playlists SET shown_videos = shown_videos - 1, shown_duration = MAX(0, shown_duration - old.duration) WHERE id = old.playlist_id;
END;
CREATE TRIGGER playlist_shown_change AFTER UPDATE OF shown, duration ON playlist_videos BEGIN
    UPDATE playlists SET shown_videos = shown_videos + new.shown - old.shown,
        shown_duration = MAX(0, shown_duration + new.shown * new.duration - old.shown * old.duration)
    WHERE id = new.playlist_id;
END;
CREATE TRIGGER playlist_video_shown AFTER UPDATE OF published, visibility, withheld, status ON videos
WHEN (old.published AND NOT old.withheld AND old.visibility <> 'private' AND old.status <> 'uploading')
  <> (new.published AND NOT new.withheld AND new.visibility <> 'private' AND new.status <> 'uploading') BEGIN
    UPDATE playlist_videos
    SET shown = (new.published AND NOT new.withheld AND new.visibility <> 'private' AND new.status <> 'uploading')
    WHERE video_id = new.id;
END;
