import Alert from '@cloudscape-design/components/alert';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TAG_LIMITS, type Tag } from '../../src/core/fields.ts';

/** The part of a form that the tag editor needs. */
export interface TagForm {
  readonly values: { readonly tags: readonly Tag[] };
  readonly set: (change: { tags: Tag[] }) => void;
  readonly errorOf: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
}

/** Rows of key and value; each message stands under its own row, those about the whole list above them. */
export function TagEditor({ form, path = 'tags' }: { form: TagForm; path?: 'tags' }) {
  const { tags } = form.values;
  const change = (index: number, part: Partial<Tag>) =>
    form.set({ tags: tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)) });
  const left = TAG_LIMITS.keys - tags.length;
  // The list's own message is one for the whole list; zod gives it at the list's path.
  const listError = form.errorOf(path);
  return (
    <SpaceBetween size="s">
      {listError ? (
        <div data-list-error="tags">
          <Alert type="error">{listError}</Alert>
        </div>
      ) : null}
      <AttributeEditor
        items={tags}
        gridLayout={[{ rows: [[1, 1]], removeButton: { width: 'auto' } }]}
        addButtonText="Add tag"
        removeButtonText="Remove"
        removeButtonAriaLabel={(tag) => `Remove tag ${tag.key}`}
        additionalInfo={
          left > 0
            ? `You can add up to ${left} more ${left === 1 ? 'tag' : 'tags'}.`
            : left === 0
              ? `That is all: a resource may have ${TAG_LIMITS.keys} tags.`
              : `${-left} too many: a resource may have ${TAG_LIMITS.keys} tags.`
        }
        empty="No tags yet. A tag is a word of your own on a resource, such as purpose = training."
        onAddButtonClick={() => form.set({ tags: [...tags, { key: '', value: '' }] })}
        onRemoveButtonClick={({ detail }) => form.set({ tags: tags.filter((_, index) => index !== detail.itemIndex) })}
        definition={[
          {
            label: 'Key',
            control: (tag, index) => (
              <Input
                ariaLabel={`Key of tag ${index + 1}`}
                value={tag.key}
                onChange={({ detail }) => change(index, { key: detail.value })}
                onBlur={() => form.touch(`${path}.${index}.key`)}
                placeholder="purpose"
              />
            ),
            errorText: (_, index) => form.errorOf(`${path}.${index}.key`),
          },
          {
            label: 'Value',
            control: (tag, index) => (
              <Input
                ariaLabel={`Value of tag ${index + 1}`}
                value={tag.value}
                onChange={({ detail }) => change(index, { value: detail.value })}
                onBlur={() => form.touch(`${path}.${index}.value`)}
                placeholder="training"
              />
            ),
            errorText: (_, index) => form.errorOf(`${path}.${index}.value`),
          },
        ]}
      />
    </SpaceBetween>
  );
}
