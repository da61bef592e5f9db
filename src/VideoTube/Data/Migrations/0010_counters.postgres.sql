-- Numbers beside what they count, kept in the transaction that changes it, whoever changes it: also a cascade.
CREATE FUNCTION count_video_like() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE channel TEXT;
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE videos SET likes = likes + 1 WHERE id = new.video_id RETURNING owner_id INTO channel;
        INSERT INTO channel_days (channel_id, day, likes) VALUES (channel, new.created_at / 86400000, 1)
        ON CONFLICT (channel_id, day) DO UPDATE SET likes = channel_days.likes + 1;
    ELSE
        UPDATE videos SET likes = likes - 1 WHERE id = old.video_id RETURNING owner_id INTO channel;
        UPDATE channel_days SET likes = likes - 1 WHERE channel_id = channel AND day = old.created_at / 86400000;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER likes_of_video AFTER INSERT OR DELETE ON video_likes FOR EACH ROW EXECUTE FUNCTION count_video_like();

CREATE FUNCTION count_comment_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE comments SET likes = likes + 1 WHERE id = new.comment_id;
    ELSE
        UPDATE comments SET likes = likes - 1 WHERE id = old.comment_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER likes_of_comment AFTER INSERT OR DELETE ON comment_likes FOR EACH ROW EXECUTE FUNCTION count_comment_like();

CREATE FUNCTION count_post_like() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE posts SET likes = likes + 1 WHERE id = new.post_id;
    ELSE
        UPDATE posts SET likes = likes - 1 WHERE id = old.post_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER likes_of_post AFTER INSERT OR DELETE ON post_likes FOR EACH ROW EXECUTE FUNCTION count_post_like();

CREATE FUNCTION count_comment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE channel TEXT;
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE videos SET comments = comments + 1 WHERE id = new.video_id RETURNING owner_id INTO channel;
        UPDATE comments SET replies = replies + 1 WHERE id = new.parent_id;
        INSERT INTO channel_days (channel_id, day, comments) VALUES (channel, new.created_at / 86400000, 1)
        ON CONFLICT (channel_id, day) DO UPDATE SET comments = channel_days.comments + 1;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE videos SET comments = comments - 1 WHERE id = old.video_id RETURNING owner_id INTO channel;
        UPDATE comments SET replies = replies - 1 WHERE id = old.parent_id;
        UPDATE channel_days SET comments = comments - 1 WHERE channel_id = channel AND day = old.created_at / 86400000;
    ELSE
        UPDATE videos SET comments = comments + (CASE WHEN new.withheld THEN -1 ELSE 1 END) WHERE id = new.video_id;
        UPDATE comments SET replies = replies + (CASE WHEN new.withheld THEN -1 ELSE 1 END) WHERE id = new.parent_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER comments_more AFTER INSERT ON comments FOR EACH ROW WHEN (NOT new.withheld) EXECUTE FUNCTION count_comment();
CREATE TRIGGER comments_less AFTER DELETE ON comments FOR EACH ROW WHEN (NOT old.withheld) EXECUTE FUNCTION count_comment();
CREATE TRIGGER comments_withheld AFTER UPDATE OF withheld ON comments
FOR EACH ROW WHEN (old.withheld <> new.withheld) EXECUTE FUNCTION count_comment();

CREATE FUNCTION count_subscriber() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE users SET subscribers = subscribers + 1 WHERE id = new.channel_id;
        INSERT INTO channel_days (channel_id, day, subscribers) VALUES (new.channel_id, new.created_at / 86400000, 1)
        ON CONFLICT (channel_id, day) DO UPDATE SET subscribers = channel_days.subscribers + 1;
    ELSE
        UPDATE users SET subscribers = subscribers - 1 WHERE id = old.channel_id;
        UPDATE channel_days SET subscribers = subscribers - 1 WHERE channel_id = old.channel_id AND day = old.created_at / 86400000;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER subscribers AFTER INSERT OR DELETE ON subscriptions FOR EACH ROW EXECUTE FUNCTION count_subscriber();

CREATE FUNCTION count_listed_video() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND new.listed) THEN
        UPDATE users SET listed_videos = listed_videos + 1 WHERE id = new.owner_id;
    ELSE
        UPDATE users SET listed_videos = listed_videos - 1 WHERE id = old.owner_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER listed_videos_more AFTER INSERT ON videos FOR EACH ROW WHEN (new.listed) EXECUTE FUNCTION count_listed_video();
CREATE TRIGGER listed_videos_less AFTER DELETE ON videos FOR EACH ROW WHEN (old.listed) EXECUTE FUNCTION count_listed_video();
CREATE TRIGGER listed_videos_change AFTER UPDATE OF published, playable, visibility, withheld ON videos
FOR EACH ROW WHEN (old.listed <> new.listed) EXECUTE FUNCTION count_listed_video();
UPDATE users SET listed_videos = (SELECT COUNT(*) FROM videos v WHERE v.owner_id = users.id AND v.listed);

CREATE FUNCTION count_playlist_video() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE playlists SET videos = videos + 1, duration = duration + new.duration WHERE id = new.playlist_id;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE playlists SET videos = videos - 1, duration = GREATEST(0, duration - old.duration) WHERE id = old.playlist_id;
    ELSE
        UPDATE playlists SET duration = duration + new.duration - old.duration WHERE id = new.playlist_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER playlist_count AFTER INSERT OR DELETE OR UPDATE OF duration ON playlist_videos
FOR EACH ROW EXECUTE FUNCTION count_playlist_video();

CREATE FUNCTION copy_duration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE playlist_videos SET duration = new.duration WHERE video_id = new.id;
    RETURN NULL;
END $$;
CREATE TRIGGER playlist_video_duration AFTER UPDATE OF duration ON videos
FOR EACH ROW WHEN (old.duration <> new.duration) EXECUTE FUNCTION copy_duration();

CREATE FUNCTION remember_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO gone (id, kind, created_at) VALUES (old.id, TG_ARGV[0], old.updated_at) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER gone_video AFTER DELETE ON videos
FOR EACH ROW WHEN (old.published AND old.visibility <> 'private' AND old.status <> 'uploading') EXECUTE FUNCTION remember_gone('video');
CREATE TRIGGER gone_post AFTER DELETE ON posts FOR EACH ROW EXECUTE FUNCTION remember_gone('post');
CREATE TRIGGER gone_playlist AFTER DELETE ON playlists
FOR EACH ROW WHEN (old.visibility <> 'private') EXECUTE FUNCTION remember_gone('playlist');
