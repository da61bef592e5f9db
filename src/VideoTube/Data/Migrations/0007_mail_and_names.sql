-- Mail and the tokens in it; names people had before; accounts on their way out.
ALTER TABLE users ADD COLUMN email_verified BOOLEAN NOT NULL DEFAULT FALSE;

-- Mail to be sent. What it says is written when it is sent, so that no token lies here.
CREATE TABLE outbox (
    id         TEXT    PRIMARY KEY,
    letter     TEXT    NOT NULL,            -- verify | reset
    address    TEXT    NOT NULL,            -- as somebody gave it: there may be nobody behind it
    attempts   INTEGER NOT NULL DEFAULT 0,
    send_at    BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX outbox_once ON outbox (letter, address);
CREATE INDEX        outbox_due  ON outbox (send_at);

-- Tokens that went out by mail, kept as SHA-256 only; the newest of a purpose.
CREATE TABLE mailed_tokens (
    hash       TEXT    PRIMARY KEY,
    user_id    TEXT    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT    NOT NULL,            -- verify | reset
    address    TEXT    NOT NULL,            -- it was mailed to; of no use once the account has another
    expires_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX mailed_tokens_newest  ON mailed_tokens (user_id, purpose);
CREATE INDEX        mailed_tokens_expired ON mailed_tokens (expires_at);

-- Usernames that lead on to a channel's present one, and are kept for it.
CREATE TABLE old_usernames (
    username    TEXT   PRIMARY KEY,
    user_id     TEXT   NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    given_up_at BIGINT NOT NULL
);
CREATE INDEX old_usernames_user ON old_usernames (user_id, given_up_at);
CREATE INDEX old_usernames_age  ON old_usernames (given_up_at);

-- A person's videos by id, for the copy of their data.
CREATE INDEX videos_owner ON videos (owner_id, id);

-- Accounts that are gone for everybody, some of whose rows are still being removed.
CREATE TABLE closed_accounts (
    user_id   TEXT   PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    closed_at BIGINT NOT NULL
);
