package view

// RoleWords says what something is on a page besides a thing to do, in the words
// of pages; empty for what is just that.
func RoleWords(role string) string {
	return map[string]string{
		"container": "holds what is below it", "prompt-head": "gathers the questions below it", "note": "a note, nothing to do", "milestone": "a milestone",
	}[role]
}

// OwnerWords says whose task something is that is not the intern's.
func OwnerWords(owner string) string {
	return map[string]string{
		"mentor": "the mentor", "manager": "the intern’s manager", "mentor-manager": "the mentor’s manager", "all": "everybody",
	}[owner]
}
