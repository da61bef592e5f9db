-- Bans that end, things that wait to be withheld or restored, and the lists of a site's keepers and members.
ALTER TABLE users ADD COLUMN banned_until BIGINT;   -- null: until it is lifted
ALTER TABLE users ADD COLUMN settle_since BIGINT;   -- when a ban or its end left their things to be withheld or restored; null: all is done
CREATE INDEX users_ban_ends ON users (banned_until) WHERE banned_until IS NOT NULL;
CREATE INDEX users_settling ON users (settle_since) WHERE settle_since IS NOT NULL;

-- Who came first to an empty site and so keeps it: one seat, however many register at once.
CREATE TABLE founder (
    seat    BIGINT PRIMARY KEY CHECK (seat = 1),
    user_id TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX founder_user ON founder (user_id);

CREATE INDEX audit_actor   ON audit_log (actor_id, id);
CREATE INDEX audit_action  ON audit_log (action, id);
CREATE INDEX audit_subject ON audit_log (subject_id, id);
CREATE INDEX reports_reporter       ON reports (reporter_id);
CREATE INDEX memberships_of_person  ON memberships (user_id, created_at, channel_id);
CREATE INDEX users_roles    ON users (role, id);
CREATE INDEX users_banned   ON users (id) WHERE banned_at IS NOT NULL;

-- What comes from a banned person, or answers a withheld comment, is withheld from the start: an upload may outlast a ban.
CREATE FUNCTION withhold_of_banned() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.withheld := new.withheld OR EXISTS (SELECT 1 FROM users u WHERE u.id = new.owner_id AND u.banned_at IS NOT NULL);
    RETURN new;
END $$;
CREATE FUNCTION withhold_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    new.withheld := new.withheld OR EXISTS (SELECT 1 FROM users u WHERE u.id = new.author_id AND u.banned_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM comments p WHERE p.id = new.parent_id AND p.withheld);
    RETURN new;
END $$;
CREATE TRIGGER withheld_video   BEFORE INSERT ON videos   FOR EACH ROW EXECUTE FUNCTION withhold_of_banned();
CREATE TRIGGER withheld_post    BEFORE INSERT ON posts    FOR EACH ROW EXECUTE FUNCTION withhold_of_banned();
CREATE TRIGGER withheld_comment BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION withhold_comment();

-- A thing that is deleted takes its take-down with it.
CREATE FUNCTION forget_takedown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM takedowns WHERE kind = TG_ARGV[0] AND subject_id = old.id;
    RETURN NULL;
END $$;
CREATE TRIGGER takedown_of_video   AFTER DELETE ON videos   FOR EACH ROW EXECUTE FUNCTION forget_takedown('video');
CREATE TRIGGER takedown_of_comment AFTER DELETE ON comments FOR EACH ROW EXECUTE FUNCTION forget_takedown('comment');
CREATE TRIGGER takedown_of_post    AFTER DELETE ON posts    FOR EACH ROW EXECUTE FUNCTION forget_takedown('post');
