// Package person is people and the installation, for administrators.
package person

import (
	"context"

	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view/office"
)

// Handlers answer for people and the installation.
type Handlers struct {
	DB       *sqldb.DB // to describe it
	People   *person.Service
	Accounts *account.Service
	Office   *office.Views
	Retry    func(context.Context, call.Call, id.Job) error // puts a job that was given up back into the queue
	BaseURL  string                                         // of links that are shown, such as a sign-in link
	About    office.About                                   // the build, and whether a mail server is known
}
