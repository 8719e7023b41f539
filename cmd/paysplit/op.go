package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/paysplit/paysplit/money"
	"github.com/paysplit/paysplit/wire"
)

// opCmd runs one operation on one document.
type opCmd struct {
	op      wire.Op
	File    string `arg:"" optional:"" default:"-" help:"The JSON document; - is standard input."`
	Format  string `enum:"auto,table,json,csv,html" default:"auto" help:"table, json, csv or html, which is one page to print or hand out; auto is a table on a terminal and JSON when piped."`
	Explain bool   `help:"Add the trace: every step that led to the answer."`
}

// Help shows a document to begin with.
func (o *opCmd) Help() string {
	return "A small document:\n\n    " + o.op.Example + "\n\nEverything it may hold: paysplit schema " + o.op.Name
}

func (o *opCmd) Run(std stdio, status *int) error {
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
	tables := format == "table" || format == "html"
	result, err := wire.RunWith(o.op.Name, input, wire.Options{Explain: o.Explain || tables})
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	if bytes.HasPrefix(result, []byte(`{"ok":false`)) {
		*status = exitRefused // a report that is not ok
	}
	var out bytes.Buffer
	switch format {
	case "json":
		out.Write(result)
		out.WriteByte('\n')
	case "csv":
		err = writeCSV(&out, o.op.Name, result)
	case "html":
		err = writeHTML(&out, o.op, result, o.Explain)
	default:
		err = writeTables(&out, terminalWidth(std.out), o.op.Name, result, o.Explain)
	}
	if err != nil {
		return err
	}
	_, err = std.out.Write(out.Bytes())
	return err
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
		return nil, wire.NewError(money.ErrLimit, "", fmt.Sprintf("at most %d MiB in one document; paysplit batch takes many", wire.MaxBytes>>20))
	}
	input, err := io.ReadAll(io.LimitReader(in, wire.MaxBytes+1))
	if err != nil {
		return nil, wire.NewError(wire.ErrFile, "", err.Error())
	}
	return input, nil
}

// open opens a file that is not a directory.
func open(name string) (*os.File, fs.FileInfo, error) {
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, wire.NewError(wire.ErrFileNotFound, "", "")
	}
	if err != nil {
		return nil, nil, wire.NewError(wire.ErrFile, "", errors.Unwrap(err).Error())
	}
	info, err := file.Stat()
	if err == nil && info.IsDir() {
		err = wire.NewError(wire.ErrFileDirectory, "", "")
	} else if err != nil {
		err = wire.NewError(wire.ErrFile, "", err.Error())
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}
