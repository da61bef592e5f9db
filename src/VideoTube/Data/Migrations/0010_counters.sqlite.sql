-- Numbers beside what they count, kept in the transaction that changes it, whoever changes it: also a cascade.
CREATE TRIGGER likes_of_video_more AFTER INSERT ON video_likes BEGIN
    UPDATE videos SET likes = likes + 1 WHERE id = new.video_id;
    INSERT INTO channel_days (channel_id, day, likes)
    SELECT owner_id, new.created_at / 86400000, 1 FROM videos WHERE id = new.video_id
    ON CONFLICT (channel_id, day) DO UPDATE SET likes = likes + 1;
END;
CREATE TRIGGER likes_of_video_less AFTER DELETE ON video_likes BEGIN
    UPDATE videos SET likes = likes - 1 WHERE id = old.video_id;
    UPDATE channel_days SET likes = likes - 1
    WHERE channel_id = (SELECT owner_id FROM videos WHERE id = old.video_id) AND day = old.created_at / 86400000;
END;

CREATE TRIGGER likes_of_comment_more AFTER INSERT ON comment_likes BEGIN
    UPDATE comments SET likes = likes + 1 WHERE id = new.comment_id;
END;
CREATE TRIGGER likes_of_comment_less AFTER DELETE ON comment_likes BEGIN
    UPDATE comments SET likes = likes - 1 WHERE id = old.comment_id;
END;

CREATE TRIGGER likes_of_post_more AFTER INSERT ON post_likes BEGIN
    UPDATE posts SET likes = likes + 1 WHERE id = new.post_id;
END;
CREATE TRIGGER likes_of_post_less AFTER DELETE ON post_likes BEGIN
    UPDATE posts SET likes = likes - 1 WHERE id = old.post_id;
END;

CREATE TRIGGER comments_more AFTER INSERT ON comments WHEN NOT new.withheld BEGIN
    UPDATE videos SET comments = comments + 1 WHERE id = new.video_id;
    UPDATE comments SET replies = replies + 1 WHERE id = new.parent_id;
    INSERT INTO channel_days (channel_id, day, comments)
    SELECT owner_id, new.created_at / 86400000, 1 FROM videos WHERE id = new.video_id
    ON CONFLICT (channel_id, day) DO UPDATE SET comments = comments + 1;
END;
CREATE TRIGGER comments_less AFTER DELETE ON comments WHEN NOT old.withheld BEGIN
    UPDATE videos SET comments = comments - 1 WHERE id = old.video_id;
    UPDATE comments SET replies = replies - 1 WHERE id = old.parent_id;
    UPDATE channel_days SET comments = comments - 1
    WHERE channel_id = (SELECT owner_id FROM videos WHERE id = old.video_id) AND day = old.created_at / 86400000;
END;
CREATE TRIGGER comments_withheld AFTER UPDATE OF withheld ON comments WHEN old.withheld <> new.withheld BEGIN
    UPDATE videos SET comments = comments + (CASE WHEN new.withheld THEN -1 ELSE 1 END) WHERE id = new.video_id;
    UPDATE comments SET replies = replies + (CASE WHEN new.withheld THEN -1 ELSE 1 END) WHERE id = new.parent_id;
END;

CREATE TRIGGER subscribers_more AFTER INSERT ON subscriptions BEGIN
    UPDATE users SET subscribers = subscribers + 1 WHERE id = new.channel_id;
    INSERT INTO channel_days (channel_id, day, subscribers) VALUES (new.channel_id, new.created_at / 86400000, 1)
    ON CONFLICT (channel_id, day) DO UPDATE SET subscribers = subscribers + 1;
END;
CREATE TRIGGER subscribers_less AFTER DELETE ON subscriptions BEGIN
    UPDATE users SET subscribers = subscribers - 1 WHERE id = old.channel_id;
    UPDATE channel_days SET subscribers = subscribers - 1 WHERE channel_id = old.channel_id AND day = old.created_at / 86400000;
END;

CREATE TRIGGER listed_videos_more AFTER INSERT ON videos WHEN new.listed BEGIN
    UPDATE users SET listed_videos = listed_videos + 1 WHERE id = new.owner_id;
END;
CREATE TRIGGER listed_videos_less AFTER DELETE ON videos WHEN old.listed BEGIN
    UPDATE users SET listed_videos = listed_videos - 1 WHERE id = old.owner_id;
END;
CREATE TRIGGER listed_videos_change AFTER UPDATE OF published, playable, visibility, withheld ON videos WHEN old.listed <> new.listed BEGIN
    UPDATE users SET listed_videos = listed_videos + (CASE WHEN new.listed THEN 1 ELSE -1 END) WHERE id = new.owner_id;
END;
UPDATE users SET listed_videos = (SELECT COUNT(*) FROM videos v WHERE v.owner_id = users.id AND v.listed);

CREATE TRIGGER playlist_more AFTER INSERT ON playlist_videos BEGIN
    UPDATE playlists SET videos = videos + 1, duration = duration + new.duration WHERE id = new.playlist_id;
END;
CREATE TRIGGER playlist_less AFTER DELETE ON playlist_videos BEGIN
    UPDATE playlists SET videos = videos - 1, duration = MAX(0, duration - old.duration) WHERE id = old.playlist_id;
END;
CREATE TRIGGER playlist_change AFTER UPDATE OF duration ON playlist_videos BEGIN
    UPDATE playlists SET duration = duration + new.duration - old.duration WHERE id = new.playlist_id;
END;
CREATE TRIGGER playlist_video_duration AFTER UPDATE OF duration ON videos WHEN old.duration <> new.duration BEGIN
    UPDATE playlist_videos SET duration = new.duration WHERE video_id = new.id;
END;

CREATE TRIGGER gone_video AFTER DELETE ON videos WHEN old.published AND old.visibility <> 'private' AND old.status <> 'uploading' BEGIN
    INSERT INTO gone (id, kind, created_at) VALUES (old.id, 'video', old.updated_at) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER gone_post AFTER DELETE ON posts BEGIN
    INSERT INTO gone (id, kind, created_at) VALUES (old.id, 'post', old.updated_at) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER gone_playlist AFTER DELETE ON playlists WHEN old.visibility <> 'private' BEGIN
    INSERT INTO gone (id, kind, created_at) VALUES (old.id, 'playlist', old.updated_at) ON CONFLICT DO NOTHING;
END;
