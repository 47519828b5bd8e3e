package link

import (
	"testing"
	"time"

	"stint/internal/outbound"
)

var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

func TestBrokenIsWhatFailsTwiceADayApart(t *testing.T) {
	fails, fine, door := found{status: 404}, found{status: 200}, found{status: 403}
	type look struct {
		after time.Duration
		found found
		want  State
		due   time.Duration // after the look
	}
	for name, looks := range map[string][]look{
		"fine":                     {{0, fine, Fine, Rest}},
		"a door":                   {{0, door, SignIn, Rest}},
		"a door of 401":            {{0, found{status: 401}, SignIn, Rest}},
		"twice":                    {{0, fails, Doubtful, Recheck}, {Recheck, fails, Broken, Rest}, {Rest, fails, Broken, Rest}},
		"twice, too early":         {{0, fails, Doubtful, Recheck}, {time.Hour, fails, Doubtful, Recheck - time.Hour}, {Recheck, fails, Broken, Rest}},
		"once":                     {{0, fails, Doubtful, Recheck}, {Recheck, fine, Fine, Rest}, {Rest, fails, Doubtful, Recheck}},
		"mended":                   {{0, fails, Doubtful, Recheck}, {Recheck, fails, Broken, Rest}, {Rest, fine, Fine, Rest}},
		"no answer, then an error": {{0, found{problem: outbound.Slow}, Doubtful, Recheck}, {Recheck, found{status: 500}, Broken, Rest}},
		"inside":                   {{0, found{problem: outbound.Closed}, Closed, Rest}},
		"asked to wait":            {{0, found{status: 429, wait: time.Hour}, New, time.Hour}, {time.Hour, fine, Fine, Rest}},
		"asked to wait for ever":   {{0, found{status: 503, wait: 999 * time.Hour}, New, MaxWait}},
		"a redirect that stays":    {{0, found{status: 304}, Fine, Rest}},
	} {
		now, c := noon, Check{Address: "https://lamps.example.com/", State: New}
		for i, l := range looks {
			now = now.Add(l.after)
			c = judge(c, l.found, now)
			if c.State != l.want || !c.DueAt.Equal(now.Add(l.due)) {
				t.Errorf("%s, look %d: %s, due after %s; want %s after %s", name, i+1, c.State, c.DueAt.Sub(now), l.want, l.due)
			}
		}
	}
}

func TestHowLongAServerAsksToWait(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"": 0, "0": 0, "120": 2 * time.Minute, " 5 ": 5 * time.Second, "-1": 0, "soon": 0, "99999999999": 0, "9999999": MaxWait,
		"Mon, 05 Oct 2026 13:00:00 GMT": time.Hour, "Mon, 05 Oct 2026 11:00:00 GMT": 0,
	} {
		if got := waitOf(text, noon); got != want && !(text == "99999999999" && got == MaxWait) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestWhichLinksAreWatched(t *testing.T) {
	for text, want := range map[string]string{
		"https://Lamps.example.com/a?b=c#d": "https://lamps.example.com/a?b=c", "http://lamps.example.com": "http://lamps.example.com",
		"mailto:a@example.com": "", "/logs/": "", "javascript:alert(1)": "", "https://user:x@lamps.example.com/": "", "https://": "", "{{url}}": "", "ftp://lamps.example.com/": "",
	} {
		if got, ok := AddressOf(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWords(t *testing.T) {
	for want, c := range map[string]Check{
		"not found (404)":                {State: Broken, Status: 404},
		"gone (410)":                     {State: Broken, Status: 410},
		"its server fails (502)":         {State: Doubtful, Status: 502},
		"refused (400)":                  {State: Broken, Status: 400},
		"needs signing in":               {State: SignIn, Status: 401},
		"answers":                        {State: Fine, Status: 200},
		"not looked at yet":              {State: New},
		"no such host":                   {State: Broken, Problem: string(outbound.Unknown)},
		"no answer in time":              {State: Broken, Problem: string(outbound.Slow)},
		"no answer":                      {State: Broken, Problem: string(outbound.Garbled)},
		"leads on without end":           {State: Broken, Problem: string(outbound.Circling)},
		"its certificate is not trusted": {State: Broken, Problem: string(outbound.Untrusted)},
		"is not looked at: no public address on port 80 or 443": {State: Closed},
	} {
		if got := c.Words(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
