// SPDX-License-Identifier: LGPL-2.1-or-later

package sipreg

import (
	"strings"

	c "github.com/libsipreg/libsipreg/bindings/go/internal/csipreg"
)

// Request is a request that somebody sent us, of EventRequest; its headers are Event.Headers. Answer it once, within 10
// seconds: then the library answers by default.
type Request struct {
	Method    string    // as "MESSAGE"
	Text      string    // the whole request; bytes that are no UTF-8, and NUL, stand as U+FFFD
	Body      string    // likewise
	Source    string    // whence it came, "192.0.2.1:5060"
	Transport Transport // how it came

	handle *handle
}

// Response is the answer to a Request.
type Response struct {
	Status int    // 200 to 699
	Reason string // "" for the usual phrase of the status
	// Headers but Via, From, To, Call-ID, CSeq, Record-Route and Content-Length, which the library writes. One that is no
	// header of SIP's grammar is left out, and all others with it. At most 8191 bytes.
	Headers []Header
	Body    string // wants a Content-Type among the headers; at most 8191 bytes
}

func newRequest(raw uintptr) *Request {
	return &Request{
		Method:    text(c.Sipreg_event_request_method(raw)),
		Text:      text(c.Sipreg_event_request_text(raw)),
		Body:      text(c.Sipreg_event_request_body(raw)),
		Source:    text(c.Sipreg_event_request_source(raw)),
		Transport: Transport(c.Sipreg_event_request_transport(raw)),
		handle:    newHandle(raw, c.Sipreg_event_unref),
	}
}

// Respond answers the request. ErrState tells that it was answered already, by you, by a CANCEL or because its time ran out;
// ErrClosed that it was closed, or the endpoint; an argument that is refused leaves it to be answered.
func (q *Request) Respond(response Response) error {
	if q == nil {
		return refused("request", "is nil")
	}
	headers, err := headerLines(response.Headers)
	if err != nil {
		return err
	}
	lent, err := cTexts("response", response.Reason, headers, response.Body)
	if err != nil {
		return err
	}
	if response.Status < 200 || response.Status > 699 {
		return refused("status", "is outside 200..699")
	}
	return q.handle.use(func(raw uintptr) error {
		return failed(c.Sipreg_event_respond(raw, int32(response.Status), lent[0], lent[1], lent[2]))
	})
}

// Close lets the library answer by default now, 405 or 481. Not needed after Respond.
func (q *Request) Close() error {
	if q != nil {
		q.handle.close()
	}
	return nil
}

// headerLines refuses line ends, which would make further headers.
func headerLines(headers []Header) (string, error) {
	var lines strings.Builder
	for _, h := range headers {
		if strings.ContainsAny(h.Name+h.Value, "\r\n") {
			return "", refused("headers", "a line end within one")
		}
		lines.WriteString(h.Name + ": " + h.Value + "\r\n")
	}
	return lines.String(), nil
}
