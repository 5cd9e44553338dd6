package flight

import (
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/flight"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"

	"starling/serve/door"
)

// TestToken: nobody reads without the token, whichever way it is said.
func TestToken(t *testing.T) {
	r := newRig(t, "t = empty_table(3).update(['A = i'])")
	c := r.client()
	pair := func(password string) string {
		return basic + base64.StdEncoding.EncodeToString([]byte("me:"+password))
	}
	for header, want := range map[string]codes.Code{
		"": codes.Unauthenticated, bearer: codes.Unauthenticated, bearer + token[1:]: codes.Unauthenticated, token: codes.Unauthenticated,
		preset + "x": codes.Unauthenticated, pair("x"): codes.Unauthenticated, basic + "%": codes.Unauthenticated, "Anonymous": codes.Unauthenticated,
		bearer + token: codes.OK, preset + token: codes.OK, pair(token): codes.OK,
	} {
		ctx := r.with(header)
		all, err := r.get(ctx, c, `{"table": "t"}`)
		refused(t, header, err, want)
		if want == codes.OK && (len(all) != 1 || all[0].NumRows() != 3) {
			t.Errorf("%s: %d batches", header, len(all))
		}
		_, err = c.GetFlightInfo(ctx, &flight.FlightDescriptor{Type: flight.DescriptorPATH, Path: []string{"t"}})
		refused(t, header, err, want)
	}
	ctx, err := c.AuthenticateBasicToken(r.Context(), "me", token)
	if err != nil {
		t.Fatal(err)
	}
	if md, _ := metadata.FromOutgoingContext(ctx); strings.Join(md.Get(authorization), "") != bearer+token {
		t.Errorf("after a handshake: %v", md)
	}
	if _, err := c.AuthenticateBasicToken(r.Context(), "me", "x"); err == nil {
		t.Error("a handshake with another password")
	}
}

// TestNoToken: a server without a token lets all read.
func TestNoToken(t *testing.T) {
	r := newRig(t, "t = empty_table(3).update(['A = i'])")
	r.token = ""
	for _, header := range []string{"", "Anonymous", bearer + "x"} {
		if all, err := r.get(r.with(header), r.client(), `{"table": "t"}`); err != nil || len(all) != 1 {
			t.Errorf("%q: %v", header, err)
		}
	}
}

// types has a column of each type, with nulls.
const types = "t = empty_table(3).update([" +
	"'I = i == 1 ? NULL_INT : i', 'L = i == 1 ? NULL_LONG : ii', 'D = i == 1 ? NULL_DOUBLE : i / 3.0', 'F = i == 1 ? NULL_FLOAT : (float)i', 'B = i == 1 ? NULL_BOOLEAN : i == 0'," +
	"'Y = i == 1 ? NULL_BYTE : (byte)i', 'S = i == 1 ? NULL_SHORT : (short)i', 'C = i == 1 ? NULL_CHAR : (char)(65 + i)', 'T = i == 1 ? null : `text`'," +
	"\"W = i == 1 ? null : '2024-01-02T03:04:05.123456789Z'\", \"Day = '2024-02-29'\", \"At = '12:34:56'\"])\n"

