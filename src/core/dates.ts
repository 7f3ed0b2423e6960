/** A month of dated data in words: `2025-07` is `July 2025`. */
export function monthInWords(month: string): string {
  const middle = new Date(`${month}-15T12:00:00Z`);
  return middle.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' });
}
