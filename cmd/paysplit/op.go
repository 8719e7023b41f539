package main

import (
	"bufio"
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
	format := o.Format
	if format == "auto" {
		if format = "json"; isTerminal(std.out) {
			format = "table"
		}
	}
	d, err := openDocument(std, o.File)
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	defer d.close()
	if readsText[o.op.Name] && d.isText() {
		return o.runText(std, status, d, format)
	}
	input, err := d.read()
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	// A table says why, so it needs the trace even where it does not print it.
	tables := format == "table" || format == "html"
	result, err := wire.RunWith(o.op.Name, input, wire.Options{Explain: o.Explain || tables})
	if err != nil {
		*status = report(std, o.File, err)
		return nil
	}
	if isNotOK(result) {
		*status = exitRefused
	}
	o.Explain = o.Explain || tables && asksWhy(input)
	return o.print(std, format, result)
}

// asksWhy reports whether the document itself asks for the trace.
func asksWhy(input []byte) bool {
	document, err := parse(input)
	return err == nil && document.str("explain") == "true"
}

// isNotOK reports whether a result is a report that says no: an answer, and no
// success.
func isNotOK(result []byte) bool { return bytes.HasPrefix(result, []byte(`{"ok":false`)) }

// print writes a result in a format.
func (o *opCmd) print(std stdio, format string, result []byte) (err error) {
	var out bytes.Buffer
	switch format {
	case "json":
		out.Write(result)
		out.WriteByte('\n')
	case "csv":
		if err = writeCSV(&out, o.op.Name, result); err == nil {
			err = warnBeside(std.err, result)
		}
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

// warnBeside writes warnings where a list of rows has no place for them.
func warnBeside(out io.Writer, result []byte) error {
	n, err := parse(result)
	if err != nil {
		return err
	}
	for _, w := range n.at("warnings").kids {
		fmt.Fprintf(out, "paysplit: warning at %s: %s\n", w.str("path"), w.str("message"))
	}
	return nil
}

// source is a document that is not read yet.
type source struct {
	in    *bufio.Reader
	size  int64 // 0 where it is not known
	close func()
}

// openDocument opens a file, or standard input.
func openDocument(std stdio, name string) (*source, error) {
	if name == "-" {
		if isTerminal(std.in) {
			fmt.Fprintln(std.err, "Reading the document from the keyboard; end it with Ctrl-D, or name a file.")
		}
		return &source{in: bufio.NewReader(std.in), close: func() {}}, nil
	}
	file, info, err := open(name)
	if err != nil {
		return nil, err
	}
	return &source{in: bufio.NewReader(file), size: info.Size(), close: func() { file.Close() }}, nil
}

// read reads a whole document, and refuses one that is too large before it reads
// it.
func (d *source) read() ([]byte, error) {
	if d.size > wire.MaxBytes {
		return nil, wire.NewError(money.ErrLimit, "", fmt.Sprintf("at most %d MiB in one document; paysplit batch takes many", wire.MaxBytes>>20))
	}
	input, err := io.ReadAll(io.LimitReader(d.in, wire.MaxBytes+1))
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
