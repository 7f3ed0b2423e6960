import type { InstanceRecord } from './records/instance-records.ts';
import type { TaggedRecord, TaggedTable } from './records/tag-records.ts';
import type { PlaceTables } from './tables.ts';

/** Network interfaces as things that can be tagged: each belongs to one instance and is kept in its record. */
export class InterfaceTable implements TaggedTable {
  readonly #instances: PlaceTables['instances'];

  constructor(instances: PlaceTables['instances']) {
    this.#instances = instances;
  }

  get(id: string): TaggedRecord | undefined {
    const [instance] = this.#instances.by('interface', id);
    return instance && interfaceOf(instance);
  }

  all(): TaggedRecord[] {
    return this.#instances.filter(({ state }) => state !== 'terminated').map(interfaceOf);
  }

  change({ id }: TaggedRecord, { tags }: Pick<TaggedRecord, 'tags'>): void {
    const [instance] = this.#instances.by('interface', id);
    if (instance) this.#instances.change(instance, { interfaceTags: tags });
  }
}

function interfaceOf({ networkInterfaceId, interfaceTags }: InstanceRecord): TaggedRecord {
  return { id: networkInterfaceId, tags: interfaceTags };
}
