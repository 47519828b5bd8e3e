package outbound_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/outbound"
)

// public is where the test's own server pretends to be.
const public = "93.184.215.14"

// world is a network of a test: one server that anybody may reach, and a trap
// behind every other address.
type world struct {
	client   *outbound.Client
	arrivals atomic.Int64 // at the trap
	dialed   sync.Map     // addresses
	names    map[string][][]string
	mu       sync.Mutex
	asked    map[string]int
}

// LookupNetIP answers from the table; each time with the next of the answers.
func (w *world) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	answers := w.names[strings.TrimSuffix(host, ".")]
	if answers == nil {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	n := min(w.asked[host], len(answers)-1)
	w.asked[host]++
	var list []netip.Addr
	for _, text := range answers[n] {
		list = append(list, netip.MustParseAddr(text))
	}
	return list, nil
}

func build(t *testing.T, handler http.Handler) *world {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	secure := httptest.NewUnstartedServer(handler) // with a certificate that nobody trusts
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	trap, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{names: map[string][][]string{"page.example.com": {{public}}}, asked: map[string]int{}}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := trap.Accept()
			if err != nil {
				return
			}
			w.arrivals.Add(1)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() { _ = trap.Close(); <-done })
	w.client = outbound.New(outbound.Options{
		Agent: "Stint test", Resolver: w, Timeout: 5 * time.Second, MaxBytes: 1 << 10,
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			w.dialed.Store(address, true)
			to := trap.Addr().String()
			switch address {
			case public + ":80":
				to = server.Listener.Addr().String()
			case public + ":443":
				to = secure.Listener.Addr().String()
			}
			return (&net.Dialer{}).DialContext(ctx, network, to)
		},
	})
	return w
}

func (w *world) get(address string) (outbound.Answer, error) {
	return w.client.Do(context.Background(), http.MethodGet, address, nil)
}

// targets are what a link must never reach, in the forms in which people have
// hidden it.
var targets = []string{
	"http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://localhost/", "http://LOCALHOST./",
	"http://0.0.0.0/", "http://0/", "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/", "http://100.100.100.200/",
	"http://169.254.169.254/latest/meta-data/", "http://metadata.internal/", "http://168.63.129.16/", "http://192.0.0.192/", "http://198.18.0.1/", "http://224.0.0.1/",
	"http://255.255.255.255/", "http://240.0.0.1/", "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/",
	"http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::a00:1]/", "http://[2002:7f00:1::]/", "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/", "http://[fe80::1%25eth0]/",
	"http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[2600:1f18::5efe:a00:1]/", "http://both.example.com/", "http://mapped.example.com/",
	"http://page.example.com:8080/", "http://page.example.com:22/", "http://" + public + ":6379/", "ftp://page.example.com/", "file:///etc/passwd", "gopher://127.0.0.1/",
	"http://user:secret@page.example.com/", "http:///", "javascript:alert(1)", "//page.example.com/", "http://page.example.com:443:80/",
}

func (w *world) hide() {
	for name, answers := range map[string][][]string{
		"localhost": {{"127.0.0.1", "::1"}}, "LOCALHOST": {{"127.0.0.1"}}, "metadata.internal": {{"169.254.169.254"}}, "127.1": {{"127.0.0.1"}}, "127.0.0.1": {{"127.0.0.1"}},
		"2130706433": {{"127.0.0.1"}}, "0x7f000001": {{"127.0.0.1"}}, "0177.0.0.1": {{"127.0.0.1"}}, "0": {{"0.0.0.0"}},
		"both.example.com": {{public, "10.0.0.1"}}, "mapped.example.com": {{"::ffff:10.0.0.1"}},
		"rebound.example.com": {{public}, {"127.0.0.1"}},
	} {
		w.names[name] = answers
	}
}

func TestNothingArrivesInside(t *testing.T) {
	w := build(t, http.HandlerFunc(func(a http.ResponseWriter, r *http.Request) {
		// The server sends whoever asks it for a number to that target.
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/to/%d", &n); err == nil {
			a.Header()["Location"] = []string{targets[n]}
			a.WriteHeader([]int{301, 302, 303, 307, 308}[n%5])
			return
		}
		if _, err := fmt.Sscanf(r.URL.Path, "/chain/%d", &n); err == nil {
			http.Redirect(a, r, fmt.Sprintf("http://page.example.com/to/%d", n), http.StatusFound)
		}
	}))
	w.hide()
	for n, target := range targets {
		for _, address := range []string{target, fmt.Sprintf("http://page.example.com/to/%d", n), fmt.Sprintf("http://page.example.com/chain/%d", n)} {
			answer, err := w.get(address)
			// A redirect without a scheme stays with the page, which is fine; a
			// Location that is no address ends the call.
			if err == nil && !strings.HasPrefix(answer.URL, "http://page.example.com/") {
				t.Errorf("%s (%s) was answered with %d from %s", address, target, answer.Status, answer.URL)
			}
		}
	}
	if n := w.arrivals.Load(); n != 0 {
		t.Errorf("%d calls arrived at the trap", n)
	}
	w.dialed.Range(func(address, _ any) bool {
		if address != public+":80" {
			t.Errorf("%s was dialed", address)
		}
		return true
	})
}

