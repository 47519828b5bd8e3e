package app

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"stint/internal/id"
)

// referenceHeader carries a request's reference to the edges and back to the
// client. The error page shows it and the log line repeats it.
const referenceHeader = "X-Request-Id"

// maxBody bounds what a request may bring: a program page of 1 MiB or a list
// of people of 5 MiB, encoded as a form.
const maxBody = 12 << 20

// outer wraps the edges in what every request gets: a reference, the security
// headers, a bound on the body, a log line, and containment of panics.
func outer(log *slog.Logger, ids *id.Source, https bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		reference := reference(ids)
		// Whatever the client sent under this name is overwritten.
		r.Header.Set(referenceHeader, reference)
		secure(w.Header(), https)
		w.Header().Set(referenceHeader, reference)
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		seen := &watched{ResponseWriter: w}
		defer func() {
			if p := recover(); p != nil {
				if p == http.ErrAbortHandler {
					panic(p)
				}
				log.Error("panic", "reference", reference, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
				if seen.status == 0 {
					plainError(seen, http.StatusInternalServerError, "Something went wrong on our side. What was saved before is safe. Please try again. Reference: "+reference)
				}
			}
			line(log, r, seen, reference, time.Since(began))
		}()
		next.ServeHTTP(seen, r)
	})
}

// reference is short enough to be read out on the phone: the random end of an
// id.
func reference(ids *id.Source) string {
	full := id.New[id.Event](ids)
	return string(full[len(full)-12:])
}

// line logs one request by its route, never by its path: paths may hold the
// secret of a link.
func line(log *slog.Logger, r *http.Request, seen *watched, reference string, took time.Duration) {
	status := seen.status
	if status == 0 {
		status = http.StatusOK
	}
	level := slog.LevelDebug
	if status >= 500 {
		level = slog.LevelError
	}
	log.Log(r.Context(), level, "request", "reference", reference, "method", r.Method, "route", r.Pattern,
		"status", status, "bytes", seen.bytes, "took", took.Round(time.Microsecond))
}

// secure sets the headers that hold for every answer. The policy of content
// names only this origin: no inline script or style, nothing from outside.
func secure(h http.Header, https bool) {
	h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types stint htmx")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
	h.Set("X-Frame-Options", "DENY")
	if https {
		h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
	}
}

// plainError answers where no edge could.
func plainError(w http.ResponseWriter, status int, sentence string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(sentence + "\n"))
}

// watched remembers what was answered.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// crossOrigin refuses changes that another site started in somebody's browser
// (Fetch metadata and Origin, as net/http does). Where a proxy speaks TLS the
// configured address counts as one's own.
func crossOrigin(baseURL string, next http.Handler) (http.Handler, error) {
	protection := http.NewCrossOriginProtection()
	if err := protection.AddTrustedOrigin(baseURL); err != nil {
		return nil, err
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plainError(w, http.StatusForbidden, "This came from another site, so nothing has been changed. Open Stint itself and try again.")
	}))
	return protection.Handler(next), nil
}
