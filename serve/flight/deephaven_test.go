package flight

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow/flight"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/types/known/emptypb"
)

// pydeephaven is a client as Deephaven's is for Python.
type pydeephaven struct {
	*rig
	conn *grpc.ClientConn
	auth string
}

func (r *rig) connect(header string) *pydeephaven {
	r.Helper()
	conn, err := grpc.NewClient(r.door.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		r.Fatal(err)
	}
	r.Cleanup(func() { conn.Close() })
	return &pydeephaven{r, conn, header}
}

// call is the first answer to a call, which is given up then.
func (p *pydeephaven) call(method string, request written) (message, error) {
	p.Helper()
	ctx, cancel := context.WithTimeout(metadata.AppendToOutgoingContext(p.Context(), authorization, p.auth), 20*time.Second)
	defer cancel()
	st, err := p.conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, deephavenPrefix+packageOf(method)+method)
	if err != nil {
		return message{}, err
	}
	var in, out emptypb.Empty
	out.ProtoReflect().SetUnknown([]byte(request))
	if err := errors.Join(st.SendMsg(&out), st.CloseSend()); err != nil && !errors.Is(err, io.EOF) {
		return message{}, err
	}
	if err := st.RecvMsg(&in); err != nil {
		return message{}, err
	}
	md, err := st.Header()
	if all := md.Get(authorization); len(all) > 0 {
		p.auth = all[0]
	}
	return read(in.ProtoReflect().GetUnknown()), err
}

// packageOf is where a service is.
func packageOf(method string) string {
	if strings.HasPrefix(method, "ConsoleService/") {
		return "script.grpc."
	}
	return "grpc."
}

func (p *pydeephaven) must(method string, request written) message {
	p.Helper()
	m, err := p.call(method, request)
	if err != nil {
		p.Fatalf("%s: %v", method, err)
	}
	return m
}

// source is a reference to a ticket.
func source(ticket string) written {
	return written{}.bytes(1, written{}.text(1, ticket))
}

// fetch is the answer to the fetching of a table as a number.
func (p *pydeephaven) fetch(ticket, as string) (message, error) {
	return p.call("TableService/FetchTable", written{}.bytes(1, source(ticket)).bytes(2, written{}.text(1, as)))
}

func (p *pydeephaven) rows(ticket string) (n int64, err error) {
	all, err := p.get(p.with(p.auth), p.client(), ticket)
	for _, b := range all {
		n += b.NumRows()
	}
	return n, err
}

const export1, export2 = "e\x01\x00\x00\x00", "e\x02\x00\x00\x00"

