package rest

import "stint/internal/id"

// InternshipPath is the path of what belongs to one internship.
type InternshipPath struct {
	ID string `path:"id" doc:"Id of the internship."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p InternshipPath) Parse() (id.Internship, error) {
	return IDOf[id.Internship](p.ID, "internship")
}

// ProgramPath is the path of what belongs to one program.
type ProgramPath struct {
	ID string `path:"id" doc:"Id of the program."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p ProgramPath) Parse() (id.Program, error) { return IDOf[id.Program](p.ID, "program") }

// PersonPath is the path of what belongs to one person.
type PersonPath struct {
	ID string `path:"id" doc:"Id of the person."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p PersonPath) Parse() (id.Person, error) { return IDOf[id.Person](p.ID, "person") }

// MeetingPath is the path of what belongs to one meeting.
type MeetingPath struct {
	ID string `path:"id" doc:"Id of the meeting."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p MeetingPath) Parse() (id.Meeting, error) { return IDOf[id.Meeting](p.ID, "meeting") }

// ActivityPath is the path of what belongs to one activity.
type ActivityPath struct {
	ID string `path:"id" doc:"Id of the activity."`
}

// Parse is the id, or NotFound for what does not have the form of one.
func (p ActivityPath) Parse() (id.Activity, error) { return IDOf[id.Activity](p.ID, "activity") }
