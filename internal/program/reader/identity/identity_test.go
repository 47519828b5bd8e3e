package identity

import "testing"

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"Read the handbook, and the values": "read-handbook-values", "Über die Prüfung": "uber-prufung", "l'équipe": "l-equipe", "https://example.com/a/b-c": "b-c",
		"CI/CD 101": "ci-cd-101", "ハンドブックを読む": "2faa613c", "": "811c9dc5",
	} {
		if got := Slug(text, 6); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := Cut(Slug("one two three", 9) + "-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz-abcdefghijklmnopqrstuvwxyz"); len(got) > 64 {
		t.Error(got)
	}
}

func TestSet(t *testing.T) {
	s := NewSet()
	if !s.Take("a") || s.Take("a") {
		t.Error("a is taken once")
	}
	for _, want := range []string{"a-2", "a-3", "a-4"} {
		if got := s.Unique("a"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := s.Unique("b"); got != "b" {
		t.Error(got)
	}
}
