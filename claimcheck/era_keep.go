package claimcheck

import (
	"cmp"
	"slices"

	"github.com/paysplit/paysplit/money"
)

// eraKept is what is kept of a claim until its transaction ends: 56 bytes. With an
// id of 38 bytes, the longest that X12 allows, and 4 bytes of an index where the
// transaction has reversals, a claim keeps 98.
//
// The adjustments of its lines are what makes it balance; those of a claim that does
// not balance stand apart.
type eraKept struct {
	charge, paid money.Amount
	claimCAS     money.Amount
	patient      money.Amount // adjustments of group PR
	detail       uint64       // of eraDetail
	idAt         uint32       // the block of the id and its place there
	services     uint32
	segment      uint32
	status       [2]byte
	idLen        uint8
	groups       eraGroups
}

// eraOff is what is kept beside of a claim that does not balance: 16 bytes.
type eraOff struct {
	claim      uint32
	serviceCAS money.Amount
}

// eraGroups are the adjustment groups of a claim that a reversal is judged by.
type eraGroups uint8

const (
	hasCR  eraGroups = 1 << iota // corrections and reversals
	hasPR                        // patient responsibility
	paired                       // no group: the claim is a reversal or an original whose other half is found
)

// The statuses that have rules of their own.
var (
	eraReversal         = [2]byte{'2', '2'}
	eraPredetermination = [2]byte{'2', '5'}
)

func (k *eraKept) statusText() string {
	n := 2
	for n > 0 && k.status[n-1] == 0 {
		n--
	}
	return string(k.status[:n])
}

// The sizes of blocks. Blocks are never copied, so nothing is kept twice and at
// most one block of each kind is not full.
const (
	claimsInBlock = 1 << 10
	idsInBlock    = 1 << 16 // bytes; an offset in a block has 16 bits
	maxIDBlocks   = 1 << 16
	maxERAID      = 255
)

// eraClaims are the claims of one transaction in blocks, with their ids in blocks
// of bytes. The first blocks grow, the others are made whole.
type eraClaims struct {
	blocks [][]eraKept
	ids    [][]byte
	off    []eraOff // by claim, from low to high
	count  int
}

// serviceCAS returns the adjustments of the lines of claim i.
func (c *eraClaims) serviceCAS(i int) money.Amount {
	at, isOff := slices.BinarySearchFunc(c.off, uint32(i), func(o eraOff, claim uint32) int { return cmp.Compare(o.claim, claim) })
	if isOff {
		return c.off[at].serviceCAS
	}
	k := c.at(i)
	sum, _ := wideOf(k.charge).less(k.paid).less(k.claimCAS).amount() // tried when the claim was judged
	return sum
}

// at returns claim i.
func (c *eraClaims) at(i int) *eraKept { return &c.blocks[i/claimsInBlock][i%claimsInBlock] }

// id returns the bytes of a claim's id.
func (c *eraClaims) id(k *eraKept) []byte {
	start := k.idAt % idsInBlock
	return c.ids[k.idAt/idsInBlock][start : start+uint32(k.idLen)]
}

// add keeps a claim.
func (c *eraClaims) add(k eraKept) {
	last := len(c.blocks) - 1
	if last < 0 || len(c.blocks[last]) == claimsInBlock {
		var block []eraKept
		if last >= 0 {
			block = make([]eraKept, 0, claimsInBlock)
		}
		c.blocks = append(c.blocks, block)
		last++
	}
	c.blocks[last] = append(c.blocks[last], k)
	c.count++
}

// addID keeps the bytes of an id of at most maxERAID bytes and returns their place; ok
// is false where there is no room for more.
func addID[T string | []byte](c *eraClaims, id T) (at uint32, ok bool) {
	last := len(c.ids) - 1
	if last < 0 || len(c.ids[last])+len(id) > idsInBlock {
		if last+1 == maxIDBlocks {
			return 0, false
		}
		var block []byte
		if last >= 0 {
			block = make([]byte, 0, idsInBlock)
		}
		c.ids = append(c.ids, block)
		last++
	}
	start := len(c.ids[last])
	c.ids[last] = append(c.ids[last], id...)
	if start == idsInBlock { // an empty id behind a full block: it has no bytes to point at
		start = 0
	}
	return uint32(last)*idsInBlock + uint32(start), true
}
