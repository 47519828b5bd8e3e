package mark

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/row"
	"stint/internal/web/templates/marks"
	"stint/internal/web/templates/ui"
	"stint/internal/web/undo"
	"stint/internal/web/visit"
)

// Form is where an activity is said to be broken, out of date or excellent.
func (h *Handlers) Form(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	return v.Show(h.markPage(v, a))
}

func (h *Handlers) markPage(v *visit.Visit, a id.Activity) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Marked.Form(tx, v.Who, a)
		m.Back, m.Above = v.Back(ui.ActivityURL(a)), v.Partial()
		return marks.Form(f, m, v.Form), err
	}
}

// Put marks an activity's item of the program.
func (h *Handlers) Put(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	in := mark.Put{Verdict: mark.Verdict(v.Value("verdict")), Comment: v.Value("comment"), Replaces: v.Value("replaces"), Proposal: v.Value("proposal")}
	err = v.Read(func(tx *sqldb.Tx) error {
		item, err := h.Marked.Item(tx, v.Who, a)
		in.Internship, in.Item = item.Internship, item.Source
		return err
	})
	if err != nil {
		return err
	}
	done, err := h.Marks.Put(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(err, h.markPage(v, a))
	}
	toast := view.Toast{Text: "Marked. The program’s coordinators read it, and nobody else."}
	if done.Revision == 1 {
		toast.Undo = undo.Of(undo.Mark, string(done.ID))
	}
	if v.Partial() {
		return row.Answer(v, h.Views, in.Internship, a, toast)
	}
	return v.Redirect(v.Back(ui.ActivityURL(a)), toast)
}

// Own lists what the reader marked.
func (h *Handlers) Own(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Marked.Own(tx, v.Who)
		return marks.Own(f, m), err
	})
}

// Withdraw takes one's own mark back.
func (h *Handlers) Withdraw(v *visit.Visit) error {
	m, err := visit.PathID[id.Mark](v, "mark")
	if err != nil {
		return err
	}
	done, err := h.Marks.Withdraw(v.Context(), v.Call(), m)
	if err != nil {
		return err
	}
	toast := view.Toast{Text: "Taken back. Nothing of it is kept."}
	if a := id.Activity(v.Value("activity")); v.Partial() && id.Valid(string(a)) {
		return row.Answer(v, h.Views, done.Internship, a, toast)
	}
	return v.Redirect(v.Back("/marks"), toast)
}

// Desk is the coordinator's page of a program's marks and links.
func (h *Handlers) Desk(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(h.marksPage(v, of))
}

func (h *Handlers) marksPage(v *visit.Visit, of id.Program) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Marked.Desk(tx, v.Who, of, v.Query().Get("settled") == "yes")
		m.Links.On = h.LinkChecks
		return marks.Desk(f, m, v.Form), err
	}
}

// Settle answers a mark; the button that was pressed is the answer.
func (h *Handlers) Settle(v *visit.Visit) error {
	m, err := visit.PathID[id.Mark](v, "mark")
	if err != nil {
		return err
	}
	in := mark.Settle{Mark: m, Revision: v.Number("revision"), State: mark.State(v.Value("state")), Answer: v.Value("answer-" + string(m))}
	done, err := h.Marks.Settle(v.Context(), v.Call(), in)
	if fault.Is(err, fault.Invalid) {
		var found mark.Mark
		if lost := v.Read(func(tx *sqldb.Tx) (err error) { found, err = mark.Find(tx, v.Who.Actor, m); return err }); lost != nil {
			return lost
		}
		return v.Again(visit.Named(err, "answer", "answer-"+string(m)), h.marksPage(v, found.Program))
	}
	if err != nil {
		return err
	}
	words := map[mark.State]string{
		mark.Accepted: "It stands in the patch now.", mark.Resolved: "Resolved. Whoever marked it is told.",
		mark.Declined: "Declined. Whoever marked it gets your answer.", mark.Open: "It is open again.",
	}
	return v.Redirect(ui.ProgramURL(done.Program, "marks")+"#"+marks.Place(done.Item), view.Toast{Text: words[done.State]})
}

// Patch hands the patch of the page over as a file.
func (h *Handlers) Patch(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	file, err := h.Marks.Patch(v.Context(), v.Who.Actor, of, link.BrokenOn)
	if err != nil {
		return err
	}
	v.Writer.Header().Set("Content-Type", "text/x-diff; charset=utf-8")
	v.Writer.Header().Set("Content-Disposition", `attachment; filename="`+file.Name+`"`)
	http.ServeContent(v.Writer, v.Request, "", v.Now(), strings.NewReader(file.Patch.Text))
	return nil
}
