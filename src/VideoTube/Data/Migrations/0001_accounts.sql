CREATE TABLE users (
    id            TEXT   PRIMARY KEY,
    username      TEXT   NOT NULL,
    email         TEXT   NOT NULL,
    fullname      TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    avatar        TEXT,               -- media key
    cover_image   TEXT,               -- media key
    created_at    BIGINT NOT NULL,
    updated_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_username ON users (username);
CREATE UNIQUE INDEX users_email    ON users (email);
CREATE INDEX        users_fullname ON users (fullname);

-- One row a signed-in browser. Refresh tokens are kept as SHA-256 only.
CREATE TABLE sessions (
    id                  TEXT   PRIMARY KEY,
    user_id             TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    refresh_hash        TEXT   NOT NULL,
    previous_hash       TEXT,             -- the token before, good for a short grace (two tabs at once)
    rotated_at          BIGINT NOT NULL,
    user_agent          TEXT   NOT NULL,
    address             TEXT   NOT NULL,
    created_at          BIGINT NOT NULL,
    last_seen_at        BIGINT NOT NULL,
    expires_at          BIGINT NOT NULL
);
CREATE INDEX sessions_user    ON sessions (user_id, last_seen_at DESC);
CREATE INDEX sessions_expires ON sessions (expires_at);
