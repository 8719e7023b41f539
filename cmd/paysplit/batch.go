package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/paysplit/paysplit/wire"
)

// batchCmd runs many documents.
type batchCmd struct {
	File    string `arg:"" optional:"" default:"-" help:"One {\"id\",\"op\",\"input\"} a line; - is standard input."`
	Explain bool   `help:"Add the trace to every result."`
}

func (b batchCmd) Run(std stdio, status *int) error {
	in := std.in
	total := int64(0)
	if b.File != "-" {
		file, info, err := open(b.File)
		if err != nil {
			*status = report(std, b.File, err)
			return nil
		}
		defer file.Close()
		in, total = file, info.Size()
	}
	batch := batch{options: wire.Options{Explain: b.Explain}, progress: newProgress(std, total)}
	failed, err := batch.run(in, std.out)
	batch.progress.done()
	if failed {
		*status = exitRefused
	}
	if e := (*wire.Error)(nil); errors.As(err, &e) {
		*status = report(std, b.File, e)
		return nil
	}
	return err
}

// batch streams lines through all cores and keeps their order. The reader cuts
// the input into chunks of lines; each chunk has a channel of its own that its
// worker answers on, and the writer takes the chunks in the order of reading. At
// most a few chunks a core are under way, so memory does not grow with the file.
type batch struct {
	options  wire.Options
	progress *progress
}

// chunk is some whole lines and their answers.
type chunk struct {
	lines  []byte
	first  int // number of the first line
	out    []byte
	failed bool
	err    error // reading ended here
	ready  chan struct{}
}

// chunkBytes is how much input a worker takes at a time: enough to make handing
// over cheap, little enough to keep all cores busy.
const chunkBytes = 256 << 10

func (b *batch) run(in io.Reader, out io.Writer) (failed bool, err error) {
	workers := runtime.GOMAXPROCS(0)
	todo := make(chan *chunk, workers)
	inOrder := make(chan *chunk, 2*workers)
	used := make(chan *chunk, 4*workers) // chunks that were answered, to be filled again
	stop := make(chan struct{})
	room := newBudget(maxUnderWay)
	go read(in, todo, inOrder, used, room, stop)
	for range workers {
		go func() {
			for c := range todo {
				b.answer(c)
				close(c.ready)
			}
		}()
	}
	w := bufio.NewWriterSize(out, chunkBytes)
	defer func() { // on a failure the reader must not wait for an answer that nobody takes
		close(stop)
		room.release(maxUnderWay)
	}()
	for c := range inOrder {
		<-c.ready
		failed = failed || c.failed
		if _, err := w.Write(c.out); err != nil {
			return failed, err
		}
		if c.err != nil {
			return failed, errors.Join(w.Flush(), c.err)
		}
		room.release(len(c.lines))
		b.progress.add(len(c.lines))
		if len(c.lines) <= 2*chunkBytes { // a long line's memory is given back
			select {
			case used <- c:
			default:
			}
		}
		if len(inOrder) == 0 {
			if err := w.Flush(); err != nil { // whoever waits for the answers gets them
				return failed, err
			}
		}
	}
	return failed, w.Flush()
}

// maxUnderWay bounds the input that is read and not answered, so that a file of
// very long lines does not fill the memory.
const maxUnderWay = 2 * wire.MaxBytes

// budget is a number of bytes that may be in use at a time.
type budget struct {
	mu   sync.Mutex
	free *sync.Cond
	used int
	most int
}

func newBudget(most int) *budget {
	b := &budget{most: most}
	b.free = sync.NewCond(&b.mu)
	return b
}

// acquire waits until n bytes are free. One user alone may have any number.
func (b *budget) acquire(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.used > 0 && b.used+n > b.most {
		b.free.Wait()
	}
	b.used += n
}

// release gives n bytes back.
func (b *budget) release(n int) {
	b.mu.Lock()
	b.used -= n
	b.mu.Unlock()
	b.free.Signal()
}

