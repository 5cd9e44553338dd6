package flight

import (
	"context"
	"encoding/base64"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"starling/serve/door"
)

// Ways to say the token in the header "authorization".
const (
	bearer = "Bearer "
	basic  = "Basic " // the token is the password
	preset = "io.deephaven.authentication.psk.PskAuthenticationHandler "
)

const authorization = "authorization"

var errToken = status.Error(codes.Unauthenticated, "the token is missing or another one: send the header \"authorization: Bearer TOKEN\", with the token that starling printed")

// header is what a call says of itself.
func header(ctx context.Context) string {
	md, _ := metadata.FromIncomingContext(ctx)
	if all := md.Get(authorization); len(all) > 0 {
		return all[0]
	}
	return ""
}

// admit is the session of the call, nil if it is in none; the error is that nobody may come in so.
// A session is named by a token of its own, which only who knew the server's was given.
func (s *Server) admit(ctx context.Context) (*session, error) {
	said := header(ctx)
	if own, ok := strings.CutPrefix(said, bearer); ok {
		if of := s.sessions.find(own); of != nil {
			return of, nil
		}
	}
	if s.token == "" || s.token.Is(secret(said)) {
		return nil, nil
	}
	return nil, errToken
}

// secret is the token that a header says.
func secret(said string) string {
	if coded, ok := strings.CutPrefix(said, basic); ok {
		pair, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(coded, "=")) // which some clients leave out
		if err != nil {
			return ""
		}
		_, password, _ := strings.Cut(string(pair), ":")
		return password
	}
	for _, way := range []string{bearer, preset} {
		if token, ok := strings.CutPrefix(said, way); ok {
			return token
		}
	}
	return ""
}

// asBearer is the header with which a client goes on that came with a name and a password.
func (s *Server) asBearer() metadata.MD {
	token := s.token
	if token == "" {
		token = door.Token("none") // some clients want one
	}
	return metadata.Pairs(authorization, bearer+string(token))
}

type sessionKey struct{}

func (s *Server) unary(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	of, err := s.admit(ctx)
	if err != nil {
		return nil, err
	}
	out, err := next(context.WithValue(ctx, sessionKey{}, of), req)
	return out, safely(err)
}

func (s *Server) stream(srv any, st grpc.ServerStream, _ *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	of, err := s.admit(st.Context())
	if err != nil {
		return err
	}
	return safely(next(srv, &admitted{st, context.WithValue(st.Context(), sessionKey{}, of)}))
}

// admitted is a call in a session.
type admitted struct {
	grpc.ServerStream
	ctx context.Context
}

// Context has the session.
func (a *admitted) Context() context.Context { return a.ctx }

// sessionOf is the session of a call that came in, nil if it is in none.
func sessionOf(ctx context.Context) *session {
	of, _ := ctx.Value(sessionKey{}).(*session)
	return of
}
