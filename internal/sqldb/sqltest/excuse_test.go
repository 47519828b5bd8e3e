package sqltest

import "testing"

func TestPostgresIsLeftOutOnlyWhereSaidAndNeverInCI(t *testing.T) {
	for _, c := range []struct {
		name     string
		settings map[string]string
		without  bool
		refused  bool
	}{
		{name: "nothing is set"},
		{name: "it is said", settings: map[string]string{"STINT_TEST_NO_POSTGRES": "1"}, without: true},
		{name: "it is said in CI", settings: map[string]string{"STINT_TEST_NO_POSTGRES": "1", "CI": "true"}, refused: true},
		{name: "CI", settings: map[string]string{"CI": "true"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			without, err := withoutPostgres(func(name string) string { return c.settings[name] })
			if without != c.without || (err != nil) != c.refused {
				t.Errorf("got %v, %v, want %v, refused %v", without, err, c.without, c.refused)
			}
		})
	}
}
