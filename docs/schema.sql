-- The schema of Stint, written from its migrations by
--     go test ./internal/sqldb/statements -update
-- Both databases have it; SQLite's words for it are shown, tables and their
-- indexes in the order of their names. The migrations say why things are so.

CREATE TABLE access_fact (
    person_id TEXT NOT NULL REFERENCES person (id),
    name      TEXT NOT NULL,                      -- lower case, such as "salesforce"
    has       INTEGER NOT NULL,
    stated_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, name)
);

CREATE TABLE access_system (
    name      TEXT PRIMARY KEY,                  -- lower case, such as "salesforce"
    label     TEXT NOT NULL,
    listed_at BIGINT NOT NULL
);

CREATE TABLE activity (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    parent_id     TEXT REFERENCES activity (id),
    position      INTEGER NOT NULL,               -- order on the page, own ones after
    week          INTEGER NOT NULL,               -- 0: the setup
    home_week     INTEGER NOT NULL,               -- where the program put it
    source        TEXT NOT NULL,                  -- the program's id of it, '' for an own one
    text          TEXT NOT NULL,                  -- Markdown of one line
    kind          TEXT NOT NULL,
    owner         TEXT NOT NULL,                  -- intern, mentor, manager, mentor-manager, all
    shape         TEXT NOT NULL,                  -- leaf, container, prompt-head, note, milestone
    heading       TEXT NOT NULL DEFAULT '',       -- the group it stands under
    optional      INTEGER NOT NULL DEFAULT 0,
    choose        INTEGER NOT NULL DEFAULT 0,     -- how many of its children are asked for, 0: all
    condition     TEXT NOT NULL DEFAULT '',       -- as on the page: access:crm, availability
    branch        TEXT NOT NULL DEFAULT '',       -- exclusive pair
    side          TEXT NOT NULL DEFAULT '',       -- which side of it
    course        TEXT NOT NULL DEFAULT '',
    part          TEXT NOT NULL DEFAULT '',
    builds_on     TEXT NOT NULL DEFAULT '[]',     -- JSON of sources
    minutes       INTEGER NOT NULL DEFAULT 0,     -- estimate
    links         TEXT NOT NULL DEFAULT '[]',     -- JSON of text and url
    state         TEXT NOT NULL,                  -- open, done, skipped, waived, replaced
    state_at      BIGINT,
    state_by      TEXT REFERENCES person (id),
    reason        TEXT NOT NULL DEFAULT '',       -- of a skip or a waiver
    note          TEXT NOT NULL DEFAULT '',
    evidence      TEXT NOT NULL DEFAULT '',       -- a link
    noted_at      BIGINT,                         -- when note or evidence were last written
    replaced_by   TEXT REFERENCES activity (id),
    counts        INTEGER NOT NULL DEFAULT 0,     -- enters the progress figure: what the rule says, kept for reading
    agenda_week   INTEGER NOT NULL DEFAULT 0,     -- the last week that put it on an agenda by itself, 0: none yet
    created_by    TEXT REFERENCES person (id),    -- NULL: from the program
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1      -- raised by every change
);
CREATE INDEX activity_by_course ON activity (internship_id, position) WHERE course <> '';
CREATE INDEX activity_by_plan ON activity (internship_id, week, counts, state);
CREATE UNIQUE INDEX activity_by_source ON activity (internship_id, source) WHERE source <> '';

