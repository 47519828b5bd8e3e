-- +goose Up

CREATE TABLE cohort (
	id TEXT NOT NULL PRIMARY KEY,
	program_id TEXT NOT NULL REFERENCES program (id),
	title TEXT NOT NULL,
	state TEXT NOT NULL,
	start_date TEXT NOT NULL,
	open_until TEXT, -- the last day on which people may apply by themselves; NULL where they may not
	min_overlap INTEGER NOT NULL DEFAULT 0, -- minutes a week; 0 asks for none
	max_apart INTEGER NOT NULL DEFAULT -1, -- hours between the clocks; -1 asks for nothing
	language INTEGER NOT NULL DEFAULT 0,
	message TEXT NOT NULL DEFAULT '',
	version INTEGER NOT NULL DEFAULT 1, -- counts changes of what is solved
	solved INTEGER NOT NULL DEFAULT 0, -- the version that the proposal answers
	digest TEXT NOT NULL DEFAULT '', -- of what was solved
	made_by TEXT REFERENCES person (id),
	sent_by TEXT REFERENCES person (id),
	created_at BIGINT NOT NULL,
	changed_at BIGINT NOT NULL,
	solved_at BIGINT,
	sent_at BIGINT
);

CREATE INDEX cohort_program ON cohort (program_id, id);

CREATE TABLE cohort_applicant (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	added_by TEXT REFERENCES person (id), -- themself, where they applied
	added_at BIGINT NOT NULL,
	PRIMARY KEY (cohort_id, person_id)
);

CREATE TABLE cohort_mentor (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	places INTEGER NOT NULL,
	added_at BIGINT NOT NULL,
	PRIMARY KEY (cohort_id, person_id)
);

-- What somebody says of a pair: the coordinator lock or forbid, the applicant
-- wish-1 to wish-3 or veto, the mentor veto.
CREATE TABLE cohort_mark (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	applicant_id TEXT NOT NULL REFERENCES person (id),
	mentor_id TEXT NOT NULL REFERENCES person (id),
	side TEXT NOT NULL, -- coordinator, applicant, mentor
	mark TEXT NOT NULL,
	PRIMARY KEY (cohort_id, applicant_id, mentor_id, side)
);

-- A must-have that the coordinator set aside for one applicant.
CREATE TABLE cohort_exception (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	applicant_id TEXT NOT NULL REFERENCES person (id),
	rule TEXT NOT NULL,
	PRIMARY KEY (cohort_id, applicant_id, rule)
);

-- The proposal: one line for each applicant.
CREATE TABLE cohort_choice (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	applicant_id TEXT NOT NULL REFERENCES person (id),
	mentor_id TEXT REFERENCES person (id),
	locked INTEGER NOT NULL DEFAULT 0,
	score INTEGER NOT NULL DEFAULT 0,
	reasons TEXT NOT NULL DEFAULT '[]',
	next_id TEXT REFERENCES person (id),
	next_fewer INTEGER NOT NULL DEFAULT 0,
	next_cost INTEGER NOT NULL DEFAULT 0,
	changes TEXT NOT NULL DEFAULT '[]',
	request_id TEXT NOT NULL DEFAULT '', -- once it was sent
	trouble TEXT NOT NULL DEFAULT '', -- why it could not be: a word
	settled_at BIGINT, -- when it was sent, or could not be
	PRIMARY KEY (cohort_id, applicant_id)
);
