-- +goose Up

-- Versions for people under way -------------------------------------------------

ALTER TABLE terms ADD COLUMN kept TEXT NOT NULL DEFAULT '[]'; -- JSON of the phases that are not the version's own

CREATE TABLE version_offer (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    version_id    TEXT NOT NULL REFERENCES program_version (id), -- what is offered
    state         TEXT NOT NULL,                  -- open, proposed, taken, declined, superseded, lapsed
    made_at       BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    base          INTEGER NOT NULL DEFAULT 0,     -- the revision in force when something was proposed
    digest        TEXT NOT NULL DEFAULT '',       -- of the terms that are proposed
    kept          TEXT NOT NULL DEFAULT '[]',     -- JSON: the phases that would stay as they are
    left_out      INTEGER NOT NULL DEFAULT 0,     -- how many parts of the difference those are
    proposed_by   TEXT REFERENCES person (id),
    proposed_at   BIGINT,
    answered_by   TEXT REFERENCES person (id),
    answered_at   BIGINT,
    reason        TEXT NOT NULL DEFAULT '',       -- of a decline, for the pair
    revision      INTEGER NOT NULL DEFAULT 0,     -- of the terms that took it
    UNIQUE (internship_id, version_id)
);
CREATE UNIQUE INDEX version_offer_open ON version_offer (internship_id) WHERE state IN ('open', 'proposed');
CREATE INDEX version_offer_by_version ON version_offer (version_id, internship_id);

CREATE TABLE version_mark (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    activity_id   TEXT NOT NULL REFERENCES activity (id) ON DELETE CASCADE,
    prompt_id     TEXT NOT NULL DEFAULT '',       -- the question, where one is meant
    kind          TEXT NOT NULL,                  -- changed, gone
    was           TEXT NOT NULL,                  -- the program's words before
    made_at       BIGINT NOT NULL,
    dismissed_at  BIGINT,
    dismissed_by  TEXT REFERENCES person (id)
);
CREATE UNIQUE INDEX version_mark_open ON version_mark (activity_id, prompt_id) WHERE dismissed_at IS NULL;
CREATE INDEX version_mark_by_internship ON version_mark (internship_id, dismissed_at);
