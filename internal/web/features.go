package web

import (
	"stint/internal/view/office"
	"stint/internal/web/account"
	"stint/internal/web/author"
	"stint/internal/web/cohort"
	"stint/internal/web/delegation"
	"stint/internal/web/desk"
	"stint/internal/web/home"
	"stint/internal/web/internship"
	"stint/internal/web/mailed"
	"stint/internal/web/mark"
	"stint/internal/web/meeting"
	"stint/internal/web/person"
	"stint/internal/web/pool"
	"stint/internal/web/profile"
	"stint/internal/web/program"
	"stint/internal/web/request"
	"stint/internal/web/setup"
	"stint/internal/web/terms"
	"stint/internal/web/undo"
	"stint/internal/web/version"
	"stint/internal/web/week"
)

// features are the handlers, by the package that they stand in.
type features struct {
	account    *account.Handlers
	author     *author.Handlers
	cohort     *cohort.Handlers
	delegation *delegation.Handlers
	desk       *desk.Handlers
	home       *home.Handlers
	internship *internship.Handlers
	mailed     *mailed.Handlers
	mark       *mark.Handlers
	meeting    *meeting.Handlers
	person     *person.Handlers
	pool       *pool.Handlers
	profile    *profile.Handlers
	program    *program.Handlers
	request    *request.Handlers
	setup      *setup.Handlers
	terms      *terms.Handlers
	undo       *undo.Handlers
	version    *version.Handlers
	week       *week.Handlers
}

// features hands every feature what its handlers work with, and nothing more.
func (s *Server) features() features {
	return features{
		account:    &account.Handlers{Accounts: s.Accounts, Mail: s.Mail, Demo: s.Demo},
		author:     &author.Handlers{Drafts: s.Drafts, Author: s.Author},
		cohort:     &cohort.Handlers{Cohorts: s.Cohorts},
		delegation: &delegation.Handlers{Delegations: s.Delegations},
		desk:       &desk.Handlers{Views: s.Views, Office: s.Office},
		home:       &home.Handlers{Notifier: s.Notifier},
		internship: &internship.Handlers{Internships: s.Internships, Views: s.Views},
		mailed:     &mailed.Handlers{Mailed: s.Mailed, BaseURL: s.BaseURL, HTTPS: s.HTTPS},
		mark:       &mark.Handlers{Marks: s.Marks, Marked: s.Marked, Views: s.Views, LinkChecks: s.LinkChecks},
		meeting:    &meeting.Handlers{Meetings: s.Meetings, Views: s.Views},
		person:     &person.Handlers{DB: s.DB, People: s.People, Accounts: s.Accounts, Office: s.Office, Retry: s.Retry, BaseURL: s.BaseURL, About: office.About{Build: s.Build, Mail: s.Mail}},
		pool:       &pool.Handlers{Pool: s.Pool},
		profile:    &profile.Handlers{People: s.People, Accounts: s.Accounts, Office: s.Office},
		program:    &program.Handlers{Programs: s.Programs, Office: s.Office},
		request:    &request.Handlers{Internships: s.Internships, Matching: s.Matching},
		setup:      &setup.Handlers{Setup: s.Setup},
		terms:      &terms.Handlers{Programs: s.Programs, Internships: s.Internships, Views: s.Views},
		undo:       &undo.Handlers{Plans: s.Plans, Hours: s.Hours, Pool: s.Pool, Marks: s.Marks},
		version:    &version.Handlers{Programs: s.Programs, Changes: s.Changes, Versions: s.Versions},
		week:       &week.Handlers{Plans: s.Plans, Prompts: s.Prompts, Hours: s.Hours, Views: s.Views},
	}
}
