package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/alecthomas/kong"
	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
)

// opCmd runs one operation on one document.
type opCmd struct {
	File    string `arg:"" optional:"" default:"-" help:"The JSON document; - is standard input."`
	Format  string `enum:"auto,table,json,csv" default:"auto" help:"table, json or csv; auto is a table on a terminal and JSON when piped."`
	Explain bool   `help:"Add the trace: every step that led to the answer."`
}

func (o *opCmd) Run(ctx *kong.Context, std stdio, status *int) error {
	node := ctx.Selected()
	op := node.Parent.Name + "." + node.Name
	input, err := readDocument(std, o.File)
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	format := o.Format
	if format == "auto" {
		if format = "json"; isTerminal(std.out) {
			format = "table"
		}
	}
	// A table says why, so it needs the trace even where it does not print it.
	result, err := wire.RunWith(op, input, wire.Options{Explain: o.Explain || format == "table"})
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	var out bytes.Buffer
	switch format {
	case "json":
		out.Write(result)
		out.WriteByte('\n')
	case "csv":
		err = writeCSV(&out, op, result)
	default:
		err = writeTables(&out, op, result, o.Explain)
	}
	if err != nil {
		return err
	}
	_, err = std.out.Write(out.Bytes())
	return err
}

// fileError is a rule of files as the error of a document.
func fileError(rule *money.Rule, detail string) error {
	e := money.FieldError{Value: money.Fact(detail), Err: rule}
	return &wire.Error{Code: rule.Code(), Message: e.Detail(), Class: rule.Class()}
}

// readDocument reads a whole file, and refuses one that is too large before it
// reads it.
func readDocument(std stdio, name string) ([]byte, error) {
	in := std.in
	size := int64(0)
	if name == "-" {
		if isTerminal(in) {
			fmt.Fprintln(std.err, "Reading the document from the keyboard; end it with Ctrl-D, or name a file.")
		}
	} else {
		file, info, err := open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in, size = file, info.Size()
	}
	if size > wire.MaxBytes {
		return nil, fileError(money.ErrLimit, fmt.Sprintf("at most %d MiB in one document; paysplit batch takes many", wire.MaxBytes>>20))
	}
	input, err := io.ReadAll(io.LimitReader(in, wire.MaxBytes+1))
	if err != nil {
		return nil, fileError(wire.ErrFile, err.Error())
	}
	return input, nil
}

// open opens a file that is not a directory.
func open(name string) (*os.File, fs.FileInfo, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fileError(wire.ErrFileNotFound, "")
	}
	if err != nil {
		return nil, nil, fileError(wire.ErrFile, errors.Unwrap(err).Error())
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = fileError(wire.ErrFileDirectory, "")
	} else if err != nil {
		err = fileError(wire.ErrFile, err.Error())
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}
