package ui

import "stint/internal/view"

// Tone is the colour of a badge. The word in it says the same.
type Tone string

// The tones: done, waiting for somebody else, due by the reader, stopped, here.
const (
	Plain Tone = ""
	Done  Tone = "is-done"
	Wait  Tone = "is-wait"
	Due   Tone = "is-due"
	Stop  Tone = "is-stop"
	Now   Tone = "is-now"
)

type kindLook struct{ word, icon, family string }

var kinds = map[view.Kind]kindLook{
	view.KindRead:     {"Read", "book-open", "k-learn"},
	view.KindCourse:   {"Course", "graduation-cap", "k-learn"},
	view.KindExam:     {"Exam", "award", "k-learn"},
	view.KindShadow:   {"Shadow", "headphones", "k-people"},
	view.KindDiscuss:  {"Discuss", "messages-square", "k-people"},
	view.KindMeet:     {"Meet", "coffee", "k-people"},
	view.KindPresent:  {"Present", "presentation", "k-show"},
	view.KindRoleplay: {"Role play", "drama", "k-show"},
	view.KindDeliver:  {"Deliver", "file-text", "k-make"},
	view.KindPractice: {"Practice", "dumbbell", "k-make"},
	view.KindDo:       {"Do", "square-check", "k-make"},
}

// KindChoices are the kinds in the order of a select.
func KindChoices() []view.Choice {
	order := []view.Kind{
		view.KindDo, view.KindRead, view.KindCourse, view.KindExam, view.KindShadow, view.KindDiscuss,
		view.KindMeet, view.KindPresent, view.KindRoleplay, view.KindDeliver, view.KindPractice,
	}
	choices := make([]view.Choice, len(order))
	for i, k := range order {
		choices[i] = view.Choice{Value: string(k), Label: kinds[k].word}
	}
	return choices
}

// KindWord says a kind: "Role play".
func KindWord(k view.Kind) string { return kinds[k].word }

// hue gives each person one of five colours, the same on every page.
func hue(p view.PersonRef) string {
	hues := [...]string{"", "b", "c", "g", "y"}
	sum := uint32(2166136261) // FNV-1a
	for _, b := range []byte(string(p.ID) + p.Name) {
		sum = (sum ^ uint32(b)) * 16777619
	}
	return hues[sum>>16%uint32(len(hues))]
}

type stateLook struct {
	word, icon string
	tone       Tone
}

var states = map[view.State]stateLook{
	view.StateExploring: {"Exploring", "search", Plain},
	view.StateProposed:  {"Proposed", "signature", Wait},
	view.StateAgreed:    {"Agreed", "handshake", Done},
	view.StateActive:    {"Active", "circle-dot", Done},
	view.StatePaused:    {"Paused", "pause", Plain},
	view.StateCompleted: {"Completed", "circle-check", Done},
	view.StateEnded:     {"Ended", "circle-x", Plain},
}

// StateWord says a state of an internship: "Proposed".
func StateWord(s view.State) string { return states[s].word }

// StateChoices are the states in the order of an internship's life.
func StateChoices() []view.Choice {
	order := []view.State{
		view.StateExploring, view.StateProposed, view.StateAgreed, view.StateActive,
		view.StatePaused, view.StateCompleted, view.StateEnded,
	}
	choices := make([]view.Choice, len(order))
	for i, s := range order {
		choices[i] = view.Choice{Value: string(s), Label: states[s].word}
	}
	return choices
}

// RoleWord says a role on an internship of the given intern and mentor:
// "Intern", "Noor’s manager".
func RoleWord(r view.Role, intern, mentor view.PersonRef) string {
	switch r {
	case view.RoleIntern:
		return "Intern"
	case view.RoleMentor:
		return "Mentor"
	case view.RoleInternManager:
		return whose(intern) + " manager"
	case view.RoleMentorManager:
		return whose(mentor) + " manager"
	case view.RoleCoordinator:
		return "Coordinator"
	}
	return ""
}

func whose(p view.PersonRef) string {
	if p.You {
		return "Your"
	}
	return Possessive(p.Name)
}
