package main

import (
	"fmt"
	"maps"
	"path/filepath"

	"starling/internal/profile"
	"starling/kafka/client"
)

// useProfile adds the properties of --profile to the defaults; those of -b and -X take precedence.
func (a *app) useProfile(defaults client.Props) error {
	if a.profile == "" {
		return nil
	}
	dir, err := profile.Dir()
	if err != nil {
		return fmt.Errorf("--profile: %w", err)
	}
	p, err := profile.Read(filepath.Join(dir, "config.toml"), a.profile)
	if err != nil {
		return fmt.Errorf("--profile: %w", err)
	}
	maps.Copy(defaults, p)
	return nil
}
