package job

// leasePostgres takes due jobs on PostgreSQL: what another worker's transaction
// has locked is skipped, not waited for. The rows are locked in an expression
// of their own because a subquery in the condition might be run more than once
// and lock more than it returns.
const leasePostgres = `
	WITH due AS MATERIALIZED (
		SELECT id AS due_id FROM job WHERE state = 'waiting' AND run_at <= ? ORDER BY run_at, id LIMIT ? FOR UPDATE SKIP LOCKED)
	UPDATE job SET state = 'leased', leased_until = ?, leased_by = ?, attempts = attempts + 1
	FROM due WHERE id = due_id
	RETURNING ` + columns
