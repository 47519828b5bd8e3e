package reader_test

import (
	"testing"

	"stint/internal/program/reader"
)

// TestLinksResolve reads a page whose address is known.
func TestLinksResolve(t *testing.T) {
	src := "---\ntitle: A\naddress: https://example.com/handbook/program/\n---\n\n## Week 1\n\n- [a](/b) [c](d) [e](#f) [g](https://h.example/i) [j](../k) [l](mailto:m@n.example)\n"
	want := []string{"https://example.com/b", "https://example.com/handbook/program/d", "https://example.com/handbook/program/#f", "https://h.example/i", "https://example.com/handbook/k", "mailto:m@n.example"}
	for address, base := range map[string]string{"": "https://example.com", "https://other.example/handbook/program/": "https://other.example"} {
		page := reader.Read([]byte(src), reader.Options{Address: address})
		for i, l := range page.Phases[0].Activities[0].Links {
			expected := want[i]
			if i != 3 && i != 5 {
				expected = base + expected[len("https://example.com"):]
			}
			if l.URL != expected {
				t.Errorf("%q: %s, want %s", address, l.URL, expected)
			}
		}
	}
	page := reader.Read([]byte(src), reader.Options{Address: "not an address"})
	if got := page.Phases[0].Activities[0].Links[0].URL; got != "/b" {
		t.Error(got)
	}
}
