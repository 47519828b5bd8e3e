// Package outbound is the one client for calls to addresses that people wrote.
//
// Such an address may lead anywhere, also to this machine and its networks. So
// every connection, of every redirect too, goes to a numeric address that was
// looked at a moment before (Allowed), never to a name that somebody resolves
// again; ports are 80 and 443; no proxy, no cookie, no credential and no
// referrer takes part; and time, redirects and bytes have bounds. Whoever calls
// learns a status and a word about what went wrong, nothing of what is inside a
// network.
package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// Resolver finds the addresses of a host; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Dial makes a connection to a numeric address and port.
type Dial func(ctx context.Context, network, address string) (net.Conn, error)

// Options are how a client calls. Zero values are production's.
type Options struct {
	Agent     string         // the User-Agent: who calls, and where to complain
	Resolver  Resolver       // net.DefaultResolver where nil
	Dial      Dial           // of tests; a net.Dialer that looks at the address once more where nil
	Timeout   time.Duration  // of a whole call with its redirects; 20 s where 0
	Redirects int            // that are followed; 5 where 0
	MaxBytes  int64          // of a body that is read; 64 KiB where 0
	RootCAs   *x509.CertPool // of tests; the system's where nil
}

// Client calls the outside. It is safe for concurrent use.
type Client struct {
	options Options
	http    *http.Client
}

// New returns a client.
func New(o Options) *Client {
	if o.Resolver == nil {
		o.Resolver = net.DefaultResolver
	}
	if o.Dial == nil {
		o.Dial = (&net.Dialer{Timeout: 10 * time.Second, ControlContext: control}).DialContext
	}
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Redirects == 0 {
		o.Redirects = 5
	}
	if o.MaxBytes == 0 {
		o.MaxBytes = 64 << 10
	}
	c := &Client{options: o}
	c.http = &http.Client{
		Timeout: o.Timeout, CheckRedirect: c.follow,
		Transport: &http.Transport{
			Proxy: nil, DialContext: c.dial, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.RootCAs},
			DisableKeepAlives: true, DisableCompression: true, MaxResponseHeaderBytes: 64 << 10,
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: 15 * time.Second, ForceAttemptHTTP2: true,
		},
	}
	return c
}

// Problem says why a call had no answer. It holds nothing of the network.
type Problem string

// The problems. Closed means that the address is not one for anybody on the
// internet, and that nothing was sent there.
const (
	Malformed   Problem = "malformed"
	Closed      Problem = "closed"
	Unknown     Problem = "unknown-host"
	Unreachable Problem = "unreachable"
	Untrusted   Problem = "untrusted"
	Slow        Problem = "slow"
	Circling    Problem = "redirects"
	Garbled     Problem = "garbled"
)

// Error says what it is in a word.
func (p Problem) Error() string { return "outbound: " + string(p) }

// ProblemOf is the problem in an error of Do; Unreachable for any other.
func ProblemOf(err error) Problem {
	if p, ok := errors.AsType[Problem](err); ok {
		return p
	}
	return Unreachable
}

// Answer is what came back.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // at most the client's MaxBytes; nil of a HEAD
	URL    string // where it came from in the end
}

// Do asks an address of http or https with a method that has no body. Header may
// be nil. Every error has a Problem.
func (c *Client) Do(ctx context.Context, method, address string, header map[string][]string) (Answer, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Answer{}, Malformed
	}
	if err := check(u); err != nil {
		return Answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return Answer{}, Malformed
	}
	for name, values := range header {
		r.Header[name] = values
	}
	r.Header.Set("User-Agent", c.options.Agent)
	r.Header.Set("Accept", "*/*")
	answer, err := c.http.Do(r)
	if err != nil {
		return Answer{}, problemOf(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, c.options.MaxBytes))
	if err != nil {
		return Answer{}, problemOf(err)
	}
	return Answer{Status: answer.StatusCode, Header: answer.Header, Body: body, URL: answer.Request.URL.String()}, nil
}

// check is the rule for every address that is asked, also by a redirect.
func check(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.User != nil, u.Opaque != "":
		return Malformed
	case u.Port() != "" && u.Port() != "80" && u.Port() != "443":
		return Closed
	}
	return nil
}

// follow looks at each redirect before it is followed.
func (c *Client) follow(r *http.Request, via []*http.Request) error {
	if len(via) > c.options.Redirects {
		return Circling
	}
	r.Header.Del("Referer") // where we come from is nobody's business there
	return check(r.URL)
}

// dial connects to an address of the host that is allowed. Where any of a host's
// addresses is closed, all are: such a host was made to be trusted by mistake.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, Malformed
	}
	if port != "80" && port != "443" {
		return nil, Closed
	}
	addresses, err := c.resolve(ctx, host)
	if err != nil {
		return nil, err
	}
	for _, a := range addresses {
		if !Allowed(a) {
			return nil, Closed
		}
	}
	var failed error = Unknown
	for _, a := range addresses[:min(len(addresses), 3)] {
		conn, err := c.options.Dial(ctx, "tcp", net.JoinHostPort(a.String(), port))
		if err == nil {
			return conn, nil
		}
		failed = err
	}
	return nil, failed
}

func (c *Client) resolve(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	found, err := c.options.Resolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(found) == 0 {
		if ctx.Err() != nil {
			return nil, Slow
		}
		return nil, Unknown
	}
	for i, a := range found {
		// A resolver may hand an IPv4 address over in 16 bytes. It is looked at,
		// and dialed, as what it is.
		found[i] = a.Unmap()
	}
	return found, nil
}

// problemOf finds the word for an error of the transport.
func problemOf(err error) Problem {
	if p, ok := errors.AsType[Problem](err); ok {
		return p
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return Untrusted
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return Untrusted
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return Untrusted
	}
	if e, ok := errors.AsType[net.Error](err); ok && e.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return Slow
	}
	if _, ok := errors.AsType[*net.OpError](err); ok {
		return Unreachable
	}
	return Garbled
}
