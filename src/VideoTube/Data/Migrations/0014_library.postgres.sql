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
CREATE FUNCTION sum_channel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO channel_sums AS s (channel_id, videos, views, watched, likes, comments)
        VALUES (new.owner_id, 1, new.views, new.watched, new.likes, new.comments)
        ON CONFLICT (channel_id) DO UPDATE SET videos = s.videos + 1, views = s.views + excluded.views,
            watched = s.watched + excluded.watched, likes = s.likes + excluded.likes, comments = s.comments + excluded.comments;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE channel_sums SET videos = videos - 1, views = views - old.views, watched = GREATEST(0, watched - old.watched),
            likes = likes - old.likes, comments = comments - old.comments
        WHERE channel_id = old.owner_id;
    ELSE
        UPDATE channel_sums SET views = views + new.views - old.views, watched = watched + new.watched - old.watched,
            likes = likes + new.likes - old.likes, comments = comments + new.comments - old.comments
        WHERE channel_id = new.owner_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_sums AFTER INSERT OR DELETE OR UPDATE OF views, watched, likes, comments ON videos
FOR EACH ROW EXECUTE FUNCTION sum_channel();

-- How many listed videos have a tag. Rows are changed in the order of tags, so that no two acts wait for each other.
CREATE TABLE tags (
    tag    TEXT   COLLATE "C" PRIMARY KEY,
    videos BIGINT NOT NULL
);
CREATE INDEX tags_popular ON tags (videos DESC, tag) WHERE videos > 0;
INSERT INTO tags (tag, videos)
SELECT t.tag, COUNT(*) FILTER (WHERE v.listed) FROM video_tags t JOIN videos v ON v.id = t.video_id GROUP BY t.tag;
CREATE FUNCTION count_tag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO tags (tag, videos) SELECT new.tag, listed::int FROM videos WHERE id = new.video_id
        ON CONFLICT (tag) DO UPDATE SET videos = tags.videos + excluded.videos;
    ELSE
        -- Of a deleted video's tags the video is gone already: count_tags has counted them.
        UPDATE tags SET videos = tags.videos - 1 FROM videos v
        WHERE tags.tag = old.tag AND v.id = old.video_id AND v.listed;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER tags_count AFTER INSERT OR DELETE ON video_tags FOR EACH ROW EXECUTE FUNCTION count_tag();
CREATE FUNCTION count_tags() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE counted TEXT;
BEGIN
    FOR counted IN SELECT tag FROM video_tags WHERE video_id = old.id ORDER BY tag COLLATE "C" LOOP
        UPDATE tags SET videos = videos + (CASE WHEN TG_OP = 'UPDATE' AND NOT old.listed THEN 1 ELSE -1 END) WHERE tag = counted;
    END LOOP;
    RETURN old;
END $$;
CREATE TRIGGER tags_of_deleted BEFORE DELETE ON videos FOR EACH ROW WHEN (old.listed) EXECUTE FUNCTION count_tags();
CREATE TRIGGER tags_of_listed AFTER UPDATE OF published, playable, visibility, withheld ON videos
FOR EACH ROW WHEN (old.listed <> new.listed) EXECUTE FUNCTION count_tags();

-- Of a playlist's videos, those that others see, and what they add up to: its owner sees more.
ALTER TABLE playlist_videos ADD COLUMN shown BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE playlists ADD COLUMN shown_videos   BIGINT NOT NULL DEFAULT 0;
ALTER TABLE playlists ADD COLUMN shown_duration DOUBLE PRECISION NOT NULL DEFAULT 0; -- seconds
CREATE INDEX playlists_public ON playlists (owner_id, id) WHERE visibility = 'public';
CREATE FUNCTION count_shown_video() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE playlists SET shown_videos = shown_videos + 1, shown_duration = shown_duration + new.duration
        WHERE id = new.playlist_id AND new.shown;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE playlists SET shown_videos = shown_videos - 1, shown_duration = GREATEST(0, shown_duration - old.duration)
        WHERE id = old.playlist_id AND old.shown;
    ELSE
        UPDATE playlists SET shown_videos = shown_videos + new.shown::int - old.shown::int,
            shown_duration = GREATEST(0, shown_duration + new.shown::int * new.duration - old.shown::int * old.duration)
        WHERE id = new.playlist_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER playlist_shown AFTER INSERT OR DELETE OR UPDATE OF shown, duration ON playlist_videos
FOR EACH ROW EXECUTE FUNCTION count_shown_video();
CREATE FUNCTION copy_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE playlist_videos
    SET shown = (new.published AND NOT new.withheld AND new.visibility <> 'private' AND new.status <> 'uploading')
    WHERE video_id = new.id;
    RETURN NULL;
END $$;
CREATE TRIGGER playlist_video_shown AFTER UPDATE OF published, visibility, withheld, status ON videos
FOR EACH ROW WHEN ((old.published AND NOT old.withheld AND old.visibility <> 'private' AND old.status <> 'uploading')
    <> (new.published AND NOT new.withheld AND new.visibility <> 'private' AND new.status <> 'uploading'))
EXECUTE FUNCTION copy_shown();
