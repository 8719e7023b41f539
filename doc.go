// Package paysplit is the map of a house of pure functions that decide where
// every cent of a healthcare or insurance payment goes, and when every cent of a
// payment plan falls due. It holds no code: import the package that answers the
// question. No clock, no I/O; the same input gives the same bytes.
//
// In order of import, with the packages of the house that each one knows:
//
//	money         exact amounts, rounding, checked arithmetic, errors
//	schedule      on which days a plan falls due        money
//	amortize      a plan's terms into its rows          money, schedule
//	split         shares that sum exactly               money
//	alloc         a payment over a family's account     money, split
//	claimcheck    insurers' checks and their claims     money
//	wire          every operation as a JSON document    all of the above
//	cmd/paysplit  the command                           wire, money's rules
//	wasm          the browser and WASI modules          wire
//
// Start at alloc.FIFO to pour one payment over charges, at alloc.Pay for a
// family's account, at amortize.Schedule for a payment plan, at split.Largest for
// shares, at claimcheck.Batch for an insurer's check, and at wire.Run where the caller speaks JSON.
//
// Beside them, internal has what packages share and users need not see. The style
// test of this directory fails on an arrow that is not drawn here, on a float, a
// clock, or amounts added without a check.
package paysplit
