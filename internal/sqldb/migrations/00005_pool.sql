-- +goose Up

-- The pool -------------------------------------------------------------------

CREATE TABLE opening (
    id         TEXT PRIMARY KEY,
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    state      TEXT NOT NULL,                     -- open, left, lapsed
    style      TEXT NOT NULL DEFAULT '',          -- a word of pool.Styles
    topics     TEXT NOT NULL DEFAULT '[]',        -- JSON list, as written
    languages  TEXT NOT NULL DEFAULT '[]',        -- JSON list of BCP 47 tags
    until_on   TEXT,                              -- the last day; NULL: open end
    lapses_at  BIGINT,                            -- the end of that day in the mentor's zone
    opened_at  BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    left_at    BIGINT,
    UNIQUE (program_id, person_id)
);
CREATE INDEX opening_by_person ON opening (person_id);
CREATE INDEX opening_due ON opening (lapses_at, id) WHERE state = 'open' AND lapses_at IS NOT NULL;

-- One row for each mentor of a program, in the pool or not: the one place where
-- places are counted, and the row that whoever takes or gives one back locks.
CREATE TABLE mentor_place (
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    capacity   INTEGER NOT NULL DEFAULT 0,        -- what the mentor offered last
    limited    INTEGER NOT NULL DEFAULT 0,        -- 1 while they are in the pool
    held       INTEGER NOT NULL DEFAULT 0,        -- how many rows of hold there are
    PRIMARY KEY (program_id, person_id),
    CHECK (held >= 0 AND (limited = 0 OR held <= capacity))
);

CREATE TABLE hold (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    mentor_id     TEXT NOT NULL REFERENCES person (id),
    program_id    TEXT NOT NULL REFERENCES program (id),
    held_at       BIGINT NOT NULL,
    UNIQUE (internship_id, mentor_id)
);
CREATE INDEX hold_by_mentor ON hold (program_id, mentor_id);

-- What is promised or runs already holds a place from the first day on. Its
-- party's id serves as the hold's: both are unique.
INSERT INTO hold (id, internship_id, mentor_id, program_id, held_at)
SELECT p.id, p.internship_id, p.person_id, i.program_id, p.from_at
FROM party p JOIN internship i ON i.id = p.internship_id
WHERE p.role = 'mentor' AND p.until_at IS NULL AND i.state IN ('proposed', 'agreed', 'active', 'paused');

INSERT INTO mentor_place (program_id, person_id, held)
SELECT program_id, mentor_id, count(*) FROM hold GROUP BY program_id, mentor_id;

-- What a program's page says of its mentors and of how fit is weighed.
ALTER TABLE program_version ADD COLUMN mentor_rule TEXT NOT NULL DEFAULT ''; -- JSON, '' for none
ALTER TABLE program_version ADD COLUMN fit TEXT NOT NULL DEFAULT '';         -- JSON of the weights it names, '' for none
