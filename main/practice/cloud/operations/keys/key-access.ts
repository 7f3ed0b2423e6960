import { placeArn } from '../../access/ec2-context.ts';
import { contextOf, createTagsNeeds, requestTags } from '../../access/needs.ts';
import type { Access } from '../operation.ts';

/** What a call about one key pair names it by. */
interface KeyInput {
  readonly KeyName?: string | undefined;
  readonly KeyPairId?: string | undefined;
  readonly KeyType?: string | undefined;
  readonly TagSpecifications?: readonly {
    readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[] | undefined;
  }[];
}

/** Judges a call by its key pair, which ARNs name by its name. */
export function judgedByKey<Input extends KeyInput>(name: string): Access<Input> {
  return {
    needs: (input, call) => {
      const { keyPairs } = call.place;
      const held = keyPairs.get(input.KeyPairId) ?? keyPairs.by('name', input.KeyName)[0];
      const keyName = input.KeyName ?? held?.name ?? '*';
      const tags = (input.TagSpecifications ?? []).flatMap(({ Tags = [] }) => Tags);
      const context = {
        'ec2:Region': [call.region],
        'ec2:KeyPairName': [keyName],
        ...(input.KeyType ? { 'ec2:KeyPairType': [input.KeyType] } : {}),
        ...(held ? contextOf(call, held.id) : {}),
        ...requestTags(tags),
      };
      return [
        { action: `ec2:${name}`, resource: placeArn(call.place, 'key-pair', keyName), context },
        ...createTagsNeeds(name, input, call),
      ];
    },
  };
}
