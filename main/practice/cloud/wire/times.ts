const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const httpTime = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * Reads a time in the forms that callers write: seconds since 1970 as a number or a text, ISO 8601, or HTTP's own.
 *
 * Null for anything else; JavaScript would take `foo 1` for a day in 2001. Times are whole milliseconds.
 */
export function readTime(value: string | number): Date | null {
  const seconds = typeof value === 'number' || /^-?\d{1,12}(\.\d{1,9})?$/.test(value) ? Number(value) : null;
  if (seconds === null && !isoTime.test(String(value)) && !httpTime.test(String(value))) return null;
  // 1.001 seconds are 1000.9999999999999 milliseconds.
  const time = new Date(seconds === null ? Date.parse(withZone(String(value))) : Math.round(seconds * 1000));
  return Number.isNaN(time.getTime()) ? null : time;
}

/** A time without a zone is UTC, not this computer's. */
function withZone(text: string): string {
  return /T[\d:.]+$/.test(text) ? `${text}Z` : text;
}

/** Writes a time in the form that a schema asks for; ISO 8601 where it does not say. */
export function writeTime(time: Date, format: 'default' | 'date-time' | 'http-date' | 'epoch-seconds'): string {
  if (format === 'epoch-seconds') return String(time.getTime() / 1000);
  return format === 'http-date' ? time.toUTCString() : time.toISOString();
}
