-- +goose Up

-- Asking a mentor --------------------------------------------------------------------

CREATE TABLE open_call (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    message       TEXT NOT NULL,                  -- the intern's words to every eligible mentor
    state         TEXT NOT NULL,                  -- open, closed
    opened_at     BIGINT NOT NULL,
    closed_at     BIGINT
);
CREATE UNIQUE INDEX open_call_standing ON open_call (internship_id) WHERE state = 'open';
CREATE INDEX open_call_by_internship ON open_call (internship_id);
CREATE INDEX open_call_by_state ON open_call (state, id);

CREATE TABLE request (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    mentor_id     TEXT NOT NULL REFERENCES person (id),
    asked_by      TEXT NOT NULL REFERENCES person (id), -- the intern, the coordinator of a cohort, or the mentor who answered an open call
    open_call_id  TEXT REFERENCES open_call (id), -- the call that the mentor answered
    message       TEXT NOT NULL DEFAULT '',       -- the intern's words
    offer         TEXT NOT NULL DEFAULT '',       -- the mentor's words with a yes
    reason        TEXT NOT NULL DEFAULT '',       -- the mentor's words with a no, for the intern alone
    state         TEXT NOT NULL,                  -- asked, accepted, confirmed, declined, withdrawn, released, closed
    cause         TEXT NOT NULL DEFAULT '',       -- why it was released or closed, a word of a closed list
    asked_at      BIGINT NOT NULL,
    turns_at      BIGINT,                         -- when the clock looks at it next; NULL for never
    nudged_at     BIGINT,
    answered_at   BIGINT,                         -- accepted or declined
    settled_at    BIGINT                          -- confirmed, withdrawn, released or closed
);
CREATE UNIQUE INDEX request_standing ON request (internship_id, mentor_id) WHERE state IN ('asked', 'accepted', 'confirmed');
CREATE UNIQUE INDEX request_confirmed ON request (internship_id) WHERE state = 'confirmed';
CREATE INDEX request_by_mentor ON request (mentor_id, state);
CREATE INDEX request_by_turn ON request (turns_at, id);
CREATE INDEX request_by_call ON request (open_call_id);

CREATE TABLE guidance (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    manager_id    TEXT NOT NULL REFERENCES person (id), -- who was asked
    question      TEXT NOT NULL,
    answer        TEXT NOT NULL DEFAULT '',
    state         TEXT NOT NULL,                  -- asked, answered, closed
    asked_at      BIGINT NOT NULL,
    answered_at   BIGINT,
    closed_at     BIGINT
);
CREATE UNIQUE INDEX guidance_standing ON guidance (internship_id, manager_id) WHERE state = 'asked';
CREATE INDEX guidance_by_internship ON guidance (internship_id);
CREATE INDEX guidance_by_manager ON guidance (manager_id, state);

CREATE TABLE suggestion (
    guidance_id TEXT NOT NULL REFERENCES guidance (id),
    person_id   TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (guidance_id, person_id)
);
