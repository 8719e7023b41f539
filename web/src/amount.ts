// Amounts are the engine's decimal strings from end to end. What is here changes
// how they look, compares them, or turns them into pixels; none of it is money
// arithmetic.

/** human writes an amount with separators of thousands: 1,180.00. */
export function human(amount: string): string {
  const [, sign, whole, rest] = /^([+-]?)(\d+)(.*)$/.exec(amount) ?? [];
  if (whole === undefined) return amount;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}

/** isZero reports whether an amount is nothing, in any currency. */
export const isZero = (amount: string): boolean => /^[+-]?0*(\.0*)?$/.test(amount);

/** isNegative reports whether an amount is below zero. */
export const isNegative = (amount: string): boolean => amount.startsWith('-') && !isZero(amount);

/** unsigned takes the sign away. */
export const unsigned = (amount: string): string => amount.replace(/^[+-]/, '');

/** compare orders two amounts exactly. */
export function compare(a: string, b: string): number {
  const digits = Math.max(fraction(a).length, fraction(b).length);
  const minor = (amount: string) =>
    BigInt(amount.replace('.', '').replace(/^\+/, '') + '0'.repeat(digits - fraction(amount).length));
  const [left, right] = [minor(a), minor(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

const fraction = (amount: string): string => amount.split('.')[1] ?? '';

/** pixels returns an amount for drawing alone. */
export const pixels = (amount: string): number => Number(amount);

/**
 * typed reads an amount as people type it: separators of thousands and a currency
 * sign in front say nothing. Everything else is left for the engine to judge.
 */
export function typed(text: string): string {
  const trimmed = text.trim().replace(/^[$€£]\s*/, '');
  return /^\d{1,3}(,\d{3})+(\.\d*)?$/.test(trimmed) ? trimmed.replace(/,/g, '') : trimmed;
}

const ordinals = ['', 'first', 'second', 'third', 'fourth', 'fifth'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function dayOf(date: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? undefined : day;
}

/** weekday returns the day of the week of a date, such as Tuesday. */
export function weekday(date: string): string {
  const day = dayOf(date);
  return day ? weekdays[day.getUTCDay()]! : '';
}

/** ordinalWeekday says which one of its month a date is: second Tuesday. */
export function ordinalWeekday(date: string): string {
  const day = dayOf(date);
  return day ? `${ordinals[Math.ceil(day.getUTCDate() / 7)]} ${weekday(date)}` : '';
}

/** isFifth reports whether a date is the fifth of its weekday in its month. */
export const isFifth = (date: string): boolean => (dayOf(date)?.getUTCDate() ?? 0) > 28;

/** today returns the day it is where the page is open. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** count says how many there are of something: 1 claim, 2 claims. */
export const count = (n: number, of: string): string => `${human(String(n))} ${of}${n === 1 ? '' : 's'}`;

/** sentence begins with a capital letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
