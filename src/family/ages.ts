const STEPS: readonly (readonly [seconds: number, one: string])[] = [
  [365.25 * 86_400, 'year'],
  [30.44 * 86_400, 'month'],
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** How long lies between two points in time, in the largest unit that fits: “3 days”; undefined where one is not known. */
export function timeBetween(one: string, other: string): string | undefined {
  const seconds = Math.abs(Date.parse(other) - Date.parse(one)) / 1000;
  if (Number.isNaN(seconds)) return undefined;
  const [length, unit] = STEPS.find(([step]) => seconds >= step) ?? [60, 'minute'];
  const count = Math.floor(seconds / length);
  if (count === 0) return 'less than a minute';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
