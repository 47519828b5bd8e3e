package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"
)

// loaderEnv makes the test binary the process that makes the load.
const loaderEnv = "STINT_BENCH_LOADER"

func TestMain(m *testing.M) {
	if os.Getenv(loaderEnv) != "" {
		if err := serveLoads(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "loader:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// load is what the loader is asked for: each connection sends its requests, one
// after the other and round and round, for a while.
type load struct {
	Address  string
	For      time.Duration
	Status   int        // that every answer has
	Requests [][][]byte // of each connection, whole
}

// loaded is what came of it.
type loaded struct {
	Took      time.Duration
	Latencies []time.Duration // of every answer
	Bytes     int             // of the last body
	Problem   string
}

func serveLoads(in io.Reader, out io.Writer) error {
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(out)
	for {
		var l load
		if err := decoder.Decode(&l); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(l.run()); err != nil {
			return err
		}
	}
}

func (l *load) run() loaded {
	clients := make([]*client, len(l.Requests))
	for i := range clients {
		c, err := net.Dial("tcp", l.Address)
		if err != nil {
			return loaded{Problem: err.Error()}
		}
		clients[i] = &client{conn: c, in: bufio.NewReaderSize(c, 64<<10), requests: l.Requests[i], status: l.Status}
	}
	began := time.Now()
	var all sync.WaitGroup
	for _, c := range clients {
		all.Go(func() { c.until(began.Add(l.For)) })
	}
	all.Wait()
	done := loaded{Took: time.Since(began)}
	for _, c := range clients {
		done.Latencies = append(done.Latencies, c.latencies...)
		done.Bytes = max(done.Bytes, c.bytes)
		if c.err != nil {
			done.Problem = c.err.Error()
		}
		_ = c.conn.Close()
	}
	return done
}

// client speaks HTTP/1.1 over one connection that it keeps. It reads as little
// of an answer as it can, since it shares the processors with the server.
type client struct {
	conn      net.Conn
	in        *bufio.Reader
	requests  [][]byte
	status    int
	latencies []time.Duration
	bytes     int
	err       error
}

func (c *client) until(end time.Time) {
	for i := 0; c.err == nil; i++ {
		request := c.requests[i%len(c.requests)]
		stamp(request)
		began := time.Now()
		if began.After(end) {
			return
		}
		if c.err = c.send(request); c.err == nil {
			c.latencies = append(c.latencies, time.Since(began))
		}
	}
}

// freshKey stands in a form where each request needs a key of its own.
const freshKey = "fresh-key-00000000000000000000"

// stamp writes a new key into a request that asks for one.
func stamp(request []byte) {
	if at := bytes.Index(request, []byte("fresh-key-")); at >= 0 {
		copy(request[at+len("fresh-key-"):], fmt.Sprintf("%020d", time.Now().UnixNano()))
	}
}

func (c *client) send(request []byte) error {
	if _, err := c.conn.Write(request); err != nil {
		return err
	}
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return err
	}
	if len(line) < 12 || string(line[9:12]) != strconv.Itoa(c.status) {
		return fmt.Errorf("%s answered with %s", bytes.SplitN(request, []byte("\r\n"), 2)[0], bytes.TrimSpace(line))
	}
	length := -1
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) <= 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	if length < 0 && c.status == 204 {
		length = 0
	}
	if length < 0 {
		return errors.New("an answer without its length")
	}
	c.bytes = length
	_, err = c.in.Discard(length)
	return err
}

// loader is the process that makes the load.
type loader struct {
	tb  testing.TB
	in  *json.Encoder
	out *json.Decoder
}

func startLoader(tb testing.TB) *loader {
	tb.Helper()
	self, err := os.Executable()
	if err != nil {
		tb.Fatal(err)
	}
	command := exec.Command(self)
	command.Env = append(os.Environ(), loaderEnv+"=1")
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := command.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = in.Close()
		if err := command.Wait(); err != nil {
			tb.Error(err)
		}
	})
	return &loader{tb: tb, in: json.NewEncoder(in), out: json.NewDecoder(out)}
}

func (l *loader) run(what load) loaded {
	l.tb.Helper()
	var done loaded
	if err := errors.Join(l.in.Encode(what), l.out.Decode(&done)); err != nil {
		l.tb.Fatal(err)
	}
	if done.Problem != "" {
		l.tb.Fatal(done.Problem)
	}
	return done
}

// quantile of latencies that are in order.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

// figures add up what several turns measured.
type figures struct {
	took      time.Duration
	spent     time.Duration // of the server's processor
	latencies []time.Duration
	bytes     int
}

func (f *figures) add(l loaded, spent time.Duration) {
	f.took += l.Took
	f.spent += spent
	f.latencies = append(f.latencies, l.Latencies...)
	f.bytes = l.Bytes
}

func (f *figures) perSecond() float64 { return float64(len(f.latencies)) / f.took.Seconds() }

// each is the processor time of one request, in milliseconds.
func (f *figures) each() float64 {
	return float64(f.spent.Microseconds()) / 1000 / float64(max(1, len(f.latencies)))
}

func (f *figures) String() string {
	slices.Sort(f.latencies)
	return fmt.Sprintf("%8.0f/s  p50 %6.2f ms  p99 %6.2f ms  %5.2f core-ms",
		f.perSecond(), millis(quantile(f.latencies, 0.5)), millis(quantile(f.latencies, 0.99)), f.each())
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
