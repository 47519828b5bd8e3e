package person

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// dates lets go-cmp compare civil dates.
var dates = cmpopts.EquateComparable(worktime.Date{})

func TestNamesOnPages(t *testing.T) {
	for name, want := range map[string][2]string{
		"Ada Lovelace":        {"Ada", "A"},
		"  élodie  Durand":    {"élodie", "É"},
		"Lovelace, Ada":       {"Ada", "A"},
		"Prince,":             {"Prince,", "P"},
		"王 小明":                {"王", "王"},
		"(Bo) Li":             {"(Bo)", "B"},
		"e\u0301lodie":        {"e\u0301lodie", "É"},
		"—":                   {"—", "?"},
		"":                    {"", "?"},
		"van Dyke, Jan Peter": {"Jan", "J"},
	} {
		p := Person{Name: name}
		if got := [2]string{p.FirstName(), p.Initial()}; got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestEmail(t *testing.T) {
	for text, want := range map[string]string{
		" Ada@Example.COM ":                      "ada@example.com",
		"o'neil+stint@mail.example.co":           "o'neil+stint@mail.example.co",
		"root@localhost":                         "root@localhost",
		"ada@xn--bcher-kva.example":              "ada@xn--bcher-kva.example",
		"":                                       "",
		"ada":                                    "",
		"ada@":                                   "",
		"@example.com":                           "",
		"ada@example":                            "",
		"ada@@example.com":                       "",
		".ada@example.com":                       "",
		"ada..b@example.com":                     "",
		"ada@-example.com":                       "",
		"ada@example..com":                       "",
		"ada@example.com\nBcc: x@example.com":    "",
		`"ada l"@example.com`:                    "",
		"Ada <ada@example.com>":                  "",
		"\u212Aim@example.com":                   "", // the Kelvin sign, whose lower case is a k
		"ada@bücher.example":                     "",
		strings.Repeat("a", 65) + "@x.example":   "",
		"a@" + strings.Repeat("b.", 130) + "com": "",
	} {
		got, err := CleanEmail(text)
		if got != want || (err == nil) != (want != "") || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestAnEntryIsBroughtToItsOneForm(t *testing.T) {
	got, err := newRecord(Entry{
		Name: "  Ada \t Lovelace ", Email: "ADA@example.com", Zone: " Europe/London ",
		WorkingHours: "mon-fri 9:00-17:30", Team: "Customer  success",
	}).clean()
	want := newRecord(Entry{
		Name: "Ada Lovelace", Email: "ada@example.com", Zone: "Europe/London", WorkingHours: "Mon-Fri 09:00-17:30",
		Team: "Customer success", Locale: "en-US",
	})
	if diff := cmp.Diff(want, got, dates); err != nil || diff != "" {
		t.Fatal(err, diff)
	}
}

func TestEveryBrokenRuleIsNamedAtItsField(t *testing.T) {
	good := newRecord(Entry{Name: "Ada", Email: "ada@example.com", Zone: "UTC"})
	if _, err := good.clean(); err != nil {
		t.Fatal(err)
	}
	for field, breakIt := range map[string]func(*record){
		"name":          func(e *record) { e.Name = " \t " },
		"email":         func(e *record) { e.Email = "ada" },
		"zone":          func(e *record) { e.Zone = "Europe/Amstredam" },
		"working_hours": func(e *record) { e.WorkingHours = "always" },
		"team":          func(e *record) { e.Team = "a\x00b" },
		"title":         func(e *record) { e.Title = "\u202Egnp.exe" },
		"locale":        func(e *record) { e.Locale = "english" },
		"theme":         func(e *record) { e.Theme = "pink" },
	} {
		e := good
		breakIt(&e)
		_, err := e.clean()
		if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err := newRecord(Entry{Zone: "Local", Team: strings.Repeat("x", MaxName+1), Title: "\xff", WorkingHours: strings.Repeat(" ", MaxHours+1), Locale: "xx-"}).clean()
	if f := fault.Of(err); len(f.Fields) != 7 {
		t.Errorf("not everything is named: %v", err)
	}
}

func TestMembersSeeOfEachOtherWhatIsForMembers(t *testing.T) {
	full := Person{ID: "p", Name: "Ada", Zone: "UTC", WorkingHours: "Mon 09:00-10:00", Team: "t", Title: "c", Manager: "m", Active: true,
		Email: "ada@example.com", Locale: "nl-NL", Theme: ThemeDark, Shortcuts: true, Admin: true, Epoch: 7}
	public := full
	public.Email, public.Locale, public.Theme, public.Shortcuts, public.Admin, public.Epoch = "", "", "", false, false, 0
	for _, c := range []struct {
		by   access.Actor
		want Person
	}{
		{access.Actor{}, public},
		{access.Actor{Person: "q"}, public},
		{access.Actor{Person: "p"}, full},
		{access.Actor{Person: "q", Admin: true}, full},
		{access.System(access.ViaJob), full},
	} {
		if diff := cmp.Diff(c.want, full.seenBy(c.by), dates); diff != "" {
			t.Errorf("%+v: %s", c.by, diff)
		}
	}
	if !cmp.Equal((Person{}).seenBy(access.Actor{}), Person{}, dates) {
		t.Error("nobody became somebody")
	}
}

func TestFoldingLosesCaseAndAccents(t *testing.T) {
	if got := fold("ÉLODIE Ångström ﬁn"); got != "elodie angstrom fin" {
		t.Fatalf("%q", got)
	}
}

func TestCirclesOfManagers(t *testing.T) {
	for _, c := range []struct {
		managers map[string]string
		on       string
	}{
		{map[string]string{}, ""},
		{map[string]string{"a": "b", "b": "c"}, ""},
		{map[string]string{"a": "a"}, "a"},
		{map[string]string{"a": "b", "b": "a", "c": "a", "d": "c"}, "ab"},
		{map[string]string{"a": "b", "b": "c", "c": "b", "x": "y", "y": "x"}, "bcxy"},
	} {
		got := ""
		for _, k := range []string{"a", "b", "c", "d", "x", "y"} {
			if inCircles(c.managers)[k] {
				got += k
			}
		}
		if got != c.on {
			t.Errorf("%v: %q, want %q", c.managers, got, c.on)
		}
	}
}

// Whoever comes back to themself by walking up, and nobody else, is on a
// circle; and without circles managers come first.
func TestCirclesAndOrderHoldForEveryDirectory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.MapOf(rapid.IntRange(1, 12), rapid.IntRange(1, 12)).Draw(t, "managers")
		got := inCircles(of)
		for p := 1; p <= 12; p++ {
			at, known := p, true
			on := false
			for range 12 {
				if at, known = of[at]; !known {
					break
				}
				on = on || at == p
			}
			if got[p] != on {
				t.Fatalf("%d on a circle of %v: %v, want %v", p, of, got[p], on)
			}
		}
		if len(got) > 0 {
			return
		}
		byEmail := map[string]*row{}
		var rows []*row
		for p := 1; p <= 12; p++ {
			r := &row{entry: Entry{Email: string(rune('a' + p))}}
			if m, ok := of[p]; ok {
				r.manager = string(rune('a' + m))
			}
			rows, byEmail[r.entry.Email] = append(rows, r), r
		}
		placed := map[string]bool{}
		for _, r := range managersFirst(rows, byEmail) {
			if r.manager != "" && !placed[r.manager] {
				t.Fatalf("%s comes before their manager %s", r.entry.Email, r.manager)
			}
			placed[r.entry.Email] = true
		}
		if len(placed) != 12 {
			t.Fatal("rows were lost")
		}
	})
}

func TestPaddingKeepsTheIDs(t *testing.T) {
	got := padded([]id.Person{"a", "b", "c"})
	if diff := cmp.Diff([]id.Person{"a", "b", "c", "c"}, got); diff != "" {
		t.Fatal(diff)
	}
}

// Whatever is uploaded, reading it ends with rows or complaints, and every
// complaint says where.
func FuzzReadSheet(f *testing.F) {
	f.Add([]byte("name,email\nAda,ada@example.com\n"))
	f.Add([]byte("\uFEFFName;E-Mail\n\"a\nb\";x"))
	f.Add([]byte("name,email\n\"unclosed"))
	f.Add([]byte("name,email\n\xff,\"a\"b\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		s := readSheet(text)
		for _, w := range s.wrong {
			if !strings.HasPrefix(w.Name, "csv") || w.Message == "" {
				t.Fatalf("a complaint about nothing: %+v", w)
			}
		}
		if s.wrong == nil {
			for _, r := range s.rows {
				if r.entry.Email == "" || r.entry.Name == "" {
					t.Fatalf("a row without a person passed: %+v", r)
				}
			}
		}
	})
}
