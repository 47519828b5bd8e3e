-- +goose Up

-- Delegations ------------------------------------------------------------------

CREATE TABLE delegation (
    id          TEXT PRIMARY KEY,
    manager_id  TEXT NOT NULL REFERENCES person (id),
    delegate_id TEXT NOT NULL REFERENCES person (id),
    from_date   TEXT NOT NULL,                    -- first and last day, in zone
    to_date     TEXT NOT NULL,
    zone        TEXT NOT NULL,                    -- the manager's when it was named
    from_at     BIGINT NOT NULL,
    until_at    BIGINT NOT NULL,                  -- the first moment after it; moved here when it is ended early
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT,                           -- ended before its time
    ended_by    TEXT REFERENCES person (id)       -- NULL with ended_at: by itself, as one of the two left
);
CREATE INDEX delegation_by_delegate ON delegation (delegate_id, until_at);
CREATE INDEX delegation_by_manager ON delegation (manager_id, until_at);

ALTER TABLE sign_off ADD COLUMN delegate_id TEXT REFERENCES person (id); -- who answered for person_id

-- Mailed links and reminders ----------------------------------------------------

CREATE TABLE sign_off_link (
    secret        TEXT PRIMARY KEY,               -- SHA-256 of what the link holds
    person_id     TEXT NOT NULL REFERENCES person (id),
    epoch         BIGINT NOT NULL,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    revision      INTEGER NOT NULL,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    used_at       BIGINT
);
CREATE INDEX sign_off_link_by_expiry ON sign_off_link (expires_at);

CREATE TABLE sign_off_reminder (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    revision      INTEGER NOT NULL,
    role          TEXT NOT NULL,
    step          INTEGER NOT NULL,               -- 1, 2: to whoever has to answer; 3: to the proposer
    person_id     TEXT REFERENCES person (id),    -- who was told; NULL: a later step came at once
    at            BIGINT NOT NULL,
    PRIMARY KEY (internship_id, revision, role, step)
);

-- Before the start ----------------------------------------------------------------

CREATE TABLE preparation (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    item          TEXT NOT NULL,                  -- notes, issue, channels, calls
    done_at       BIGINT,                         -- when its owner ticked it
    done_by       TEXT REFERENCES person (id),
    link          TEXT NOT NULL DEFAULT '',       -- of the outside document or issue
    linked_at     BIGINT,
    version       INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (internship_id, item)
);

CREATE TABLE want_draft (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    author_id     TEXT NOT NULL REFERENCES person (id),
    body          TEXT NOT NULL,
    saved_at      BIGINT NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (internship_id, author_id)
);

CREATE TABLE want (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    author_id     TEXT NOT NULL REFERENCES person (id),
    version       INTEGER NOT NULL,
    role          TEXT NOT NULL,                  -- intern, mentor
    body          TEXT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (internship_id, author_id, version)
);
