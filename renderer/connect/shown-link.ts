/** A link as it may be opened. */
export interface ShownLink {
  /** The host it really leads to, in the form the network uses: a look-alike shows as xn--… */
  readonly host: string;
  readonly address: string;
}

/** What a printed link leads to; null when it is not https, or hides another host behind a user name. */
export function shownLink(printed: string): ShownLink | null {
  if (!URL.canParse(printed)) return null;
  const url = new URL(printed);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return { host: url.host, address: url.href };
}
