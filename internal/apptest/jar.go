package apptest

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// jar keeps the cookies of one browser by the test's clock: that of the library
// goes by the machine's, for which everything in a test may be long over.
type jar struct {
	now func() time.Time

	mu      sync.Mutex
	cookies []kept // in the order in which they came
}

type kept struct {
	*http.Cookie
	until time.Time // zero for as long as the browser lives
}

// SetCookies keeps what a server sends, and forgets what it takes away.
func (j *jar) SetCookies(_ *url.URL, cookies []*http.Cookie) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range cookies {
		k := kept{Cookie: c, until: c.Expires}
		if c.MaxAge != 0 {
			k.until = j.now().Add(time.Duration(c.MaxAge) * time.Second)
		}
		others := j.cookies[:0:0]
		for _, other := range j.cookies {
			if other.Name != c.Name || other.Path != c.Path {
				others = append(others, other)
			}
		}
		if j.cookies = others; k.until.IsZero() || k.until.After(j.now()) {
			j.cookies = append(j.cookies, k)
		}
	}
}

// Cookies returns what goes with a request.
func (j *jar) Cookies(to *url.URL) []*http.Cookie {
	j.mu.Lock()
	defer j.mu.Unlock()
	var sent []*http.Cookie
	for _, k := range j.cookies {
		alive := k.until.IsZero() || k.until.After(j.now())
		if alive && (to.Scheme == "https" || !k.Secure) && strings.HasPrefix(to.Path, k.Path) {
			sent = append(sent, &http.Cookie{Name: k.Name, Value: k.Value})
		}
	}
	return sent
}
