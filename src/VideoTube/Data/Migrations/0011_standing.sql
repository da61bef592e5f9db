-- Who may do what, who is let in, and what the site's keepers did.
ALTER TABLE users ADD COLUMN role       TEXT   NOT NULL DEFAULT 'user';  -- user | moderator | admin
ALTER TABLE users ADD COLUMN banned_at  BIGINT;
ALTER TABLE users ADD COLUMN ban_reason TEXT;
CREATE INDEX users_role ON users (role) WHERE role <> 'user';

-- Members of a channel, who see its members-only videos.
CREATE TABLE memberships (
    channel_id TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_id    TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    source     TEXT   NOT NULL,               -- hand | code | payment
    expires_at BIGINT,                        -- null: until revoked
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, user_id)
);
CREATE INDEX memberships_newest ON memberships (channel_id, created_at, user_id);
CREATE INDEX memberships_user   ON memberships (user_id);

-- Codes that make their bearer a member; kept as SHA-256 only.
CREATE TABLE membership_codes (
    id         TEXT   PRIMARY KEY,
    channel_id TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash  TEXT   NOT NULL,
    note       TEXT   NOT NULL DEFAULT '',
    uses_left  BIGINT NOT NULL,
    days       BIGINT,                        -- how long a membership by it lasts; null: until revoked
    expires_at BIGINT,                        -- of the code itself
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX membership_codes_hash ON membership_codes (code_hash);
CREATE INDEX membership_codes_channel     ON membership_codes (channel_id, id);

-- The secret that a channel's payment service signs its messages with, and the messages taken, each once.
CREATE TABLE membership_hooks (
    channel_id TEXT   PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret     TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE membership_events (
    channel_id TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    event_id   TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (channel_id, event_id)
);
CREATE INDEX membership_events_old ON membership_events (created_at);

CREATE TABLE reports (
    id          TEXT   PRIMARY KEY,
    reporter_id TEXT            REFERENCES users (id) ON DELETE SET NULL,
    kind        TEXT   NOT NULL,              -- video | comment | post | channel
    subject_id  TEXT   NOT NULL,
    reason      TEXT   NOT NULL,              -- spam | abuse | ... | other
    details     TEXT   NOT NULL DEFAULT '',
    state       TEXT   NOT NULL DEFAULT 'open', -- open | upheld | dismissed
    resolution  TEXT   NOT NULL DEFAULT '',
    created_at  BIGINT NOT NULL,
    updated_at  BIGINT NOT NULL
);
CREATE UNIQUE INDEX reports_once  ON reports (reporter_id, kind, subject_id) WHERE state = 'open';
CREATE INDEX reports_newest       ON reports (state, id);
CREATE INDEX reports_subject      ON reports (kind, subject_id);

-- What is withheld, and why. A banned person's things are withheld without a row here.
CREATE TABLE takedowns (
    kind       TEXT    NOT NULL,              -- video | comment | post
    subject_id TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    by_law     BOOLEAN NOT NULL,              -- 451 rather than 410
    created_at BIGINT  NOT NULL,
    PRIMARY KEY (kind, subject_id)
);

-- What moderators and admins did; names are kept as they were.
CREATE TABLE audit_log (
    id         TEXT   PRIMARY KEY,
    actor_id   TEXT,                          -- null: the command line
    actor      TEXT   NOT NULL,
    action     TEXT   NOT NULL,               -- video.take_down, user.ban, ...
    kind       TEXT   NOT NULL,
    subject_id TEXT   NOT NULL,
    reason     TEXT   NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL
);
