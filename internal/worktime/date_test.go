package worktime

import "testing"

func TestParseDate(t *testing.T) {
	for text, want := range map[string]string{
		"2026-10-08": "2026-10-08", "0001-01-01": "0001-01-01", "9999-12-31": "9999-12-31", "2028-02-29": "2028-02-29",
	} {
		if d, err := ParseDate(text); err != nil || d.String() != want {
			t.Errorf("ParseDate(%q) = %v, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "2026-02-30", "2026-2-3", "0000-01-01", "10000-01-01", "2026-10-08T00:00", " 2026-10-08", "08.10.2026"} {
		if d, err := ParseDate(text); err == nil || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, want an error", text, d)
		}
	}
}
