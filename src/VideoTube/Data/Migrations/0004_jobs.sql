-- Work to do, claimed by whoever is alive. A job is running while its lease lasts.
CREATE TABLE jobs (
    id           TEXT    PRIMARY KEY,
    kind         TEXT    NOT NULL,          -- prepare | encode
    subject      TEXT    NOT NULL,          -- id of the video
    state        TEXT    NOT NULL,          -- queued | running | done | failed
    attempts     INTEGER NOT NULL DEFAULT 0,
    run_at       BIGINT  NOT NULL,
    lease_owner  TEXT,
    lease_until  BIGINT,
    progress     INTEGER NOT NULL DEFAULT 0,
    error        TEXT,
    created_at   BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL
);
CREATE INDEX jobs_due     ON jobs (kind, run_at) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_subject ON jobs (subject);
