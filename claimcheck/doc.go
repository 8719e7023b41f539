// Package claimcheck says whether an insurance check matches what it pays.
package claimcheck
