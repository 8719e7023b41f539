package money

// Append appends the amount's text to dst, with all the digits of its currency
// after the point and no separators: Amount(-5).Append(dst, 2) appends "-0.05".
// [Parse] reads it back. Digits outside 0 to [MaxDigits] are taken as the
// nearest end of that range.
func (a Amount) Append(dst []byte, digits int) []byte {
	digits = max(0, min(digits, MaxDigits))
	var buf [24]byte
	rest := magnitude(int64(a))
	i := len(buf)
	if digits == 2 { // nearly every currency
		i -= 3
		pair := pairs[rest%100*2:]
		buf[i], buf[i+1], buf[i+2] = '.', pair[0], pair[1]
		rest /= 100
	} else if digits > 0 {
		for range digits {
			i--
			buf[i] = byte('0' + rest%10)
			rest /= 10
		}
		i--
		buf[i] = '.'
	}
	for rest >= 100 {
		i -= 2
		pair := pairs[rest%100*2:]
		buf[i], buf[i+1] = pair[0], pair[1]
		rest /= 100
	}
	if rest >= 10 {
		i -= 2
		pair := pairs[rest*2:]
		buf[i], buf[i+1] = pair[0], pair[1]
	} else {
		i--
		buf[i] = byte('0' + rest)
	}
	if a < 0 {
		i--
		buf[i] = '-'
	}
	return append(dst, buf[i:]...)
}

// Format returns the text that [Amount.Append] appends.
func (a Amount) Format(digits int) string {
	return string(a.Append(make([]byte, 0, 24), digits))
}

// pairs is "00" to "99": two digits a division.
const pairs = "" +
	"00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"
