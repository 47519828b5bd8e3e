package access_test

import (
	"testing"

	"stint/internal/access"
	"stint/internal/fault"
)

func TestOutcomes(t *testing.T) {
	noor := access.Actor{Person: "noor", Scope: access.ScopeSession, Via: access.ViaPage}
	reader := noor
	reader.Scope = access.ScopeRead
	actor := noor
	actor.Scope = access.ScopeAct
	admin := noor
	admin.Admin = true
	var nobody access.Actor
	for _, c := range []struct {
		name   string
		who    access.Actor
		action access.Action
		roles  access.Roles
		want   access.Outcome
	}{
		{"nobody reads what is public", nobody, access.Public, nil, access.Allowed},
		{"nobody is asked to sign in", nobody, access.HomeFind, nil, access.Unauthenticated},
		{"a stranger's internship does not exist", noor, access.InternshipFind, nil, access.Hidden},
		{"nor does it for an admin as such", admin, access.InternshipFind, nil, access.Hidden},
		{"an admin cannot claim the role on an internship", noor, access.PersonAdminister, access.Roles{access.Admin}, access.Hidden},
		{"a manager sees the plan", noor, access.PlanFind, access.Roles{access.InternManager}, access.Allowed},
		{"but no meetings", noor, access.MeetingFind, access.Roles{access.InternManager, access.MentorManager}, access.Hidden},
		{"a coordinator sees a plan and does not tick", noor, access.PlanTick, access.Roles{access.Coordinator}, access.Forbidden},
		{"the mentor does not skip", noor, access.PlanSkip, access.Roles{access.Mentor}, access.Forbidden},
		{"a reading token reads", reader, access.PlanFind, access.Roles{access.Intern}, access.Allowed},
		{"and changes nothing", reader, access.PlanTick, access.Roles{access.Intern}, access.Forbidden},
		{"an acting token changes", actor, access.PlanTick, access.Roles{access.Intern}, access.Allowed},
		{"but makes no tokens", actor, access.Tokens, nil, access.Forbidden},
		{"an unknown action is hidden", noor, "plan.destroy", access.Roles{access.Intern}, access.Hidden},
		{"Stint itself may", access.System(access.ViaJob), access.InternshipFind, nil, access.Allowed},
	} {
		if got := access.Can(c.who, c.action, c.roles); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestEveryChangeNeedsMoreThanReading(t *testing.T) {
	reader := access.Actor{Person: "p", Admin: true, Scope: access.ScopeRead, Via: access.ViaAPI}
	every := access.Roles{access.Intern, access.Mentor, access.InternManager, access.MentorManager, access.Coordinator}
	changes := 0
	for _, action := range access.Actions() {
		rule, ok := access.RuleOf(action)
		if !ok || len(rule.Do) == 0 {
			t.Errorf("%s: nobody may do it", action)
		}
		if !rule.Changes {
			continue
		}
		changes++
		if got := access.Can(reader, action, every); got == access.Allowed {
			t.Errorf("%s: a token that reads may change", action)
		}
	}
	if changes < 15 {
		t.Fatalf("only %d actions change anything: is the table whole?", changes)
	}
}

func TestErrKeepsSecretsAndExplains(t *testing.T) {
	noor := access.Actor{Person: "noor", Scope: access.ScopeRead}
	hidden := access.Check(noor, access.InternshipFind, nil, "internship")
	missing := fault.Missing("internship")
	if !fault.Is(hidden, fault.NotFound) || hidden.Error() != missing.Error() {
		t.Fatalf("what is hidden answers otherwise than what is missing: %v", hidden)
	}
	if err := access.Check(noor, access.PlanTick, access.Roles{access.Intern}, "activity"); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("%v", err)
	}
	if err := access.Check(access.Actor{}, access.HomeFind, nil, "page"); !fault.Is(err, fault.Unauthenticated) {
		t.Fatalf("%v", err)
	}
}
