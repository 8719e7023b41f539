package claimcheck

import "unsafe"

// KeptBytes adds up what a reader and a report hold: buffers, claims, ids, the index
// of reversals, findings and provider adjustments.
func KeptBytes(r *ERAReader, report *ERAReport) int {
	kept := cap(r.text.buf) + 4*cap(r.balance.turned) + 8*cap(r.balance.rows)
	kept += int(unsafe.Sizeof(*r)) + int(unsafe.Sizeof(*report))
	for _, block := range report.kept.blocks {
		kept += cap(block) * int(unsafe.Sizeof(eraKept{}))
	}
	for _, block := range report.kept.ids {
		kept += cap(block)
	}
	kept += cap(report.kept.off) * int(unsafe.Sizeof(eraOff{}))
	kept += (cap(report.kept.blocks) + cap(report.kept.ids)) * 24
	kept += cap(report.Findings) * int(unsafe.Sizeof(ERAFinding{}))
	return kept + cap(report.PLB)*int(unsafe.Sizeof(ERAProvider{}))
}
