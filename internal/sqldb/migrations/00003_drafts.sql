-- +goose Up

-- Drafts of pages: what an author is writing and has not published. They are
-- the author's alone.
CREATE TABLE program_draft (
    id         TEXT PRIMARY KEY,
    program_id TEXT REFERENCES program (id),      -- NULL: a program to be
    author_id  TEXT NOT NULL REFERENCES person (id),
    based_on   INTEGER NOT NULL,                  -- the version that it began from, 0 for none
    version    INTEGER NOT NULL,                  -- raised by every saving
    pane       TEXT NOT NULL,                     -- the window that saved last
    source     TEXT NOT NULL,                     -- the page as typed
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX program_draft_by_author ON program_draft (author_id, program_id);
CREATE INDEX program_draft_by_program ON program_draft (program_id);

-- What another window of the author's had saved when a text was saved over it,
-- until the author chooses.
CREATE TABLE program_draft_text (
    draft_id TEXT NOT NULL REFERENCES program_draft (id),
    version  INTEGER NOT NULL,
    source   TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (draft_id, version)
);

-- What its author says that a version changed.
ALTER TABLE program_version ADD COLUMN note TEXT NOT NULL DEFAULT '';
