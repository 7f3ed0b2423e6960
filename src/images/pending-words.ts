import type { PendingSpeed } from './inventory.ts';

/** How long something still takes, as one would say it: “about 3 minutes”. */
export function aboutTime(seconds: number): string {
  if (seconds < 15) return 'a few seconds';
  if (seconds < 50) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
  return `about ${Math.round(minutes / 60)} hours`;
}

/** How far a pending image is, for a cell: “42 %, about 3 minutes left”. */
export function pendingWords(progress: number, speed: PendingSpeed | undefined): string {
  const done = `${Math.floor(progress)} %`;
  return speed ? `${done}, ${aboutTime(speed.secondsLeft)} left` : done;
}

/** The same with the speed, or why there is none, for the details. */
export function speedWords(speed: PendingSpeed | undefined): string {
  if (!speed) {
    return 'How long it still takes cannot be told yet: AWS tells the progress in jumps. Large disks can take hours.';
  }
  const perMinute = speed.percentPerMinute;
  const shown = perMinute >= 10 ? Math.round(perMinute) : Math.round(perMinute * 10) / 10;
  const rate = shown >= 0.1 ? `about ${shown} % a minute` : 'less than 0.1 % a minute';
  return `Copying at ${rate}: ${aboutTime(speed.secondsLeft)} left.`;
}
