package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/paysplit/paysplit/wire"
	"golang.org/x/term"
)

// The exit statuses.
const (
	exitOK        = 0 // done, and the answer is yes where there is a question
	exitRefused   = 1 // refused by a rule, or a report that is not ok
	exitMalformed = 2 // the command line or the document cannot be read
)

// stdio is where a run reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// cli is the command line. The groups of operations are added from the table of
// operations.
type cli struct {
	Version versionFlag `help:"Print the version."`
	Batch   batchCmd    `cmd:"" help:"Run many documents, one {\"id\",\"op\",\"input\"} a line, on all cores; answers come in input order."`
	Ops     opsCmd      `cmd:"" help:"List the operations."`
	Schema  schemaCmd   `cmd:"" help:"Print the JSON Schema of an operation's document."`
}

const description = `Exact payment allocation and payment plans for healthcare ledgers.

Every command reads one JSON document (era also the text of an 835) and prints where each cent goes: a table on a terminal, JSON when piped.

Examples:
  paysplit alloc pay examples/family.json       where a family's payment goes, and why
  paysplit plan schedule examples/plan.json     the rows of a payment plan
  paysplit claim batch examples/check.json      whether an insurer's check matches its claims
  paysplit schema alloc.pay                     what a document may hold
  paysplit era check examples/remittance.835    whether an insurance check matches its claims
  cat family.json | paysplit alloc pay -        read standard input

Exit status: 0 done; 1 refused by a rule, or a report that is not ok; 2 the input or the command line cannot be read.`

// groups says what the operations of a group are about.
var groups = map[string]string{
	"era":      "Insurance remittances (X12 835): balanced, and compared with the books.",
	"alloc":    "Payment allocation: where each cent of a payment goes.",
	"plan":     "Payment plans: what falls due, and how much of it is interest.",
	"schedule": "Due dates.",
	"checkset": "ClaimCenter check sets: what must match before a check is written.",
	"claim":    "Insurance checks of Open Dental: whether a check matches its claims, and what would explain a difference.",
	"split":    "Exact splits: an amount shared by weights or percents, refunded along the same lines, or posted through NexHealth.",
}

// run parses the arguments and runs the command. It returns the exit status.
func run(args []string, io stdio) (status int) {
	var c cli
	options := []kong.Option{
		kong.Name("paysplit"), kong.Description(description), kong.UsageOnError(),
		kong.Writers(io.out, io.err), kong.Exit(func(status int) { panic(exit(status)) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: false}),
	}
	if len(args) == 0 {
		fmt.Fprintln(io.err, "paysplit: name a command; this is what there is:")
		options = append(options, kong.Writers(io.err, io.err))
		args = []string{"--help"}
		defer func() { status = exitMalformed }()
	}
	parser, err := kong.New(&c, append(options, groupCommands()...)...)
	if err != nil {
		panic("paysplit: " + err.Error())
	}
	return catchExit(func() int {
		ctx, err := parser.Parse(asCommand(args))
		if err != nil {
			return usageError(io, err)
		}
		status := exitOK
		if err := ctx.Run(io, &status); err != nil {
			fmt.Fprintln(io.err, "paysplit:", err)
			return exitMalformed
		}
		return status
	})
}

// asCommand takes the name of an operation where its group and verb are meant, and the
// group and verb where a schema's operation is: both are how people write it.
func asCommand(args []string) []string {
	if len(args) > 2 && args[0] == "schema" && isOp(args[1]+"."+args[2]) {
		return append([]string{"schema", args[1] + "." + args[2]}, args[3:]...)
	}
	if len(args) > 0 && isOp(args[0]) {
		group, verb, _ := strings.Cut(args[0], ".")
		return append([]string{group, verb}, args[1:]...)
	}
	return args
}

// isOp reports whether there is an operation of that name.
func isOp(name string) bool {
	return slices.ContainsFunc(wire.Ops(), func(op wire.Op) bool { return op.Name == name })
}

// exit is how kong leaves after --help.
type exit int

