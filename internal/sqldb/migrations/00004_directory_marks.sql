-- +goose Up

-- What the directory knows of people beyond the first schema ------------------

ALTER TABLE person ADD COLUMN languages TEXT NOT NULL DEFAULT '';   -- BCP 47 tags, each between line ends
ALTER TABLE person ADD COLUMN topics TEXT NOT NULL DEFAULT '';      -- lower case, each between line ends
ALTER TABLE person ADD COLUMN folded_topics TEXT NOT NULL DEFAULT ''; -- topics as they are searched
ALTER TABLE person ADD COLUMN days_off TEXT NOT NULL DEFAULT '';    -- an entry a line: 2026-12-24 to 2027-01-01 Winter break
ALTER TABLE person ADD COLUMN started_on TEXT;                      -- civil date on which they began to work here

CREATE TABLE access_system (
    name      TEXT PRIMARY KEY,                  -- lower case, such as "salesforce"
    label     TEXT NOT NULL,
    listed_at BIGINT NOT NULL
);

-- Marks on the items of a program ----------------------------------------------

CREATE TABLE mark (
    id            TEXT PRIMARY KEY,
    program_id    TEXT NOT NULL REFERENCES program (id),
    item          TEXT NOT NULL,                 -- identity of the activity, the same in every version
    version_id    TEXT NOT NULL REFERENCES program_version (id), -- the one that the writer saw
    internship_id TEXT NOT NULL REFERENCES internship (id),
    person_id     TEXT NOT NULL REFERENCES person (id),
    verdict       TEXT NOT NULL,                 -- broken, outdated, excellent
    comment       TEXT NOT NULL DEFAULT '',
    replaces      TEXT NOT NULL DEFAULT '',      -- the link or the wording that is to go
    proposal      TEXT NOT NULL DEFAULT '',      -- what is to stand in its place
    state         TEXT NOT NULL DEFAULT 'open',  -- open, accepted, resolved, declined
    answer        TEXT NOT NULL DEFAULT '',      -- the coordinator's word back
    settled_by    TEXT REFERENCES person (id),
    settled_at    BIGINT,
    revision      INTEGER NOT NULL DEFAULT 1,    -- raised by every change
    made_at       BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX mark_standing ON mark (program_id, person_id, item) WHERE state IN ('open', 'accepted');
CREATE INDEX mark_by_program ON mark (program_id, state, item);
CREATE INDEX mark_by_person ON mark (person_id, program_id, item);

-- When a coordinator was told last what has gathered on a program.
CREATE TABLE mark_digest (
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    told_at    BIGINT NOT NULL,
    PRIMARY KEY (program_id, person_id)
);

-- The links of the newest versions, as they were last found --------------------

CREATE TABLE link_check (
    address     TEXT PRIMARY KEY,                -- http or https, without fragment
    host        TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'new',     -- new, fine, sign-in, doubtful, broken, refused
    status      INTEGER NOT NULL DEFAULT 0,      -- of HTTP; 0 where nothing answered
    problem     TEXT NOT NULL DEFAULT '',        -- a word: not-found, server, timeout, unreachable, redirects, forbidden-address
    failing_at  BIGINT,                          -- of the first failure in a row
    checked_at  BIGINT,
    due_at      BIGINT NOT NULL
);
CREATE INDEX link_check_due ON link_check (due_at, address);

CREATE TABLE link_host (
    host     TEXT PRIMARY KEY,
    free_at  BIGINT NOT NULL                     -- asked no earlier than this
);