// answer runs the lines of a chunk. A blank line has no answer.
func (b *batch) answer(c *chunk) {
	number := c.first
	for rest := c.lines; len(rest) > 0; number++ {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		rest = after
		if len(line) <= wire.MaxBytes && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var ok bool
		from := len(c.out)
		c.out, ok = wire.AppendLine(c.out, line, number, b.options)
		c.failed = c.failed || !ok || bytes.Contains(c.out[from:], reportNotOK)
		c.out = append(c.out, '\n')
	}
}

// reportNotOK is how an answer holds a report that says no. In a text of the answer
// its quotes would be escaped.
var reportNotOK = []byte(`"result":{"ok":false`)

// read cuts the input into chunks of whole lines.
func read(in io.Reader, todo, inOrder chan<- *chunk, used <-chan *chunk, room *budget, stop <-chan struct{}) {
	defer close(inOrder)
	defer close(todo)
	r := bufio.NewReaderSize(in, chunkBytes)
	for number := 1; ; {
		var c *chunk
		select {
		case c = <-used:
		default:
			c = &chunk{lines: make([]byte, 0, chunkBytes+chunkBytes/4)}
		}
		*c = chunk{lines: c.lines[:0], out: c.out[:0], first: number, ready: make(chan struct{})}
		var lines int
		var end error
		c.lines, lines, end = readLines(r, c.lines)
		number += lines
		if end != nil && end != io.EOF {
			c.err = wire.NewError(wire.ErrFile, "", end.Error())
		}
		room.acquire(len(c.lines))
		select {
		case inOrder <- c:
		case <-stop:
			return
		}
		todo <- c
		if end != nil {
			return
		}
	}
}

// readLines appends whole lines to dst until there is enough for a chunk or nothing more
// has arrived, so that a slow producer gets its answers line by line.
func readLines(r *bufio.Reader, dst []byte) (text []byte, lines int, err error) {
	text = dst
	for len(text) < chunkBytes {
		from := len(text)
		text, err = readLine(r, text)
		if n := len(text) - from; n > 0 {
			if lines++; n > wire.MaxBytes && text[len(text)-1] != '\n' {
				text = append(text, '\n') // its own newline was cut off with the rest
			}
		}
		if err != nil || r.Buffered() == 0 {
			return text, lines, err
		}
	}
	return text, lines, nil
}

// readLine appends a line of any length to dst. Of one that is longer than a document
// may be it keeps just too much, so that the limit speaks.
func readLine(r *bufio.Reader, dst []byte) (text []byte, err error) {
	most := len(dst) + wire.MaxBytes + 1
	for {
		part, err := r.ReadSlice('\n')
		dst = append(dst, part[:min(len(part), most-len(dst))]...)
		if err != bufio.ErrBufferFull {
			return dst, err
		}
	}
}

// progress shows how far a batch is, on a terminal and nowhere else.
type progress struct {
	out         io.Writer
	done_, size int64
	shown       time.Time
	start       time.Time
}

func newProgress(std stdio, size int64) *progress {
	if !isTerminal(std.err) || isTerminal(std.out) { // the answers would stand among the counts
		return nil
	}
	return &progress{out: std.err, size: size, start: time.Now()}
}

// add counts bytes that were answered, and shows the count now and then.
func (p *progress) add(n int) {
	if p == nil {
		return
	}
	p.done_ += int64(n)
	if now := time.Now(); now.Sub(p.shown) > 200*time.Millisecond {
		p.shown = now
		p.show()
	}
}

func (p *progress) show() {
	const mib = 1 << 20
	seconds := time.Since(p.start).Seconds()
	rate := float64(p.done_) / mib / max(seconds, 0.001)
	if p.size > 0 {
		fmt.Fprintf(p.out, "\r%3d %%  %d of %d MiB, %.1f MiB/s ", p.done_*100/p.size, p.done_/mib, p.size/mib, rate)
		return
	}
	fmt.Fprintf(p.out, "\r%d MiB, %.1f MiB/s ", p.done_/mib, rate)
}

// done clears the line.
func (p *progress) done() {
	if p != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