// TestSession: two clients open tables by numbers of their own, until they close them.
func TestSession(t *testing.T) {
	r := newRig(t, "t = empty_table(3).update(['A = i'])\nu = empty_table(5).update(['B = i'])")
	stranger := r.connect(preset + "x")
	_, err := stranger.call("ConfigService/GetConfigurationConstants", nil)
	refused(t, "a stranger", err, codes.Unauthenticated)
	a, b := r.connect(preset+token), r.connect(preset+token)
	_, err = a.call("ApplicationService/ListFields", nil)
	refused(t, "before the session", err, codes.Unauthenticated)
	constant := a.must("ConfigService/GetConfigurationConstants", nil).at(1)
	if constant.text(1) != "http.session.durationMs" || constant.at(2).text(3) != "300000" {
		t.Errorf("%v", constant)
	}
	b.must("ConfigService/GetConfigurationConstants", nil)
	if a.auth == b.auth || !strings.HasPrefix(a.auth, bearer) {
		t.Errorf("sessions %s and %s", a.auth, b.auth)
	}
	var names []string
	for _, f := range a.must("ApplicationService/ListFields", nil).messages(1) {
		names = append(names, f.text(2)+" "+f.at(1, 1).text(1)+" "+f.at(1).text(2))
	}
	if got := strings.Join(names, ", "); got != "t s/t Table, u s/u Table" {
		t.Errorf("fields %s", got)
	}
	m, err := a.fetch("s/t", export1)
	if err != nil || m.at(1, 1).text(1) != export1 || !m.truth(2) || !m.truth(5) || m.signed(6) != 3 {
		t.Errorf("%v %v", m, err)
	}
	if schema, err := flight.DeserializeSchema(m.last(4).bytes, nil); err != nil || schema.Field(0).Name != "A" {
		t.Errorf("%v %v", schema, err)
	}
	if _, err := b.fetch("s/u", export1); err != nil {
		t.Fatal(err)
	}
	for p, want := range map[*pydeephaven]int64{a: 3, b: 5} {
		if n, err := p.rows(export1); n != want || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
	}
	if n, err := a.rows("s/u"); err == nil {
		t.Errorf("DoGet of a variable's ticket: %d rows", n)
	}
	if m, err := a.fetch(export1, export2); err != nil || m.signed(6) != 3 {
		t.Errorf("an export of an export: %v %v", m, err)
	}
	if m := a.must("TableService/GetExportedTableCreationResponse", written{}.text(1, export2)); m.signed(6) != 3 {
		t.Errorf("%v", m)
	}
	a.must("SessionService/Release", written{}.bytes(1, written{}.text(1, export1)))
	_, err = a.rows(export1)
	refused(t, "a table that was released", err, codes.NotFound)
	if n, err := a.rows(export2); n != 3 || err != nil {
		t.Errorf("%d rows, %v", n, err)
	}
	_, err = a.fetch("s/tt", export1)
	refused(t, "no such table", err, codes.InvalidArgument)
	_, err = a.fetch("x/t", export1)
	refused(t, "no such ticket", err, codes.InvalidArgument)
	_, err = a.call("InputTableService/AddTableToInputTable", nil)
	refused(t, "a call that is not known", err, codes.Unimplemented)
	a.must("SessionService/CloseSession", nil)
	_, err = a.rows(export2)
	refused(t, "a session that was closed", err, codes.Unauthenticated)
}

// TestRunScript: clients run scripts where the user lets them.
func TestRunScript(t *testing.T) {
	r := newRig(t, "x = 6")
	p := r.connect(preset + token)
	p.must("ConfigService/GetConfigurationConstants", nil)
	start, run := written{}.bytes(1, written{}.text(1, export1)).text(2, "python"), func(code string) written { return written{}.text(3, code) }
	for call, request := range map[string]written{"StartConsole": start, "ExecuteCommand": run("x = 7")} {
		_, err := p.call("ConsoleService/"+call, request)
		refused(t, call, err, codes.PermissionDenied)
	}
	r.AllowRun = true
	if m := p.must("ConsoleService/StartConsole", start); m.at(1).text(1) != export1 {
		t.Errorf("%v", m)
	}
	if m := p.must("ConsoleService/ExecuteCommand", run("y = empty_table(x).update('A = i')")); m.text(1) != "" {
		t.Errorf("%s", m.text(1))
	}
	if m, err := p.fetch("s/y", export1); err != nil || m.signed(6) != 6 {
		t.Errorf("%v %v", m, err)
	}
	if m := p.must("ConsoleService/ExecuteCommand", run("nothing")); !strings.Contains(m.text(1), "NameError") {
		t.Errorf("%q", m.text(1))
	}
}

// TestIdle: a session that nobody hears of goes when another begins, with its tables.
func TestIdle(t *testing.T) {
	s := newSessions()
	now := time.Unix(1000, 0)
	s.now = func() time.Time { return now }
	a, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(sessionTime)
	s.find(a.token)
	now = now.Add(time.Second)
	if _, err := s.open(); err != nil {
		t.Fatal(err)
	}
	if s.find(a.token) != a || s.find(b.token) != nil {
		t.Error("the wrong session goes")
	}
	for range sessionsMost - 2 {
		if _, err := s.open(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.open(); err == nil {
		t.Errorf("there are more than %d sessions", sessionsMost)
	}
}

// FuzzRead: whatever a message has, reading it ends.
func FuzzRead(f *testing.F) {
	f.Add([]byte(written{}.text(1, "x").number(2, 3).bytes(3, source("s/t"))))
	f.Fuzz(func(t *testing.T, b []byte) {
		m := read(b)
		m.at(1, 1, 2)
		m.messages(3)
		m.texts(1)
		_, _, _, _ = m.signed(2), m.double(2), m.truth(2), m.has(9)
	})
}
