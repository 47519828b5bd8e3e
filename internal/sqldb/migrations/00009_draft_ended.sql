-- +goose Up

-- Drafts that their authors published or threw away, without their texts: so that
-- a text sent to one later is answered with what became of it.
CREATE TABLE program_draft_ended (
    draft_id   TEXT PRIMARY KEY,
    author_id  TEXT NOT NULL REFERENCES person (id),
    program_id TEXT REFERENCES program (id),      -- of the next version, or that was made; NULL for none
    number     INTEGER NOT NULL,                  -- of the version that was made; 0 where it was thrown away
    ended_at   BIGINT NOT NULL
);
CREATE INDEX program_draft_ended_by_time ON program_draft_ended (ended_at);
