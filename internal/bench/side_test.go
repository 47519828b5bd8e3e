package bench

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"syscall"
	"testing"
	"time"
)

// Ours and the bare handler take turns.
const (
	turn  = 500 * time.Millisecond
	turns = 3
	warm  = 300 * time.Millisecond
)

// contender is a server with the requests that each connection sends.
type contender struct {
	name     string
	address  string
	status   int
	requests func(connections int) [][][]byte
	figures
}

// BenchmarkSideBySide prints, for 1, 8 and 32 connections, what ours and the
// bare handlers do, and the ratios. The figure that Go adds at the end of a line
// is how long the whole measurement took.
func BenchmarkSideBySide(b *testing.B) {
	in := install(b)
	load := startLoader(b)
	statements, page := in.week()
	stripped := strip(in, statements, page)
	b.Logf("My week has %d bytes and takes %d statements with the session's", len(page), len(statements))
	for _, connections := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("week/%d", connections), func(b *testing.B) {
			for b.Loop() {
				in.compare(b, load, connections, contender{name: "My week", address: in.address, status: http.StatusOK, requests: same(in.request(in.address, "/week", nil))},
					contender{name: "bare", address: stripped.address, status: http.StatusOK, requests: same(in.request(stripped.address, "/week", nil))})
			}
		})
	}
	activities := in.plain()
	for _, connections := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("tick/%d", connections), func(b *testing.B) {
			if len(activities) < connections {
				b.Fatalf("%d activities for %d connections", len(activities), connections)
			}
			for b.Loop() {
				in.compare(b, load, connections, contender{name: "tick", address: in.address, status: http.StatusSeeOther, requests: in.ticks(activities)},
					contender{name: "bare-shared", address: stripped.address, status: http.StatusNoContent, requests: in.bareTicks(stripped, "shared", activities)},
					contender{name: "bare-alone", address: stripped.address, status: http.StatusNoContent, requests: in.bareTicks(stripped, "tick", activities)})
			}
		})
	}
}

// compare lets contenders take turns, and reports the first against the others.
func (in *installation) compare(b *testing.B, load *loader, connections int, all ...contender) {
	b.Helper()
	for i := range all {
		all[i].turn(load, connections, warm)
		all[i].figures = figures{}
	}
	for range turns {
		for i := range all {
			all[i].turn(load, connections, turn)
		}
	}
	for i := range all {
		c := &all[i]
		line := fmt.Sprintf("%2d connections  %-13s %s", connections, c.name, &c.figures)
		if i > 0 {
			ratio := all[0].perSecond() / c.perSecond()
			line += fmt.Sprintf("  ours is %.2f of it", ratio)
			b.ReportMetric(ratio, "of-"+c.name)
		}
		b.Log(line)
	}
	b.ReportMetric(all[0].perSecond(), "req/s")
	b.ReportMetric(all[0].each(), "core-ms/req")
}

func (c *contender) turn(by *loader, connections int, length time.Duration) {
	before := spent()
	done := by.run(load{Address: c.address, For: length, Status: c.status, Requests: c.requests(connections)})
	c.add(done, spent()-before)
}

// spent is the processor time of this process so far.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// same has every connection send one request for ever.
func same(request []byte) func(int) [][][]byte {
	return func(connections int) [][][]byte {
		all := make([][][]byte, connections)
		for i := range all {
			all[i] = [][]byte{request}
		}
		return all
	}
}

// shares gives each connection activities of its own.
func shares(activities []string, connections int, requests func(activity string) [][]byte) [][][]byte {
	all := make([][][]byte, connections)
	for i, a := range activities {
		all[i%connections] = append(all[i%connections], requests(a)...)
	}
	return all
}

// ticks ticks and unticks each activity, as the forms of the page do.
func (in *installation) ticks(activities []string) func(int) [][][]byte {
	form := url.Values{"back": {"/week"}, "key": {freshKey}}
	return func(connections int) [][][]byte {
		return shares(activities, connections, func(a string) [][]byte {
			return [][]byte{
				in.request(in.address, "/activities/"+a+"/ticks", form),
				in.request(in.address, "/activities/"+a+"/unticks", form),
			}
		})
	}
}

func (in *installation) bareTicks(b *bare, how string, activities []string) func(int) [][][]byte {
	form := url.Values{"back": {"/week"}, "key": {freshKey}}
	return func(connections int) [][][]byte {
		return shares(activities, connections, func(a string) [][]byte {
			return [][]byte{
				in.request(b.address, "/"+how+"/"+a+"/done", form),
				in.request(b.address, "/"+how+"/"+a+"/open", form),
			}
		})
	}
}

// week returns the statements that one visit of My week runs, and its page.
func (in *installation) week() (statements []told, page []byte) {
	in.tb.Helper()
	for range 5 { // the first visit fills what is kept, and the worker may get a word in
		heard := watch(in.app.DB, func() {
			request, err := http.NewRequestWithContext(in.tb.Context(), http.MethodGet, "http://"+in.address+"/week", nil)
			if err != nil {
				in.tb.Fatal(err)
			}
			request.Header.Set("Cookie", in.cookie)
			answer, err := http.DefaultTransport.RoundTrip(request)
			if err != nil {
				in.tb.Fatal(err)
			}
			defer func() { _ = answer.Body.Close() }()
			if page, err = io.ReadAll(answer.Body); err != nil || answer.StatusCode != http.StatusOK {
				in.tb.Fatal(answer.Status, err)
			}
		})
		if statements == nil || len(heard) < len(statements) {
			statements = heard
		}
	}
	return statements, page
}
