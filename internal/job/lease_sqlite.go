package job

// leaseSQLite takes due jobs on SQLite. Its one writer at a time is what keeps
// two workers from taking one job.
const leaseSQLite = `
	WITH due (moment, most) AS (VALUES (?, ?))
	UPDATE job SET state = 'leased', leased_until = ?, leased_by = ?, attempts = attempts + 1
	WHERE id IN (SELECT id FROM job WHERE state = 'waiting' AND run_at <= (SELECT moment FROM due) ORDER BY run_at, id LIMIT (SELECT most FROM due))
	RETURNING ` + columns
