package demo

import (
	"context"
	"strings"
	"time"

	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
)

// written is what Wanda adds to the second week of the program in her draft. It
// was typed in a hurry: a list number is missing, one stands twice, and Stint
// knows no attribute “effort”.
const written = `1. Listen to a recorded renewal call, and note what was promised {id=renewal-recording est=45m}
. Sit in on the morning triage of the support team
1. 1. Write down which of yesterday’s tickets a CSM should have known about {effort=30m}
1. If you have access to the recordings, listen to a second one
`

// desk: Wanda has begun the next version of her program, and left it for today.
func (c *chronicle) desk() {
	c.at(c.now.Add(-95*time.Minute), "the draft of the next version", func(ctx context.Context) error {
		var newest program.Version
		source, err := read(ctx, c, func(tx *sqldb.Tx) (source string, err error) {
			if newest, err = program.VersionNumbered(tx, c.success, 0); err != nil {
				return "", err
			}
			return program.Source(tx, c.actor("wanda"), newest.ID)
		})
		if err != nil {
			return err
		}
		before, after, _ := strings.Cut(source, "### Week 3")
		before = strings.TrimRight(before, "\n") + "\n" + written
		_, err = c.app.Drafts.Save(ctx, c.as("wanda"), draft.Save{Program: c.success, BasedOn: newest.Number, Source: before + "\n### Week 3" + after})
		return err
	})
}
