package flight

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"starling/internal/safe"
)

// startConsole begins what scripts are run in, which is the session of all.
func (a *asked) startConsole() error {
	if err := a.mayRun(); err != nil {
		return err
	}
	return a.send(written{}.bytes(1, a.request.last(1).bytes))
}

// execute runs a script. What is wrong with it is told in the answer.
func (a *asked) execute() error {
	if err := a.mayRun(); err != nil {
		return err
	}
	if err := a.Host.ExecFile(a, "<run_script>", a.request.text(3)); err != nil {
		return a.send(written{}.text(1, safe.Lines(err.Error())))
	}
	return a.send(nil)
}

func (a *asked) mayRun() error {
	if a.AllowRun {
		return nil
	}
	return status.Error(codes.PermissionDenied, "clients run no scripts here: starling --allow-run lets them")
}