func catchExit(f func() int) (status int) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case exit:
			status = int(r)
		default:
			panic(r) // a defect is no exit
		}
	}()
	return f()
}

// usageError reports a command line that cannot be read, and how to mend it.
func usageError(io stdio, err error) int {
	fmt.Fprintln(io.err, "paysplit:", err)
	help := "paysplit --help"
	var parse *kong.ParseError
	if errors.As(err, &parse) && parse.Context.Selected() != nil {
		command, _, _ := strings.Cut(parse.Context.Command(), " <")
		help = "paysplit " + command + " --help"
	}
	fmt.Fprintln(io.err, "Try:", help)
	return exitMalformed
}

// groupCommands makes a command of every operation, grouped by the first part of
// its name, so that the table of operations is the only list of them.
func groupCommands() []kong.Option {
	var names []string
	verbs := map[string][]reflect.StructField{}
	commands := map[string][]opCmd{}
	for _, op := range wire.Ops() {
		group, verb, _ := strings.Cut(op.Name, ".")
		if verbs[group] == nil {
			names = append(names, group)
		}
		summary := strings.ToUpper(op.Summary[:1]) + op.Summary[1:] + "."
		verbs[group] = append(verbs[group], reflect.StructField{
			Name: strings.ToUpper(verb[:1]) + verb[1:],
			Type: reflect.TypeFor[opCmd](),
			Tag:  reflect.StructTag(fmt.Sprintf(`cmd:"" name:%q help:%q`, verb, summary)),
		})
		commands[group] = append(commands[group], opCmd{op: op})
	}
	var options []kong.Option
	for _, group := range names {
		command := reflect.New(reflect.StructOf(verbs[group]))
		for i, verb := range commands[group] {
			command.Elem().Field(i).Set(reflect.ValueOf(verb))
		}
		options = append(options, kong.DynamicCommand(group, groups[group], "", command.Interface()))
	}
	return options
}

// opsCmd lists the operations.
type opsCmd struct{}

func (opsCmd) Run(io stdio) error {
	for _, op := range wire.Ops() {
		if _, err := fmt.Fprintf(io.out, "%-16s %s\n", op.Name, op.Summary); err != nil {
			return err
		}
	}
	return nil
}

// versionFlag prints the version that the binary was built from.
type versionFlag bool

func (versionFlag) BeforeReset(app *kong.Kong) error {
	version := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		version = info.Main.Version
	}
	fmt.Fprintln(app.Stdout, "paysplit", version)
	app.Exit(exitOK)
	return nil
}

// schemaCmd prints a schema.
type schemaCmd struct {
	Op string `arg:"" help:"The operation, such as alloc.pay."`
}

func (s schemaCmd) Run(io stdio, status *int) error {
	text, err := schemas.ReadFile("schemas/" + s.Op + ".json")
	if err != nil {
		_, unknown := wire.Run(s.Op, nil)
		*status = report(io, "", unknown)
		return nil
	}
	_, err = io.out.Write(text)
	return err
}

// report prints an error for whoever reads it: plain text on a terminal, else
// the error document. It returns the exit status.
func report(io stdio, file string, err error) int {
	if file == "-" {
		file = "standard input"
	}
	var e *wire.Error
	if !errors.As(err, &e) {
		panic("paysplit: " + err.Error()) // every error of a document is a *wire.Error
	}
	if isTerminal(io.err) {
		fmt.Fprintln(io.err, "paysplit: "+strings.Map(printable, joinNonEmpty(": ", file, e.Path, e.Message))+" ("+e.Rule.Code()+")")
	} else {
		shown := *e
		shown.Message = joinNonEmpty(": ", file, e.Message)
		fmt.Fprintln(io.err, string(shown.AppendJSON(nil)))
	}
	if e.Malformed() {
		return exitMalformed
	}
	return exitRefused
}

func joinNonEmpty(separator string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, separator)
}

// isTerminal reports whether a person reads or writes there.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth returns how many columns a terminal has, or 0 for anything else.
func terminalWidth(stream any) int {
	f, ok := stream.(*os.File)
	if !ok {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}
