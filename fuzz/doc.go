// Package fuzz holds the laws that no package can hold alone. It has no code, only
// tests: what amortize issues, alloc pays; what alloc pays, amortize takes for paid;
// what split shares out, alloc places, and as a check set it ties with its reserves; and
// what a document says, wire does as a direct call does.
//
// The laws of one package live in that package, with its slow version. The small
// spaces that are tried whole are there too, where one package is enough: the small
// accounts of package alloc, the loans of package amortize, and every start of four
// hundred years in package schedule. Here stand those that need several.
//
// # A law, twice
//
// A law is a function of bytes, the tape, that reads its choices from them. A plain
// go test runs it on random tapes, and go test -fuzz on those that the fuzzer finds,
// so that either can replay what the other has found:
//
//	go test ./fuzz                         200 cases a law, small spaces in part
//	make laws, make exhaust                10,000 cases a law, small spaces whole
//	make fuzz                              every fuzz target for 30 seconds
//	go test ./fuzz -fuzz FuzzPlansArePaid  one of them
//
// # What the tapes make
//
// Families, plans and documents have the shape of real ones: many small charges and
// few large, list prices, several charges on one day, ids in no order, rows of zero
// and below zero, and payments that end on a charge, a cent before it or a cent after.
//
// Check sets have joint payees, currencies with rates, exposures that are closed, and
// reserves that are just what is asked of them, a unit less or a unit more; claims have
// rows of each status and checks for the sum of them, a cent or a row beside it; and
// remittances balance, or break a rule or two.
//
// # Round trips
//
// Each operation of wire has a law of random documents: the answer has what the direct
// call says, member by member and no other, or is refused with its code; with a trace
// and in a batch it is the same. The laws by their operations:
//
//	holdPlanOperations   schedule.dates and all of plan
//	holdPayDocument      alloc.pay
//	holdMoves            alloc.refund, return, partial, transfer, unearned, replay, update
//	holdShareDocuments   split.allocate, refund
//	holdSharedDocuments  split.percent, fill, patientAmount
//	holdPostedDocuments  split.validate, plan, reconcile
//	holdClaims           all of claim
//	holdCheckSet         checkset.validate
//	holdERA              era.balance, check
//
// The table roundTrips lists them, and a test fails for an operation that is neither
// there nor, with a reason, in noRoundTrip.
//
// # Where more belongs
//
// A generator has a file of its own with the laws that need it: families, plans, shares,
// remittances with their claims, claim checks, check sets, transactions. A new operation
// needs nothing here to be tried with hostile input, because those laws take all of
// wire.Ops; it needs a round trip, and what must hold of its sums is told in conserved.
// A new kind of document joins the others there.
//
// # Mutants
//
// make mutate breaks the code in small ways and runs the tests of the package; what
// no test finds is listed in MUTANTS.md, with the reason.
package fuzz
