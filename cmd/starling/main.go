// Command starling is a query console over Kafka: topics become tables that
// update by themselves. This package owns the command line: flags, wiring and
// exit codes, one file per subcommand; what a command does is in the packages
// below.
package main

import "os"

func main() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