CREATE TABLE agenda_item (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    meeting_id    TEXT NOT NULL REFERENCES meeting (id),
    position      INTEGER NOT NULL,
    kind          TEXT NOT NULL,                  -- prompt, deliverable, presentation, debrief, blocker, carried, feedback, topic
    source_id     TEXT NOT NULL DEFAULT '',       -- of the prompt or activity
    title         TEXT NOT NULL,
    minutes       INTEGER NOT NULL,
    state         TEXT NOT NULL,                  -- open, discussed, parked, carried, withdrawn
    state_at      BIGINT,
    state_by      TEXT REFERENCES person (id),
    continues     TEXT REFERENCES agenda_item (id), -- the item of an earlier agenda that comes back as this one
    added_by      TEXT REFERENCES person (id),    -- NULL: by itself
    created_at    BIGINT NOT NULL,
    version       INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX agenda_item_by_meeting ON agenda_item (meeting_id, position);
CREATE UNIQUE INDEX agenda_item_continues ON agenda_item (continues) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX agenda_item_open_source ON agenda_item (internship_id, kind, source_id) WHERE state = 'open' AND source_id <> '';

CREATE TABLE answer (
    prompt_id TEXT NOT NULL REFERENCES prompt (id),
    version   INTEGER NOT NULL,
    author_id TEXT NOT NULL REFERENCES person (id),
    body      TEXT NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (prompt_id, version)
);

CREATE TABLE answer_draft (
    prompt_id TEXT NOT NULL REFERENCES prompt (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    body      TEXT NOT NULL,
    saved_at  BIGINT NOT NULL,
    version   INTEGER NOT NULL,
    PRIMARY KEY (prompt_id, author_id)
);

CREATE TABLE attempt (
    subject   TEXT NOT NULL,                      -- what is limited, hashed
    window_at BIGINT NOT NULL,
    tries     INTEGER NOT NULL,
    PRIMARY KEY (subject, window_at)
);

CREATE TABLE audit_chain (
    chain TEXT PRIMARY KEY,
    seq   BIGINT NOT NULL,
    hash  TEXT NOT NULL
);

CREATE TABLE audit_event (
    id       TEXT PRIMARY KEY,
    chain    TEXT NOT NULL,                       -- an internship's id, or 'organization'
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    actor_id TEXT,                                -- NULL: Stint itself
    via      TEXT NOT NULL,                       -- page, api, cli, job
    name     TEXT NOT NULL,                       -- internship.agreed
    object   TEXT NOT NULL,                       -- id of what it happened to
    facts    TEXT NOT NULL,                       -- JSON of ids, numbers and enumerated words: no free text
    previous TEXT NOT NULL,
    hash     TEXT NOT NULL,
    UNIQUE (chain, seq)
);
CREATE INDEX audit_event_by_time ON audit_event (at, id);

CREATE TABLE branch_choice (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    branch        TEXT NOT NULL,
    side          TEXT NOT NULL,
    chosen_by     TEXT REFERENCES person (id),    -- NULL: by the access facts
    chosen_at     BIGINT NOT NULL,
    PRIMARY KEY (internship_id, branch)
);

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

CREATE TABLE cohort_exception (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	applicant_id TEXT NOT NULL REFERENCES person (id),
	rule TEXT NOT NULL,
	PRIMARY KEY (cohort_id, applicant_id, rule)
);

CREATE TABLE cohort_mark (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	applicant_id TEXT NOT NULL REFERENCES person (id),
	mentor_id TEXT NOT NULL REFERENCES person (id),
	side TEXT NOT NULL, -- coordinator, applicant, mentor
	mark TEXT NOT NULL,
	PRIMARY KEY (cohort_id, applicant_id, mentor_id, side)
);

CREATE TABLE cohort_mentor (
	cohort_id TEXT NOT NULL REFERENCES cohort (id),
	person_id TEXT NOT NULL REFERENCES person (id),
	places INTEGER NOT NULL,
	added_at BIGINT NOT NULL,
	PRIMARY KEY (cohort_id, person_id)
);

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
CREATE INDEX guidance_by_internship ON guidance (internship_id);
CREATE INDEX guidance_by_manager ON guidance (manager_id, state);
CREATE UNIQUE INDEX guidance_standing ON guidance (internship_id, manager_id) WHERE state = 'asked';

CREATE TABLE hold (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    mentor_id     TEXT NOT NULL REFERENCES person (id),
    program_id    TEXT NOT NULL REFERENCES program (id),
    held_at       BIGINT NOT NULL,
    UNIQUE (internship_id, mentor_id)
);
CREATE INDEX hold_by_mentor ON hold (program_id, mentor_id);

CREATE TABLE hours (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    person_id     TEXT NOT NULL REFERENCES person (id),
    date          TEXT NOT NULL,
    minutes       INTEGER NOT NULL,
    what          TEXT NOT NULL DEFAULT '',
    logged_at     BIGINT NOT NULL,
    taken_back_at BIGINT
);
CREATE INDEX hours_by_internship ON hours (internship_id, date);

CREATE TABLE idempotency (
    principal   TEXT NOT NULL,
    key         TEXT NOT NULL,
    action      TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    result      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_by_time ON idempotency (at);

CREATE TABLE internship (
    id          TEXT PRIMARY KEY,
    program_id  TEXT NOT NULL REFERENCES program (id),
    intern_id   TEXT NOT NULL REFERENCES person (id),
    state       TEXT NOT NULL,                    -- exploring, proposed, agreed, active, paused, completed, ended
    revision    INTEGER NOT NULL DEFAULT 0,       -- the newest terms, 0 before the first
    in_force    INTEGER NOT NULL DEFAULT 0,       -- the last revision that all four signed
    starts_at   BIGINT,                           -- 00:00 of the start date in the intern's zone
    turns_at    BIGINT,                           -- when the clock moves it next: start, begin or end of a pause
    created_at  BIGINT NOT NULL,
    changed_at  BIGINT NOT NULL,
    started_at  BIGINT,
    paused_at   BIGINT,
    ended_at    BIGINT,
    ended_how   TEXT NOT NULL DEFAULT '',         -- completed, withdrawn, stopped
    ended_why   TEXT NOT NULL DEFAULT '',
    ended_by    TEXT REFERENCES person (id)
);
CREATE INDEX internship_by_program ON internship (program_id, state, id);
CREATE INDEX internship_by_turn ON internship (turns_at, id) WHERE turns_at IS NOT NULL;
CREATE INDEX internship_pending ON internship (program_id, id) WHERE revision > in_force AND state IN ('proposed', 'active', 'paused');
CREATE UNIQUE INDEX internship_under_way ON internship (program_id, intern_id) WHERE state NOT IN ('completed', 'ended');

CREATE TABLE job (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    payload      TEXT NOT NULL,                   -- JSON of ids
    unique_key   TEXT UNIQUE,
    state        TEXT NOT NULL,                   -- waiting, leased, done, failed
    run_at       BIGINT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    leased_until BIGINT,
    leased_by    TEXT,
    trouble      TEXT NOT NULL DEFAULT '',        -- last error, for the admin
    created_at   BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE INDEX job_due ON job (state, run_at, id);

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
CREATE INDEX mark_by_person ON mark (person_id, program_id, item);
CREATE INDEX mark_by_program ON mark (program_id, state, item);
CREATE UNIQUE INDEX mark_standing ON mark (program_id, person_id, item) WHERE state IN ('open', 'accepted');

CREATE TABLE mark_digest (
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    told_at    BIGINT NOT NULL,
    PRIMARY KEY (program_id, person_id)
);

CREATE TABLE meeting (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    kind          TEXT NOT NULL,                  -- kick-off, one-on-one, presentation
    week          INTEGER NOT NULL,
    series_date   TEXT NOT NULL,                  -- where the rhythm puts it, '' outside the series
    date          TEXT NOT NULL,
    time          TEXT NOT NULL,                  -- civil, in zone
    zone          TEXT NOT NULL,
    starts_at     BIGINT NOT NULL,
    minutes       INTEGER NOT NULL,
    state         TEXT NOT NULL,                  -- planned, held, canceled
    by_hand       INTEGER NOT NULL DEFAULT 0,     -- somebody moved it: the series leaves it there
    version       INTEGER NOT NULL DEFAULT 1,
    created_at    BIGINT NOT NULL,
    changed_at    BIGINT NOT NULL
);
CREATE INDEX meeting_by_time ON meeting (internship_id, starts_at);
CREATE INDEX meeting_due ON meeting (starts_at, id) WHERE state = 'planned';
CREATE UNIQUE INDEX meeting_series ON meeting (internship_id, week) WHERE series_date <> '';

CREATE TABLE mentor_place (
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    capacity   INTEGER NOT NULL DEFAULT 0,        -- what the mentor offered last
    limited    INTEGER NOT NULL DEFAULT 0,        -- 1 while they are in the pool
    held       INTEGER NOT NULL DEFAULT 0,        -- how many rows of hold there are
    PRIMARY KEY (program_id, person_id),
    CHECK (held >= 0 AND (limited = 0 OR held <= capacity))
);

CREATE TABLE note (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    item_id    TEXT NOT NULL DEFAULT '',          -- '' for the meeting as a whole
    version    INTEGER NOT NULL,
    base       INTEGER NOT NULL,                  -- the version its writer started from
    author_id  TEXT NOT NULL REFERENCES person (id),
    body       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, item_id, version)
);

CREATE TABLE notice (
    id            TEXT PRIMARY KEY,
    person_id     TEXT NOT NULL REFERENCES person (id),
    event_id      TEXT NOT NULL REFERENCES audit_event (id),
    name          TEXT NOT NULL,
    internship_id TEXT NOT NULL DEFAULT '',
    object        TEXT NOT NULL DEFAULT '',
    actor_id      TEXT,
    at            BIGINT NOT NULL,
    read_at       BIGINT,
    UNIQUE (person_id, event_id)
);
CREATE INDEX notice_by_person ON notice (person_id, id);

CREATE TABLE open_call (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    message       TEXT NOT NULL,                  -- the intern's words to every eligible mentor
    state         TEXT NOT NULL,                  -- open, closed
    opened_at     BIGINT NOT NULL,
    closed_at     BIGINT
);
CREATE INDEX open_call_by_internship ON open_call (internship_id);
CREATE INDEX open_call_by_state ON open_call (state, id);
CREATE UNIQUE INDEX open_call_standing ON open_call (internship_id) WHERE state = 'open';

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

CREATE TABLE party (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    person_id     TEXT NOT NULL REFERENCES person (id),
    role          TEXT NOT NULL,                  -- intern, mentor, intern-manager, mentor-manager
    stand_in      INTEGER NOT NULL DEFAULT 0,     -- named by a coordinator for a missing manager
    named_by      TEXT REFERENCES person (id),
    from_at       BIGINT NOT NULL,
    until_at      BIGINT
);
CREATE INDEX party_by_person ON party (person_id, internship_id);
CREATE UNIQUE INDEX party_now ON party (internship_id, role) WHERE until_at IS NULL;

CREATE TABLE person (
    id             TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL UNIQUE,          -- lower case
    zone           TEXT NOT NULL,                 -- IANA name
    working_hours  TEXT NOT NULL DEFAULT '',      -- text form of worktime.Week
    team           TEXT NOT NULL DEFAULT '',
    title          TEXT NOT NULL DEFAULT '',
    manager_id     TEXT REFERENCES person (id),
    locale         TEXT NOT NULL DEFAULT 'en-US',
    theme          TEXT NOT NULL DEFAULT 'auto',  -- auto, light, dark
    shortcuts      INTEGER NOT NULL DEFAULT 1,
    admin          INTEGER NOT NULL DEFAULT 0,
    active         INTEGER NOT NULL DEFAULT 1,
    epoch          BIGINT NOT NULL DEFAULT 1,     -- raised to end every credential at once
    folded         TEXT NOT NULL DEFAULT '',      -- name, team and title as they are searched and sorted
    created_at     BIGINT NOT NULL,
    changed_at     BIGINT NOT NULL,
    deactivated_at BIGINT
, languages TEXT NOT NULL DEFAULT '', topics TEXT NOT NULL DEFAULT '', folded_topics TEXT NOT NULL DEFAULT '', days_off TEXT NOT NULL DEFAULT '', started_on TEXT);
CREATE INDEX person_by_manager ON person (manager_id);
CREATE INDEX person_by_name ON person (folded, id);

CREATE TABLE plan (
    internship_id TEXT PRIMARY KEY REFERENCES internship (id),
    fills_at      BIGINT                          -- when the clock next fills an agenda from it; NULL: never again
);
CREATE INDEX plan_by_fill ON plan (fills_at, internship_id) WHERE fills_at IS NOT NULL;

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

CREATE TABLE program (
    id         TEXT PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE,
    title      TEXT NOT NULL,
    latest     INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE program_coordinator (
    program_id TEXT NOT NULL REFERENCES program (id),
    person_id  TEXT NOT NULL REFERENCES person (id),
    named_at   BIGINT NOT NULL,
    PRIMARY KEY (program_id, person_id)
);
CREATE INDEX program_coordinator_by_person ON program_coordinator (person_id);

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

CREATE TABLE program_draft_ended (
    draft_id   TEXT PRIMARY KEY,
    author_id  TEXT NOT NULL REFERENCES person (id),
    program_id TEXT REFERENCES program (id),      -- of the next version, or that was made; NULL for none
    number     INTEGER NOT NULL,                  -- of the version that was made; 0 where it was thrown away
    ended_at   BIGINT NOT NULL
);
CREATE INDEX program_draft_ended_by_time ON program_draft_ended (ended_at);

CREATE TABLE program_draft_text (
    draft_id TEXT NOT NULL REFERENCES program_draft (id),
    version  INTEGER NOT NULL,
    source   TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (draft_id, version)
);

CREATE TABLE program_version (
    id           TEXT PRIMARY KEY,
    program_id   TEXT NOT NULL REFERENCES program (id),
    number       INTEGER NOT NULL,
    title        TEXT NOT NULL,
    digest       TEXT NOT NULL,                   -- SHA-256 of the source
    source       TEXT NOT NULL,                   -- the page as it came
    reading      TEXT NOT NULL,                   -- JSON of the reader's page
    weeks        INTEGER NOT NULL,                -- how many the program spans
    min_hours    INTEGER NOT NULL,                -- minutes a week, 0 where the page names none
    min_rule     TEXT NOT NULL DEFAULT '',        -- the page's words for it
    published_by TEXT REFERENCES person (id),
    created_at   BIGINT NOT NULL, note TEXT NOT NULL DEFAULT '', mentor_rule TEXT NOT NULL DEFAULT '', fit TEXT NOT NULL DEFAULT '',
    UNIQUE (program_id, number)
);

CREATE TABLE prompt (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    activity_id   TEXT NOT NULL REFERENCES activity (id), -- its head
    position      INTEGER NOT NULL,
    source        TEXT NOT NULL,                  -- the program's id of it
    text          TEXT NOT NULL,
    optional      INTEGER NOT NULL DEFAULT 0,     -- may be skipped
    state         TEXT NOT NULL,                  -- open, agenda, parked, discussed, reopened, skipped
    state_at      BIGINT,
    reason        TEXT NOT NULL DEFAULT '',       -- of a skip
    versions      INTEGER NOT NULL DEFAULT 0      -- answers put on an agenda so far
);
CREATE INDEX prompt_by_activity ON prompt (activity_id, position);
CREATE INDEX prompt_by_internship ON prompt (internship_id);

CREATE TABLE reply (
    id        TEXT PRIMARY KEY,
    prompt_id TEXT NOT NULL REFERENCES prompt (id),
    author_id TEXT NOT NULL REFERENCES person (id),
    body      TEXT NOT NULL,
    at        BIGINT NOT NULL
);
CREATE INDEX reply_by_prompt ON reply (prompt_id, id);

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
CREATE INDEX request_by_call ON request (open_call_id);
CREATE INDEX request_by_mentor ON request (mentor_id, state);
CREATE INDEX request_by_turn ON request (turns_at, id);
CREATE UNIQUE INDEX request_confirmed ON request (internship_id) WHERE state = 'confirmed';
CREATE UNIQUE INDEX request_standing ON request (internship_id, mentor_id) WHERE state IN ('asked', 'accepted', 'confirmed');

CREATE TABLE session (
    id         TEXT PRIMARY KEY,
    secret     TEXT NOT NULL UNIQUE,              -- SHA-256 of the cookie
    person_id  TEXT NOT NULL REFERENCES person (id),
    epoch      BIGINT NOT NULL,
    agent      TEXT NOT NULL DEFAULT '',
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires_at);
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE setting (
    name       TEXT PRIMARY KEY,
    value      TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE sign_in_link (
    secret     TEXT PRIMARY KEY,                  -- SHA-256 of what the link holds
    person_id  TEXT REFERENCES person (id),       -- NULL: a first administrator to be
    epoch      BIGINT NOT NULL,
    handed_by  TEXT REFERENCES person (id),       -- the admin who handed it out
    purpose    TEXT NOT NULL DEFAULT 'sign-in',   -- sign-in, first-admin, demo
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);
CREATE INDEX sign_in_link_by_person ON sign_in_link (person_id);

CREATE TABLE sign_off (
    id            TEXT PRIMARY KEY,
    internship_id TEXT NOT NULL REFERENCES internship (id),
    revision      INTEGER NOT NULL,
    role          TEXT NOT NULL,
    person_id     TEXT NOT NULL REFERENCES person (id),
    answer        TEXT NOT NULL,                  -- approved, refused
    digest        TEXT NOT NULL,                  -- of the terms that were signed
    reason        TEXT NOT NULL DEFAULT '',
    evidence      TEXT NOT NULL DEFAULT '',
    recorded_by   TEXT REFERENCES person (id),    -- the coordinator who recorded it
    carried_from  INTEGER NOT NULL DEFAULT 0,     -- the revision it was given for, where it counts for this one too
    at            BIGINT NOT NULL, delegate_id TEXT REFERENCES person (id),
    UNIQUE (internship_id, revision, role)
);

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

CREATE TABLE suggestion (
    guidance_id TEXT NOT NULL REFERENCES guidance (id),
    person_id   TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (guidance_id, person_id)
);

CREATE TABLE terms (
    internship_id      TEXT NOT NULL REFERENCES internship (id),
    revision           INTEGER NOT NULL,
    digest             TEXT NOT NULL,
    program_version_id TEXT NOT NULL REFERENCES program_version (id),
    intern_id          TEXT NOT NULL REFERENCES person (id),
    mentor_id          TEXT NOT NULL REFERENCES person (id),
    start_date         TEXT NOT NULL,
    zone               TEXT NOT NULL,             -- the intern's when proposed
    weeks              INTEGER NOT NULL,
    hours              INTEGER NOT NULL,          -- minutes a week
    rhythm             TEXT NOT NULL,             -- text form of worktime.Rhythm
    pauses             TEXT NOT NULL,             -- JSON of from and to
    entry_week         INTEGER NOT NULL DEFAULT 1,
    message            TEXT NOT NULL DEFAULT '',  -- why it was changed, in the proposer's words
    proposed_by        TEXT NOT NULL REFERENCES person (id),
    proposed_at        BIGINT NOT NULL, kept TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (internship_id, revision)
);

CREATE TABLE token (
    id           TEXT PRIMARY KEY,
    person_id    TEXT NOT NULL REFERENCES person (id),
    name         TEXT NOT NULL,
    secret       TEXT NOT NULL UNIQUE,            -- SHA-256
    scope        TEXT NOT NULL,                   -- read, act
    epoch        BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    expires_at   BIGINT,
    last_used_at BIGINT,
    revoked_at   BIGINT
);
CREATE INDEX token_by_person ON token (person_id);

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
CREATE INDEX version_mark_by_internship ON version_mark (internship_id, dismissed_at);
CREATE UNIQUE INDEX version_mark_open ON version_mark (activity_id, prompt_id) WHERE dismissed_at IS NULL;

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
CREATE INDEX version_offer_by_version ON version_offer (version_id, internship_id);
CREATE UNIQUE INDEX version_offer_open ON version_offer (internship_id) WHERE state IN ('open', 'proposed');

CREATE TABLE want (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    author_id     TEXT NOT NULL REFERENCES person (id),
    version       INTEGER NOT NULL,
    role          TEXT NOT NULL,                  -- intern, mentor
    body          TEXT NOT NULL,
    at            BIGINT NOT NULL,
    PRIMARY KEY (internship_id, author_id, version)
);

CREATE TABLE want_draft (
    internship_id TEXT NOT NULL REFERENCES internship (id),
    author_id     TEXT NOT NULL REFERENCES person (id),
    body          TEXT NOT NULL,
    saved_at      BIGINT NOT NULL,
    version       INTEGER NOT NULL,
    PRIMARY KEY (internship_id, author_id)
);
