package web

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
)

// number is the number of a version in the address.
func (v *visit) versionNumber() (int, error) {
	n, err := strconv.Atoi(v.r.PathValue("number"))
	if err != nil || n < 1 {
		return 0, fault.Missing("version of the program")
	}
	return n, nil
}

// differences is what differs between two versions; from the one before where
// the address does not say.
func (v *visit) differences() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	to, err := v.versionNumber()
	if err != nil {
		return err
	}
	from := max(to-1, 1)
	if asked := v.r.URL.Query().Get("from"); asked != "" {
		if from, err = strconv.Atoi(asked); err != nil || from < 1 {
			return fault.Missing("version of the program")
		}
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Versions.Between(tx, v.who, of, from, to)
		return page.Differences(f, m), err
	})
}

// exportVersion hands out a version as a page that imports to the same program.
func (v *visit) exportVersion() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	number, err := v.versionNumber()
	if err != nil {
		return err
	}
	var p program.Program
	var version program.Version
	if err := v.read(func(tx *sqldb.Tx) (err error) {
		if p, err = program.Find(tx, v.who.Actor, of); err != nil {
			return err
		}
		_, version, err = v.s.Programs.Between(tx, v.who.Actor, of, number, number)
		return err
	}); err != nil {
		return err
	}
	text := write.Markdown(version.Page)
	v.w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	v.w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-version-%d.md"`, p.Slug, number))
	v.w.Header().Set("Content-Length", strconv.Itoa(len(text)))
	v.w.WriteHeader(http.StatusOK)
	_, err = v.w.Write(text)
	return err
}

// versionOffers is which internships of a program are on which version.
func (v *visit) versionOffers() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	after := v.r.URL.Query().Get("after")
	if after != "" && !id.Valid(after) {
		return fault.Missing("page")
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Versions.Overview(tx, v.who, of, after)
		return page.Overview(f, m), err
	})
}

func (v *visit) versionOffer() error {
	of, err := pathID[id.VersionOffer](v, "offer of a version")
	if err != nil {
		return err
	}
	return v.show(v.versionOfferPage(of))
}

func (v *visit) versionOfferPage(of id.VersionOffer) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Versions.Offer(tx, v.who, of)
		return page.Offer(f, m, v.form), err
	}
}

// proposeVersion says what to take: the whole, or the parts that are ticked.
func (v *visit) proposeVersion() error {
	return v.answerVersion(func(of id.VersionOffer) (change.Answered, error) {
		return v.s.Changes.Propose(v.r.Context(), v.call(), change.Propose{
			Offer: of, Base: v.number("base"), Whole: v.value("whole") != "", Take: v.r.PostForm["take"],
		})
	}, "Proposed, and signed by you. The other of you is asked now.")
}

func (v *visit) confirmVersion() error {
	return v.answerVersion(func(of id.VersionOffer) (change.Answered, error) {
		return v.s.Changes.Confirm(v.r.Context(), v.call(), change.Confirm{Offer: of, Digest: v.value("digest")})
	}, "")
}

func (v *visit) declineVersion() error {
	return v.answerVersion(func(of id.VersionOffer) (change.Answered, error) {
		return v.s.Changes.Decline(v.r.Context(), v.call(), change.Decline{Offer: of, Reason: v.value("reason")})
	}, "Declined. The internship goes on as it is.")
}

// answerVersion makes an answer to an offer and leads back to it.
func (v *visit) answerVersion(answer func(id.VersionOffer) (change.Answered, error), toast string) error {
	of, err := pathID[id.VersionOffer](v, "offer of a version")
	if err != nil {
		return err
	}
	done, err := answer(of)
	if err != nil {
		return v.again(err, v.versionOfferPage(of))
	}
	if done.State == change.Taken {
		toast = "Taken. The plan follows the new version, with revision " + strconv.Itoa(done.Revision) + " of the terms."
	}
	return v.redirect(page.OfferURL(of), view.Toast{Text: toast})
}

// dismissMark puts away what a newer version left on something that was done.
func (v *visit) dismissMark() error {
	mark, err := pathID[id.VersionMark](v, "mark")
	if err != nil {
		return err
	}
	done, err := v.s.Changes.Dismiss(v.r.Context(), v.call(), change.Dismiss{Mark: mark})
	if err != nil {
		return err
	}
	return v.redirect(v.back(ui.InternshipURL(done.Internship, "week")))
}
