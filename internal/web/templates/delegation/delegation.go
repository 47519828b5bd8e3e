// Package delegation is the page on which managers name delegates.
package delegation

import (
	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

func word(r view.DelegationRow) string {
	switch r.State {
	case "ahead":
		return "Ahead"
	case "on":
		return "In force"
	case "ended":
		return "Ended early"
	}
	return "Over"
}

func tone(r view.DelegationRow) ui.Tone {
	if r.State == "on" {
		return ui.Now
	}
	return ui.Plain
}

// pair says who answers for whom: "Amina for you".
func pair(r view.DelegationRow) string {
	return ui.Upper(ui.Named(r.Delegate)) + " for " + ui.Named(r.Manager)
}
