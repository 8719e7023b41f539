// Package claimcheck checks what insurers pay.
package claimcheck
