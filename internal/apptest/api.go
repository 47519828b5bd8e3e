package apptest

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// APIClient calls the API with a token.
type APIClient struct {
	env   *Env
	t     testing.TB
	token string
}

// Answer is an answer of the API.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
	JSON   map[string]any // of an object; nil for anything else

	t testing.TB
}

// API is a client of the API with a token; without one where it is empty.
func (e *Env) API(t testing.TB, token string) *APIClient { return &APIClient{e, t, token} }

// Do calls an operation: a path below /api/v1, or a whole one; a body that is
// sent as JSON, where it is not nil, a string or bytes as they are; and headers.
func (c *APIClient) Do(method, path string, body any, headers map[string]string) *Answer {
	c.t.Helper()
	if !strings.HasPrefix(path, "/api/") {
		path = "/api/v1" + path
	}
	var content io.Reader
	if body != nil {
		content = bytes.NewReader(c.encoded(body))
	}
	r, err := http.NewRequestWithContext(context.WithoutCancel(c.t.Context()), method, c.env.URL+path, content)
	if err != nil {
		c.t.Fatal(err)
	}
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return c.send(r)
}

func (c *APIClient) encoded(body any) []byte {
	c.t.Helper()
	switch b := body.(type) {
	case string:
		return []byte(b)
	case []byte:
		return b
	}
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatalf("the body: %v", err)
	}
	return text
}

func (c *APIClient) send(r *http.Request) *Answer {
	c.t.Helper()
	answer, err := c.env.server.Client().Do(r)
	if err != nil {
		c.t.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	defer answer.Body.Close()
	a := &Answer{Status: answer.StatusCode, Header: answer.Header, t: c.t}
	if a.Body, err = io.ReadAll(answer.Body); err != nil {
		c.t.Fatalf("%s %s: %v", r.Method, r.URL.Path, err)
	}
	if trimmed := bytes.TrimSpace(a.Body); len(trimmed) > 0 && trimmed[0] == '{' {
		a.Into(&a.JSON)
	}
	return a
}

// Get is Do for reading.
func (c *APIClient) Get(path string) *Answer {
	c.t.Helper()
	return c.Do(http.MethodGet, path, nil, nil)
}

// Post is Do for a change.
func (c *APIClient) Post(path string, body any) *Answer {
	c.t.Helper()
	return c.Do(http.MethodPost, path, body, nil)
}

// Into decodes the body.
func (a *Answer) Into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.Body, v); err != nil {
		a.t.Fatalf("not the JSON that was wanted: %v\n%s", err, a.Body)
	}
}

// Want ends the test where the answer has another status.
func (a *Answer) Want(status int) *Answer {
	a.t.Helper()
	if a.Status != status {
		a.t.Fatalf("status %d, want %d:\n%s", a.Status, status, a.Body)
	}
	return a
}
