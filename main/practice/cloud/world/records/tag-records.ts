/** A tag, in EC2's own words. Tags are a list and not a map: a key may be `__proto__`. */
export interface TagRecord {
  readonly Key: string;
  readonly Value: string;
}

/** A record that can be tagged. */
export interface TaggedRecord {
  readonly id: string;
  readonly tags: readonly TagRecord[];
}
