package version

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/write"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	page "stint/internal/web/templates/versions"
	"stint/internal/web/visit"
)

// Differences is what differs between two versions; from the one before where
// the address does not say.
func (h *Handlers) Differences(v *visit.Visit) error {
	of, to, err := visit.PathVersion(v)
	if err != nil {
		return err
	}
	from := max(to-1, 1)
	if asked := v.Query().Get("from"); asked != "" {
		if from, err = strconv.Atoi(asked); err != nil || from < 1 {
			return fault.Missing("version of the program")
		}
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Versions.Between(tx, v.Who, of, from, to)
		return page.Differences(f, m), err
	})
}

// Export hands out a version as a page that imports to the same program; its page
// as it was published where the address asks for that.
func (h *Handlers) Export(v *visit.Visit) error {
	of, number, err := visit.PathVersion(v)
	if err != nil {
		return err
	}
	asWritten := v.Query().Get("as") == "written"
	var p program.Program
	var version program.Version
	var text []byte
	if err := v.Read(func(tx *sqldb.Tx) (err error) {
		if p, err = program.Find(tx, v.Who.Actor, of); err != nil {
			return err
		}
		if _, version, err = h.Programs.Between(tx, v.Who.Actor, of, number, number); err != nil || !asWritten {
			return err
		}
		source, err := program.Source(tx, v.Who.Actor, version.ID)
		text = []byte(source)
		return err
	}); err != nil {
		return err
	}
	if !asWritten {
		text = write.Markdown(version.Page)
	}
	v.Writer.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	v.Writer.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-version-%d.md"`, p.Slug, number))
	v.Writer.Header().Set("Content-Length", strconv.Itoa(len(text)))
	v.Writer.WriteHeader(http.StatusOK)
	_, err = v.Writer.Write(text)
	return err
}

// Offers is which internships of a program are on which version.
func (h *Handlers) Offers(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	after := v.Query().Get("after")
	if after != "" && !id.Valid(after) {
		return fault.Missing("page")
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Versions.Overview(tx, v.Who, of, after)
		return page.Overview(f, m), err
	})
}

// Trail is all versions that were offered to an internship.
func (h *Handlers) Trail(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Versions.Trail(tx, v.Who, of)
		return page.Trail(f, m), err
	})
}

// Offer is the offer of a newer version to one internship.
func (h *Handlers) Offer(v *visit.Visit) error {
	of, err := visit.PathID[id.VersionOffer](v, "offer of a version")
	if err != nil {
		return err
	}
	return v.Show(h.versionOfferPage(v, of))
}

func (h *Handlers) versionOfferPage(v *visit.Visit, of id.VersionOffer) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Versions.Offer(tx, v.Who, of)
		return page.Offer(f, m, v.Form), err
	}
}

// Propose says what to take: the whole, or the parts that are ticked.
func (h *Handlers) Propose(v *visit.Visit) error {
	return h.answerVersion(v, func(of id.VersionOffer) (change.Answered, error) {
		return h.Changes.Propose(v.Context(), v.Call(), change.Propose{
			Offer: of, Base: v.Number("base"), Whole: v.Value("whole") != "", Take: v.Values("take"),
		})
	}, "Proposed, and signed by you. It waits for the other signature now.")
}

// Confirm takes what the other of the two proposed.
func (h *Handlers) Confirm(v *visit.Visit) error {
	return h.answerVersion(v, func(of id.VersionOffer) (change.Answered, error) {
		return h.Changes.Confirm(v.Context(), v.Call(), change.Confirm{Offer: of, Digest: v.Value("digest")})
	}, "")
}

// Decline leaves the internship on its version.
func (h *Handlers) Decline(v *visit.Visit) error {
	return h.answerVersion(v, func(of id.VersionOffer) (change.Answered, error) {
		return h.Changes.Decline(v.Context(), v.Call(), change.Decline{Offer: of, Reason: v.Value("reason")})
	}, declined)
}

// declined is what is said after a decline, of a version or of its rest.
const declined = "Declined. The internship goes on as it is."

// answerVersion makes an answer to an offer and leads back to it.
func (h *Handlers) answerVersion(v *visit.Visit, answer func(id.VersionOffer) (change.Answered, error), toast string) error {
	of, err := visit.PathID[id.VersionOffer](v, "offer of a version")
	if err != nil {
		return err
	}
	done, err := answer(of)
	if err != nil {
		return v.Again(err, h.versionOfferPage(v, of))
	}
	if done.State == change.Taken && toast != declined {
		toast = "Taken. The plan follows the new version, with revision " + strconv.Itoa(done.Revision) + " of the terms."
	}
	return v.Redirect(page.OfferURL(of), view.Toast{Text: toast})
}

// DismissMark puts away what a newer version left on something that was done.
func (h *Handlers) DismissMark(v *visit.Visit) error {
	mark, err := visit.PathID[id.VersionMark](v, "mark")
	if err != nil {
		return err
	}
	done, err := h.Changes.Dismiss(v.Context(), v.Call(), change.Dismiss{Mark: mark})
	if err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.InternshipURL(done.Internship, "week")))
}
