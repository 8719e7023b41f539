package alloc

// Fill is the inner loop of FIFO on charges that are sorted and checked, for the
// benchmarks.
var Fill = fill

// Scan is the pass that checks the charges and their order, for the benchmarks.
var Scan = scan
