import Box from '@cloudscape-design/components/box';
import type { Instance } from '../../src/instances/contract.ts';
import { isReservedTag, tagsForm } from '../../src/instances/settings.ts';
import { useAction, useClient, useInvalidate } from '../bridge/hooks.ts';
import { toRemoteError } from '../bridge/remote-error.ts';
import { useForm } from '../common/form.ts';
import { TagEditor } from '../common/tag-editor.tsx';
import { useToasts } from '../common/toasts.tsx';
import { Dialog } from './dialog.tsx';
import { labelOf } from './instance-label.ts';

/** Writes, changes and removes the tags of an instance; only what was changed here is sent. */
export function TagsDialog({ instance, onClose }: { instance: Instance; onClose: () => void }) {
  const before = instance.tags.filter(({ key }) => !isReservedTag(key));
  const kept = instance.tags.length - before.length;
  const form = useForm(tagsForm, { tags: before });
  const client = useClient();
  const invalidate = useInvalidate();
  const { push } = useToasts();
  const save = useAction(async () => {
    if (!form.check(['tags'])) return;
    const { tags } = form.values;
    const same = (one: { key: string; value: string }) =>
      before.some(({ key, value }) => key === one.key && value === one.value);
    try {
      await client.instances.changeTags({
        instanceId: instance.instanceId,
        set: tags.filter((one) => !same(one)),
        remove: before.map(({ key }) => key).filter((key) => !tags.some((one) => one.key === key)),
      });
    } catch (thrown) {
      if (form.refuse(toRemoteError(thrown).shape)) return;
      throw thrown;
    } finally {
      invalidate('instances');
    }
    push({ type: 'success', header: `The tags of ${labelOf(instance)} are saved.` });
    onClose();
  });
  return (
    <Dialog
      title={`Manage tags of ${labelOf(instance)}`}
      doText="Save"
      onDo={() => void save.run(undefined)}
      running={save.running}
      error={save.error}
      onClose={onClose}
    >
      <TagEditor form={form} />
      {kept > 0 ? (
        <Box color="text-body-secondary">
          {`${kept} more ${kept === 1 ? 'tag is' : 'tags are'} left as they are: those of AWS, and the one by which Amiable finds what it made.`}
        </Box>
      ) : null}
    </Dialog>
  );
}
