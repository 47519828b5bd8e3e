package versions

import (
	"fmt"
	"strconv"
	"strings"
)

// Sentence says in a sentence how much differs.
func (c Counts) Sentence() string {
	var parts []string
	add := func(n int, word string) {
		if n > 0 {
			parts = append(parts, strconv.Itoa(n)+" "+word)
		}
	}
	add(c.Added, "added")
	add(c.Removed, "removed")
	add(c.Moved, "moved")
	add(c.Reworded, "reworded")
	add(c.Changed, "changed in kind or condition")
	if len(parts) == 0 {
		return fmt.Sprintf("Every activity and question is as it was: %d of them.", c.Same)
	}
	return listed(parts) + fmt.Sprintf(", and %d as they were.", c.Same)
}

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

// listed joins words: "1 added, 2 moved and 3 reworded".
func listed(parts []string) string {
	if n := len(parts); n > 1 {
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
	return strings.Join(parts, "")
}
