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

/** Where things that can be tagged are found, and their tags changed. */
export interface TaggedTable {
  get(id: string): TaggedRecord | undefined;
  all(): TaggedRecord[];
  change(record: TaggedRecord, patch: Pick<TaggedRecord, 'tags'>): void;
}
