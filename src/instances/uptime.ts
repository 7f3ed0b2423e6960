import type { Instance } from './instance.ts';

const DAY = 86_400;

/** How long it has been on since its last start: `3 d 4 h`, `12 min`; undefined when it is not running. */
export function uptimeWords(
  { state, launchedAt }: Pick<Instance, 'state' | 'launchedAt'>,
  now: number,
): string | undefined {
  const seconds = (now - Date.parse(launchedAt)) / 1000;
  if (state !== 'running' || Number.isNaN(seconds)) return undefined;
  if (seconds < 60) return 'Just started';
  const [days, hours, minutes] = [seconds / DAY, (seconds % DAY) / 3_600, (seconds % 3_600) / 60].map(Math.floor);
  if (days) return `${days} d ${hours} h`;
  return hours ? `${hours} h ${minutes} min` : `${minutes} min`;
}