// A name that leads elsewhere the second time is looked at the second time too.
func TestANameThatIsReboundIsLookedAtAgain(t *testing.T) {
	w := build(t, http.HandlerFunc(func(a http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(a, r, "http://rebound.example.com/secret", http.StatusFound)
		}
	}))
	w.hide()
	if _, err := w.get("http://rebound.example.com/"); outbound.ProblemOf(err) != outbound.Closed {
		t.Errorf("%v", err)
	}
	if w.arrivals.Load() != 0 || w.asked["rebound.example.com"] != 2 {
		t.Errorf("%d arrivals, asked %d times", w.arrivals.Load(), w.asked["rebound.example.com"])
	}
}

// Production's own dialer looks too, whatever the resolver said.
func TestTheDialerLooksOnceMore(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	client := outbound.New(outbound.Options{Resolver: &world{names: map[string][][]string{"x.example.com": {{"127.0.0.1"}}}, asked: map[string]int{}}})
	for _, address := range []string{server.URL, "http://x.example.com/", "http://127.0.0.1/"} {
		if _, err := client.Do(t.Context(), http.MethodGet, address, nil); outbound.ProblemOf(err) != outbound.Closed {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestBoundsAndManners(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	var headers atomic.Pointer[http.Header]
	w := build(t, http.HandlerFunc(func(a http.ResponseWriter, r *http.Request) {
		h := r.Header.Clone()
		headers.Store(&h)
		switch r.URL.Path {
		case "/circle":
			http.Redirect(a, r, "/circle", http.StatusFound)
		case "/cookie":
			a.Header().Set("Set-Cookie", "a=b")
			http.Redirect(a, r, "/", http.StatusFound)
		case "/long":
			_, _ = a.Write(make([]byte, 1<<20))
		case "/heavy":
			a.Header().Set("X-Heavy", strings.Repeat("x", 128<<10))
		}
	}))
	if _, err := w.get("http://page.example.com/circle"); outbound.ProblemOf(err) != outbound.Circling {
		t.Errorf("a circle: %v", err)
	}
	if answer, err := w.get("http://page.example.com/cookie"); err != nil || answer.Status != http.StatusOK {
		t.Errorf("%+v, %v", answer, err)
	}
	if h := *headers.Load(); h.Get("Cookie") != "" || h.Get("Referer") != "" || h.Get("User-Agent") != "Stint test" {
		t.Errorf("it said %v", h)
	}
	if answer, err := w.get("http://page.example.com/long"); err != nil || len(answer.Body) != 1<<10 {
		t.Errorf("%d bytes, %v", len(answer.Body), err)
	}
	if _, err := w.get("http://page.example.com/heavy"); err == nil {
		t.Error("a head of 128 KiB is taken")
	}
	if _, err := w.get("http://nobody.example.com/"); outbound.ProblemOf(err) != outbound.Unknown {
		t.Errorf("%v", err)
	}
	if _, err := w.get("https://page.example.com/"); outbound.ProblemOf(err) != outbound.Untrusted {
		t.Errorf("an unknown certificate: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.client.Do(ctx, http.MethodGet, "http://page.example.com/", nil); err == nil {
		t.Error("a call that was called off is answered")
	}
}

func TestAllowed(t *testing.T) {
	for text, want := range map[string]bool{
		"93.184.215.14": true, "1.1.1.1": true, "172.15.255.255": true, "172.32.0.0": true, "100.63.255.255": true, "100.128.0.0": true, "2606:4700::1111": true, "2a00:1450::1": true,
		"::ffff:1.1.1.1": false, "64:ff9b::101:101": false, "2002:101:101::1": false, "2001:db8::": false, "2001::1": false, "4000::1": false, "fec0::1": false, "::1.1.1.1": false,
		"192.88.99.1": false, "203.0.113.9": false,
	} {
		if got := outbound.Allowed(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if outbound.Allowed(netip.Addr{}) {
		t.Error("no address is allowed")
	}
}
