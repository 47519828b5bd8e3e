package person

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/id"
)

// complaints reads a sheet against a directory in which Grace leads Edsger, and
// returns what is wrong.
func complaints(text string) []string {
	s := readSheet([]byte(text))
	grace := Person{ID: "grace", Email: "grace@example.com", Name: "Grace", Zone: "UTC", Active: true}
	edsger := Person{ID: "edsger", Email: "edsger@example.com", Name: "Edsger", Zone: "UTC", Manager: "grace", Active: true}
	d := directory{
		byEmail: map[string]Person{grace.Email: grace, edsger.Email: edsger},
		email:   map[id.Person]string{"grace": grace.Email, "edsger": edsger.Email},
	}
	d.compare(s, func() id.Person { return "new" })
	var list []string
	for _, w := range s.wrong {
		list = append(list, w.Message)
	}
	return list
}

func TestEveryMistakeOfASheetIsNamedWithItsPlace(t *testing.T) {
	text := "name,email,zone,working_hours,team,title,manager,access\n" + // 1
		",ada@example.com,UTC,,,,,\n" + // 2
		"Bo,bo@,UTC,,,,,\n" + // 3
		"Cy,cy@example.com,Mars/Olympus,sometimes,,,,\n" + // 4
		"Di,di@example.com,UTC,,,,di@example.com,\n" + // 5
		"Ed,ed@example.com,UTC,,,,nobody@example.com,\n" + // 6
		"Fay,fay@example.com,UTC,,,,gus@example.com,\n" + // 7
		"Gus,gus@example.com,UTC,,,,fay@example.com,\n" + // 8
		"Fay,FAY@example.com,UTC,,,,,\n" + // 9
		"Hal,hal@example.com,,,,,,\n" + // 10
		"Ida,ida@example.com,UTC\n" + // 11
		"\"Jo\nJones\",jo@example.com,UTC,,,,Boss,crm=maybe;two words\n" + // 12, 13
		"Kit,\"kit\"x,UTC,,,,,\n" + // 14
		"Grace,grace@example.com,UTC,,,,edsger@example.com,\n" // 15
	want := []string{
		"Line 2, name: A name is needed.",
		"Line 3, email: This is not an email address such as ada@example.com. Letters beyond a to z cannot be used; write such a domain in its xn-- form.",
		"Line 4, zone: “Mars/Olympus” is not a time zone. Use a name such as Europe/Amsterdam.",
		"Line 4, working_hours: These working hours cannot be read: expected a day such as Mon. Write them such as Mon-Fri 09:00-17:30; Sat 10:00-12:00.",
		"Line 11: This row has 3 cells, and the first line names 8 columns.",
		"Line 13, manager: This is not an email address such as ada@example.com. Letters beyond a to z cannot be used; write such a domain in its xn-- form.",
		"Line 13, access: Write crm, crm=yes or crm=no.",
		"Line 13, access: “two words” is not the name of an access. Use one word such as salesforce: letters a to z, digits, dots and hyphens, at most 60.",
		"Line 14: The quotes are wrong at character 9: a cell in quotes ends with a quote, and a quote within it is written twice.",
		"Line 9, email: Line 7 has the address fay@example.com already.",
		"Line 10, zone: A time zone such as Europe/Amsterdam is needed for somebody who is new.",
		"Line 5, manager: Nobody is their own manager.",
		"Line 6, manager: Nobody in this file or in the directory has the address nobody@example.com.",
		"Line 7, manager: This makes a circle: gus@example.com reports to fay@example.com, directly or through others.",
		"Line 8, manager: This makes a circle: fay@example.com reports to gus@example.com, directly or through others.",
		"Line 15, manager: This makes a circle: edsger@example.com reports to grace@example.com, directly or through others.",
	}
	if diff := cmp.Diff(want, complaints(text)); diff != "" {
		t.Fatal(diff)
	}
	s := readSheet([]byte(text))
	if s.wrong[0].Name != "csv.2.name" || s.wrong[4].Name != "csv.11" {
		t.Fatalf("fields %q, %q", s.wrong[0].Name, s.wrong[4].Name)
	}
}

func TestSheetsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "This file has no readable first line.",
		"name,email,shoe size\n":  "Line 1, shoe size: There is no such column.",
		"name,Name,email\n":       "Line 1, name: This column is there twice.",
		"name,team\n":             "Line 1, email: This column is missing.",
		"name,email\nA\xffda,x\n": "Line 2: This line is not UTF-8 at byte 2.",
		"\xff\xfen\x00a\x00":      "This file is UTF-16.",
		"name,email\n" + strings.Repeat("A,b@example.com\n", MaxRows+1): "This file has more than 50000 rows.",
		strings.Repeat("x", MaxSheet+1):                                 "This file is larger than 5 MiB.",
	} {
		s := readSheet([]byte(text))
		if len(s.wrong) == 0 || !strings.HasPrefix(s.wrong[0].Message, want) {
			t.Errorf("%.40q: %v, want %q", text, s.wrong, want)
		}
	}
}

func TestSheetsAsSpreadsheetsWriteThem(t *testing.T) {
	for _, text := range []string{
		"name,email,zone,working_hours\nAda,ada@example.com,UTC,Mon-Fri 09:00-17:00\n",
		"\uFEFFName,EMAIL,Zone,Working Hours\r\nAda,Ada@Example.com,UTC,mon-fri 9:00-17:00\r\n",
		"Email;Name;Zone;Working-hours;\nada@example.com;Ada;UTC;\"Mon-Fri 09:00-17:00\";\n;;;;\n",
		"zone\tname\temail\tworking_hours\nUTC\tAda\tada@example.com\tMon-Fri 09:00-17:00\n",
		"name, email, zone, working_hours\n\nAda, ada@example.com, UTC, \"Mon-Fri 09:00-17:00\"\n",
	} {
		s := readSheet([]byte(text))
		if len(s.wrong) > 0 || len(s.rows) != 1 {
			t.Errorf("%q: %d rows, %v", text, len(s.rows), s.wrong)
			continue
		}
		want := Entry{Name: "Ada", Email: "ada@example.com", Zone: "UTC", WorkingHours: "Mon-Fri 09:00-17:00"}
		if diff := cmp.Diff(want, s.rows[0].entry, dates); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
