package api_test

import (
	"net/http"
	"strings"

	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/pool"
)

// read is a GET that is compared with its golden file.
type read struct{ name, who, pattern, path string }

// look has Uma look for a mentor, and returns what there is to read of it: Bea
// is asked and says yes, Tom finds the open call, Ruth is asked for guidance.
func (b *bakery) look(program string) []read {
	b.t.Helper()
	for _, who := range []string{"Bea", "Tom"} {
		_, err := b.Pool.Open(b.t.Context(), call.By(b.actor(who)), pool.EnterPool{Program: id.Program(program), Offer: pool.Offer{Capacity: 2}})
		b.must(err)
	}
	internship := b.done("Uma", "/internships", `{"program":"`+program+`"}`, "internship")
	of := "/internships/" + internship
	b.done("Uma", of+"/requests", `{"mentors":["`+b.ids["Bea"]+`"],"message":"I would like to bake as you do."}`, "internship")
	request := b.found("Bea", "/requests", "items", 0, "id")
	b.done("Bea", "/requests/"+request+"/acceptances", `{"offer":"Come at four."}`, "state")
	openCall := b.done("Uma", of+"/open-calls", `{"message":"Who would show me?"}`, "open_call")
	guidance := b.done("Uma", of+"/guidance", `{"manager":"`+b.ids["Ruth"]+`","question":"Who has room?"}`, "guidance")
	b.done("Ruth", "/guidance/"+guidance+"/answers", `{"answer":"Bea has.","suggested":["`+b.ids["Bea"]+`"]}`, "guidance")
	return []read{
		{"list-requests", "Uma", "/internships/{id}/requests", of + "/requests"},
		{"list-sent-requests", "Bea", "/requests", "/requests"},
		{"find-request", "Bea", "/requests/{id}", "/requests/" + request},
		{"list-open-calls", "Tom", "/open-calls", "/open-calls"},
		{"find-open-call", "Uma", "/open-calls/{id}", "/open-calls/" + openCall},
		{"list-guidance", "Ruth", "/guidance", "/guidance"},
		{"find-guidance", "Uma", "/guidance/{id}", "/guidance/" + guidance},
	}
}

// readAll compares reads with their golden files and marks their patterns.
func (b *bakery) readAll(list []read, covered map[string]bool) {
	b.t.Helper()
	for found, name := range b.names {
		if strings.HasPrefix(name, "<id-") {
			delete(b.names, found) // numbered anew, whatever was read before
		}
	}
	for _, g := range list {
		w := b.ask(g.who, http.MethodGet, g.path, "")
		if w.Code != http.StatusOK {
			b.t.Errorf("GET %s: %d", g.path, w.Code)
		}
		b.golden(g.name, w)
		covered[g.pattern] = true
	}
}
