package versions

// Stays says what becomes of what somebody did, where a version is taken.
func (r Row) Stays() string {
	differs := r.Reworded || len(r.Fields) > 0
	switch {
	case r.Mine == MineDone && r.Removed:
		return "Done. It stays in the plan, marked as no longer in the program."
	case r.Mine == MineDone && differs:
		return "Done. It stays done, marked as changed since."
	case r.Mine == MineDone:
		return "Done. It stays done."
	case r.Mine == MineHeld && r.Removed:
		return "Begun. What was written is kept, and it counts no more."
	}
	return ""
}

// OnNewest counts the internships that follow the newest version.
func (p Overview) OnNewest() (n int) {
	for _, r := range p.Rows {
		if r.Version == p.Newest {
			n++
		}
	}
	return n
}
