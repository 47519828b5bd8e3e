// Package versions is the pages about versions of a program: what differs, what
// is offered to an internship, and who is on which.
package versions

import (
	"fmt"
	"strconv"
	"strings"

	"stint/internal/id"
	"stint/internal/view"
	"stint/internal/view/versions"
	"stint/internal/web/templates/ui"
)

// OfferURL is the address of an offered version.
func OfferURL(o id.VersionOffer, part ...string) string {
	return strings.Join(append([]string{"/version-offers/" + string(o)}, part...), "/")
}

// DifferencesURL is the address of what differs between two versions.
func DifferencesURL(p id.Program, from, to int) string {
	return ui.ProgramURL(p, "versions", strconv.Itoa(to), "differences") + "?from=" + strconv.Itoa(from)
}

func differencesTitle(d versions.Differences) string {
	return fmt.Sprintf("From version %d to version %d", d.From, d.To)
}

// badges are the words for what has become of something.
func badges(r versions.Row) []badge {
	var list []badge
	add := func(on bool, tone ui.Tone, icon, word string) {
		if on {
			list = append(list, badge{tone, icon, word})
		}
	}
	add(r.Added, ui.Done, "plus", "Added")
	add(r.Removed, ui.Stop, "minus", "Removed")
	add(r.Moved, ui.Wait, "route", "Moved")
	add(r.Reworded, ui.Plain, "pen-line", "Reworded")
	add(len(r.Fields) > 0, ui.Plain, "", "Changed")
	return list
}

type badge struct {
	tone       ui.Tone
	icon, word string
}

// standing says how an offer stands, in a badge.
func standing(state string, inPart bool) badge {
	if inPart {
		return badge{ui.Done, "check", "Taken in part"}
	}
	switch state {
	case "open":
		return badge{ui.Due, "", "Waits for an answer"}
	case "proposed":
		return badge{ui.Wait, "hourglass", "Proposed"}
	case "taken":
		return badge{ui.Done, "check", "Taken"}
	case "declined":
		return badge{ui.Stop, "", "Declined"}
	case "superseded":
		return badge{ui.Plain, "", "Superseded"}
	case "lapsed":
		return badge{ui.Plain, "", "Lapsed"}
	}
	return badge{ui.Plain, "", "Not asked"}
}

func offerTitle(o versions.Offer) string {
	return fmt.Sprintf("Version %d of the program", o.Program.Version)
}

// whose names an internship by its intern, as the reader calls them.
func whose(intern view.PersonRef) string {
	if intern.You {
		return "your internship"
	}
	return ui.Possessive(intern.Name) + " internship"
}

// TrailURL is the address of all versions that were offered to an internship.
func TrailURL(i id.Internship) string { return ui.InternshipURL(i, "versions") }

// follows says on which version an internship is.
func follows(intern view.PersonRef, has, kept int) string {
	now := fmt.Sprintf("%s follows version %d", ui.Upper(whose(intern)), has)
	if kept > 0 {
		now += fmt.Sprintf(", with %s kept from older ones", ui.Count(kept, "phase", "phases"))
	}
	return now
}

// lead says what the page is for.
func lead(o versions.Offer) string {
	now := follows(o.Intern, o.Has, o.Kept)
	switch {
	case o.State == "taken" && o.InPart && o.Newer == 0:
		return fmt.Sprintf("%s. Version %d was taken in part with revision %d of the terms; below is what was left of it.", now, o.Program.Version, o.Revision)
	case o.State == "taken":
		return fmt.Sprintf("%s. Version %d was taken with revision %d of the terms.", now, o.Program.Version, o.Revision)
	case o.State == "superseded":
		return "A newer version has taken the place of this one. Nothing is asked about it any more."
	case o.State == "lapsed":
		return "The internship was over before anybody answered."
	case o.Rest:
		return now + ". Nothing of it changes until you both take what was left."
	}
	return now + ". Nothing of it changes until you both take the new one."
}

// proposal says what one of the two wants to take.
func proposal(o versions.Offer) string {
	p := o.Proposal
	switch {
	case p.Whole && o.Rest:
		return "the rest of the version"
	case p.Whole:
		return "the whole version"
	case o.Rest:
		return fmt.Sprintf("%d of %s left", len(o.Parts)-p.Left, ui.Count(len(o.Parts), "part", "parts"))
	}
	return fmt.Sprintf("%d of %s", len(o.Parts)-p.Left, ui.Count(len(o.Parts), "part", "parts"))
}

// proposedAll reports whether the reader has proposed all that can be taken.
func proposedAll(o versions.Offer) bool {
	return o.Proposal != nil && o.Proposal.By.You && o.Proposal.Whole && !o.Stale
}

// choosing reports whether the reader has something to choose: after proposing
// all of what goes together they have not.
func choosing(o versions.Offer) bool {
	return o.MayPropose && (len(o.Parts) > 1 || !proposedAll(o))
}

// everything is the button that proposes all that can be taken.
func everything(o versions.Offer) string {
	if o.Rest || o.InPart {
		return "Propose all of the rest"
	}
	return "Propose the whole version"
}

// refusal is the button that declines.
func refusal(o versions.Offer) string {
	if o.Rest {
		return "Leave the rest as it is"
	}
	return fmt.Sprintf("Decline version %d", o.Program.Version)
}

// taken reports that the whole version was taken: nothing of it is open.
func taken(o versions.Offer) bool { return o.State == "taken" && !o.InPart }

// comparedWith is the version that the offered one is compared with: what the
// internship has, or had before it took it; 0 where there is none but itself.
func comparedWith(o versions.Offer) int {
	from := o.Has
	if o.Had > 0 {
		from = o.Had
	}
	if from == o.Program.Version {
		return 0
	}
	return from
}

// other is whom the reader's proposal waits for.
func other(o versions.Offer) string {
	if o.Intern.You {
		return known(o.Mentor)
	}
	return known(o.Intern)
}

// terms says which terms took a version, and what is left of it.
func terms(o versions.Offered) string {
	var line string
	if o.Revision > 0 {
		line = fmt.Sprintf("With revision %d of the terms.", o.Revision)
	}
	if o.Left > 0 {
		line += " " + ui.Count(o.Left, "part", "parts") + " of it can still be taken."
	}
	return strings.TrimSpace(line)
}

// versionLine is on which version an internship is.
func versionLine(s versions.Standing) string {
	line := "Version " + strconv.Itoa(s.Version)
	if s.Kept > 0 {
		line += ", " + ui.Count(s.Kept, "phase", "phases") + " as before"
	}
	return line
}

func known(p view.PersonRef) string {
	if p.Known() {
		return ui.Named(p)
	}
	return "nobody"
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// termsURL is the form of new terms that name the offered version.
func termsURL(o versions.Offer) string {
	return ui.InternshipURL(o.Internship, "terms", "new") + "?version=" + strconv.Itoa(o.Program.Version)
}
