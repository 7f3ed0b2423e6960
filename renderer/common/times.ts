const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** A point in time in the person's own time zone, for example “23 Nov 2026, 22:17”. */
export function shownTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : dateTime.format(time);
}

/** The time of day to the second, for “Updated 22:17:10”. */
export function shownClock(milliseconds: number): string {
  return clock.format(new Date(milliseconds));
}
