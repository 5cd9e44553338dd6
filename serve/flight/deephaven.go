package flight

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/apache/arrow-go/v18/arrow/flight"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	"starling/serve/arrow"
)

// What a server of Deephaven's is asked goes by the names of its services. Messages travel as the
// unknown fields of an empty one.
const deephavenPrefix = "/io.deephaven.proto.backplane."

// asked is a call of Deephaven's.
type asked struct {
	*Server
	context.Context
	of      *session
	method  string
	request message
	send    func(written) error
}

// calls is THE table of the calls of Deephaven's that are known, beside those of verbs.
var calls = map[string]func(*asked) error{
	"ConfigService/GetConfigurationConstants":       (*asked).constants,
	"ApplicationService/ListFields":                 (*asked).fields,
	"SessionService/Release":                        (*asked).release,
	"SessionService/CloseSession":                   (*asked).closeSession,
	"ConsoleService/StartConsole":                   (*asked).startConsole,
	"ConsoleService/ExecuteCommand":                 (*asked).execute,
	"TableService/Batch":                            (*asked).batch,
	"TableService/FetchTable":                       (*asked).fetch,
	"TableService/GetExportedTableCreationResponse": (*asked).described,
}

// deephaven answers what is no call of Flight's.
func (s *Server) deephaven(_ any, st grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(st)
	name, ok := strings.CutPrefix(method, deephavenPrefix)
	name = name[strings.LastIndex(name, ".")+1:] // without the package of the service
	call := calls[name]
	if v := verbOf(name); v != nil {
		call = func(a *asked) error { return a.make(v) }
	}
	if call == nil || !ok {
		return status.Errorf(codes.Unimplemented, "%s is not available: what needs it is done in the script", strings.TrimPrefix(name, "/"))
	}
	var in emptypb.Empty
	if err := st.RecvMsg(&in); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	a := &asked{Server: s, Context: st.Context(), of: sessionOf(st.Context()), method: name, request: read(in.ProtoReflect().GetUnknown())}
	if a.of == nil {
		if name != "ConfigService/GetConfigurationConstants" {
			return errNoSession
		}
		var err error
		if a.of, err = s.sessions.open(); err != nil {
			return err
		}
	}
	// Clients go on with the token that they are given last.
	if err := st.SetHeader(metadata.Pairs(authorization, bearer+a.of.token)); err != nil {
		return err
	}
	a.send = func(w written) error {
		var out emptypb.Empty
		out.ProtoReflect().SetUnknown([]byte(w))
		return st.SendMsg(&out)
	}
	return call(a)
}

// constants tells how long a session lasts that is not heard of.
func (a *asked) constants() error {
	text := written{}.text(3, "300000") // sessionTime
	return a.send(written{}.bytes(1, written{}.text(1, "http.session.durationMs").bytes(2, text)))
}

// fields lists the tables, and says nothing of later ones: clients read one answer.
func (a *asked) fields() error {
	var all written
	for _, t := range a.tables() {
		typed := written{}.bytes(1, written{}.text(1, scopePrefix+t.name)).text(2, "Table")
		all = all.bytes(1, written{}.bytes(1, typed).text(2, t.name).text(4, "scope").text(5, "scope"))
	}
	if err := a.send(all); err != nil {
		return err
	}
	<-a.Done() // a client ends it
	return nil
}

// release lets go of a table of the session's.
func (a *asked) release() error {
	if tk := a.request.at(1).last(1).bytes; isExport(tk) {
		a.of.release(exportNumber(tk))
	}
	return a.send(nil)
}

func (a *asked) closeSession() error {
	a.sessions.close(a.of)
	return a.send(nil)
}

// fetch has the session know a table by a number.
func (a *asked) fetch() error {
	t, err := a.exported(a, a.request.at(1, 1).last(1).bytes)
	if err != nil {
		return err
	}
	return a.answer(t, a.request.at(2).last(1).bytes)
}

// described is what fetch answers, of a table that the session knows.
func (a *asked) described() error {
	tk := a.request.last(1).bytes
	t, err := a.exported(a, tk)
	if err != nil {
		return err
	}
	return a.send(description(t, tk))
}

// answer has the session know a table, and describes it.
func (a *asked) answer(t table, ticket []byte) error {
	if !isExport(ticket) {
		return status.Errorf(codes.InvalidArgument, "%q is no ticket for a result", ticket)
	}
	if err := a.of.export(exportNumber(ticket), t); err != nil {
		return err
	}
	return a.send(description(t, ticket))
}

// description is an ExportedTableCreationResponse.
func description(t table, ticket []byte) written {
	return written{}.bytes(1, written{}.bytes(1, written{}.bytes(1, ticket))).truth(2, true).
		bytes(4, flight.SerializeSchema(arrow.Schema(t.Schema), memory.DefaultAllocator)).
		truth(5, !t.Attrs.Refreshing).signed(6, int64(t.Size()))
}
