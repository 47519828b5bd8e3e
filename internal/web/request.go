package web

import (
	"strings"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/request"
	page "stint/internal/web/templates/request"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// explore makes the reader an intern who looks for a mentor in a program, and
// leads to those who are open to it.
func (h *Server) explore(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	done, err := h.Internships.Explore(v.Context(), v.Call(), internship.Explore{Program: of})
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "mentors"), view.Toast{Text: "You explore this program now. Nobody is told until you ask."})
}

func (h *Server) search(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(searchPage(v, of))
}

// searchPage is the page of a search; where the form of a request came back it
// names again whom it asks.
func searchPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.SearchOf(tx, v.Who, of)
		if err == nil && strings.HasSuffix(v.Request.URL.Path, "/requests") && v.Form.Sent() {
			err = m.Choose(tx, chosen(v, "mentor"))
		}
		return page.Search(f, m, v.Form), err
	}
}

// chosen are the people of several boxes with one name.
func chosen(v *visit.Visit, name string) []id.Person {
	var people []id.Person
	for _, p := range v.Values(name) {
		if p != "" {
			people = append(people, id.Person(p))
		}
	}
	return people
}

// ask sends one message to every mentor who was chosen.
func (h *Server) ask(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	sent, err := h.Matching.Ask(v.Context(), v.Call(), matching.Ask{Internship: of, Mentors: chosen(v, "mentor"), Message: v.Value("message")})
	if err != nil {
		return v.Again(err, searchPage(v, of))
	}
	text := "Sent. You hear here, and by mail, as soon as there is an answer."
	if n := len(sent.Requests); n > 1 {
		text = "Sent to " + ui.Number(n) + " mentors. You hear here, and by mail, as soon as there is an answer."
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: text})
}

// requests is everything that the reader is asked.
func (h *Server) requests(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.Who)
		return page.Desk(f, m), err
	})
}

func (h *Server) request(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	return v.Show(requestPage(v, of))
}

func requestPage(v *visit.Visit, of id.Request) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.One(tx, v.Who, of)
		return page.Page(f, m, v.Form), err
	}
}

func (h *Server) acceptRequest(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Accept(v.Context(), v.Call(), matching.Accept{Request: of, Offer: v.Value("offer")}); err != nil {
		return v.Again(err, requestPage(v, of))
	}
	return v.Redirect(page.URL(of), view.Toast{Text: "Accepted. The intern is told and confirms one of those who said yes."})
}

func (h *Server) declineRequest(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Decline(v.Context(), v.Call(), matching.Decline{Request: of, Reason: v.Value("reason")}); err != nil {
		return v.Again(err, requestPage(v, of))
	}
	return v.Redirect(page.URL(of), view.Toast{Text: "Declined. The intern gets your reason."})
}

func (h *Server) withdrawRequest(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := h.Matching.Withdraw(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "Withdrawn. The mentor is told."})
}

// confirmRequest chooses a mentor and leads to the terms.
func (h *Server) confirmRequest(v *visit.Visit) error {
	of, err := visit.PathID[id.Request](v, "request")
	if err != nil {
		return err
	}
	done, err := h.Matching.Confirm(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "terms", "new"), view.Toast{Text: "Confirmed, and the others are told. Propose the terms now, or later."})
}

func (h *Server) postCall(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	message := v.Value("call")
	if message == "" {
		message = v.Value("message")
	}
	if _, err := h.Matching.Post(v.Context(), v.Call(), matching.Post{Internship: of, Message: message}); err != nil {
		return v.Again(err, searchPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Posted. Every mentor who is open to it finds it."})
}

func (h *Server) calls(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.DeskOf(tx, v.Who)
		return page.Calls(f, m.Calls), err
	})
}

func (h *Server) openCall(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	return v.Show(callPage(v, of))
}

func callPage(v *visit.Visit, of id.OpenCall) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.CallOf(tx, v.Who, of)
		return page.Call(f, m, v.Form), err
	}
}

func (h *Server) offerToCall(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := h.Matching.Offer(v.Context(), v.Call(), matching.Offer{OpenCall: of, Offer: v.Value("offer")})
	if err != nil {
		return v.Again(err, callPage(v, of))
	}
	return v.Redirect(page.URL(done.Request), view.Toast{Text: "Offered. The intern is told and confirms one of those who said yes."})
}

func (h *Server) closeCall(v *visit.Visit) error {
	of, err := visit.PathID[id.OpenCall](v, "open call")
	if err != nil {
		return err
	}
	done, err := h.Matching.CloseCall(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(done.Internship, "requests"), view.Toast{Text: "The call is closed. Offers that came stay."})
}

func (h *Server) askGuidance(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	if _, err := h.Matching.AskGuidance(v.Context(), v.Call(), matching.Question{Internship: of, Manager: id.Person(v.Value("manager")), Question: v.Value("question")}); err != nil {
		return v.Again(err, searchPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "requests"), view.Toast{Text: "Asked. Nobody else reads your question."})
}

func (h *Server) guidance(v *visit.Visit) error {
	of, err := visit.PathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	return v.Show(guidancePage(v, of))
}

func guidancePage(v *visit.Visit, of id.Guidance) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := request.GuidanceOf(tx, v.Who, of)
		return page.Guidance(f, m, v.Form), err
	}
}

func (h *Server) advise(v *visit.Visit) error {
	of, err := visit.PathID[id.Guidance](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Matching.Advise(v.Context(), v.Call(), matching.Advice{Guidance: of, Answer: v.Value("answer"), Suggest: chosen(v, "suggest")}); err != nil {
		return v.Again(err, guidancePage(v, of))
	}
	return v.Redirect(page.GuidanceURL(of), view.Toast{Text: "Answered. The intern is told."})
}
