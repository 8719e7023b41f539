// Package wire is the JSON door to the engine: one document in, one document
// out, the same for the command, the WebAssembly module and a batch.
//
// Every operation has a name, such as "alloc.pay". [Ops] lists them, [Describe]
// says what an operation reads, and [Run] does it:
//
//	out, err := wire.Run("schedule.dates", []byte(`{"first":"2024-01-31","frequency":"Monthly","count":3}`))
//	// {"dates":["2024-01-31","2024-02-29","2024-03-31"]}
//
// # What a document may hold
//
// Amounts are decimal strings ("129.99"); numbers are accepted and read from
// their text, never through a float. An output amount always has its currency's
// digits, two unless the document names a "currency" or its "digits". Rates are
// percent. Dates are "yyyy-MM-dd", and "0001-01-01" means that the date is not
// set. Ids are 64-bit integers, as numbers or as strings of digits. Booleans may
// also be the strings "true" and "false", or 1 and 0. A null is a missing value, and a missing
// value is zero or empty.
//
// Names are camelCase. Objects of Open Dental's API are accepted under its own
// names: "PatNum" for "patient", "PayAmt" for "amount". A name that is not known
// is an error that tells the nearest one, because a misspelled option that is
// silently ignored moves money.
//
// # Errors
//
// A document that cannot be read, or that asks for what a rule forbids, gives an
// [*Error]: a stable code, the JSON path of the culprit, and a sentence with what
// stood there and what would mend it. [Codes] lists the codes.
package wire
