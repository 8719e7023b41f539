// Package claimcheck checks insurance money against what it should be.
package claimcheck
