const isoForm =
  /^([+-]?\d{1,9})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:t(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?)?(z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Reads a time as milliseconds since 1970, or answers null.
 *
 * Digits alone are seconds of the epoch; all else is a date of the W3C's ISO 8601 forms, where a time without a zone is
 * UTC. Source: IAM user guide, reference_policies_elements_condition_operators.
 */
export function readInstant(text: string): number | null {
  if (/^\d+$/.test(text)) {
    const seconds = BigInt(text);
    return seconds <= 9_223_372_036_854_775_807n ? Number(seconds) * 1000 : null;
  }
  const match = isoForm.exec(text.toLowerCase());
  if (!match || !/[-t]/.test(text.toLowerCase())) return null;
  const [, years, months = '01', days = '01', hours = '0', minutes = '0', seconds = '0', fraction = '', zone] = match;
  const [year, month, day] = [Number(years), Number(months), Number(days)];
  const clock = [Number(hours), Number(minutes), Number(seconds)] as const;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (clock[0] > 23 || clock[1] > 59 || clock[2] > 59) return null;
  const offset = readZone(zone);
  if (offset === null) return null;
  const minutesOfDay = clock[0] * 60 + clock[1] - offset;
  return ((daysSince1970(year, month, day) * 1440 + minutesOfDay) * 60 + clock[2]) * 1000 + thousandths(fraction);
}

function readZone(text: string | undefined): number | null {
  if (text === undefined || text === 'z') return 0;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(text) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function thousandths(fraction: string): number {
  return Number(fraction.padEnd(3, '0').slice(0, 3));
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Counts days by years that begin in March, so that the day too many comes last. */
function daysSince1970(year: number, month: number, day: number): number {
  const counted = month > 2 ? year : year - 1;
  const era = Math.floor(counted / 400);
  const yearOfEra = counted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