// TestSnapshot: a table is what its file is, by name, by statement and as an export.
func TestSnapshot(t *testing.T) {
	r := newRig(t, types+"lists = t.view(['I', 'T']).group_by()\nnone = t.where('I > 5')\nwrite_arrow(t, 't.arrow')\nsame = read_arrow('t.arrow')\n")
	c := r.client()
	for _, name := range []string{"t", "lists", "none"} {
		info, err := c.GetFlightInfo(r.in(), &flight.FlightDescriptor{Type: flight.DescriptorPATH, Path: []string{name}})
		if err != nil {
			t.Fatal(err)
		}
		schema, err := flight.DeserializeSchema(info.GetSchema(), nil)
		if err != nil {
			t.Fatal(err)
		}
		all, err := r.get(r.in(), c, string(info.GetEndpoint()[0].GetTicket().GetTicket()))
		if err != nil {
			t.Fatal(err)
		}
		rows := int64(0)
		for _, b := range all {
			rows += b.NumRows()
			if !b.Schema().Equal(schema) {
				t.Errorf("%s: columns %v, and %v were announced", name, b.Schema(), schema)
			}
		}
		if rows != info.GetTotalRecords() {
			t.Errorf("%s: %d rows of %d", name, rows, info.GetTotalRecords())
		}
	}
	a, err := r.get(r.in(), c, `{"table": "t"}`)
	if err != nil {
		t.Fatal(err)
	}
	b, err := r.get(r.in(), c, `{"table": "same"}`)
	if err != nil || len(a) != 1 || len(b) != 1 || !array.RecordEqual(a[0], b[0]) {
		t.Errorf("%v\n%v\n%v", a, b, err)
	}
	list, err := c.ListFlights(r.in(), &flight.Criteria{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for {
		f, err := list.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, f.GetFlightDescriptor().GetPath()...)
	}
	if got := strings.Join(names, " "); got != "lists none same t" {
		t.Errorf("tables %s", got)
	}
}

// TestPortions: a large table comes in messages that clients take who do not say otherwise.
func TestPortions(t *testing.T) {
	r := newRig(t, "t = empty_table(300_000).update(['A = ii', 'T = `text ` + i', 'U = i == 7 ? `x` : `some longer text, the same in all rows`'])")
	all, err := r.get(r.in(), r.client(), `{"table": "t"}`)
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for _, b := range all {
		if first := b.Column(0).(*array.Int64).Value(0); first != n {
			t.Fatalf("after %d rows comes row %d", n, first)
		}
		n += b.NumRows()
	}
	if n != 300_000 || len(all) < 5 {
		t.Errorf("%d rows in %d messages", n, len(all))
	}
}

// TestRefused: what cannot be answered is an error that says what is asked instead.
func TestRefused(t *testing.T) {
	r := newRig(t, "trades = empty_table(3).update(['A = i'])\nodd = empty_table(1).update(['__row = i'])\nx = 1")
	c := r.client()
	for ticket, want := range map[string]struct {
		code codes.Code
		says string
	}{
		`{"table": "trade"}`:             {codes.NotFound, "did you mean trades?"},
		`{"table": "x"}`:                 {codes.NotFound, `no table "x"`},
		`{"table": 5}`:                   {codes.InvalidArgument, `as {"table": "trades", "live": true}`},
		`{"table": "odd", "live": true}`: {codes.InvalidArgument, "__row"},
		"e\x01\x00\x00\x00":              {codes.Unauthenticated, "no session"},
		"nonsense":                       {codes.InvalidArgument, ""},
		"":                               {codes.InvalidArgument, ""},
	} {
		_, err := r.get(r.in(), c, ticket)
		refused(t, ticket, err, want.code)
		if err != nil && !strings.Contains(err.Error(), want.says) {
			t.Errorf("%s: %v, want %s", ticket, err, want.says)
		}
	}
	_, err := c.GetFlightInfo(r.in(), &flight.FlightDescriptor{Type: flight.DescriptorPATH, Path: []string{"a", "b"}})
	refused(t, "a path", err, codes.InvalidArgument)
}

// TestAddress: an address that is none, or another's, is an error.
func TestAddress(t *testing.T) {
	if _, err := Listen(Door{At: "nowhere"}); !errors.Is(err, door.ErrAddress) {
		t.Errorf("%v", err)
	}
	r := newRig(t, "")
	if _, err := Listen(Door{At: r.door.Addr().String()}); err == nil || errors.Is(err, door.ErrAddress) {
		t.Errorf("an address of another: %v", err)
	}
	if !r.Local() || r.Secure() || !strings.HasPrefix(r.URL(), "grpc://127.0.0.1:") {
		t.Errorf("%s local %v secure %v", r.URL(), r.Local(), r.Secure())
	}
}
