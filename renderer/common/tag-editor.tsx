import Alert from '@cloudscape-design/components/alert';
import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { TAG_LIMITS, type Tag } from '../../src/core/fields.ts';

/** The lists of tags that a form may hold; a second one has words of its own for the screen reader. */
type TagPath = 'tags' | 'snapshotTags';
const WORDS: Readonly<Record<TagPath, string>> = { tags: 'tag', snapshotTags: 'snapshot tag' };

/** The part of a form that the tag editor needs. */
export interface TagForm {
  readonly values: { readonly tags: readonly Tag[] };
  readonly set: (change: { tags: Tag[] }) => void;
  readonly errorOf: (path: string) => string | undefined;
  readonly touch: (path: string) => void;
}

interface TagEditorProps {
  readonly form: TagForm;
  /** Where the list stands in the form, for its messages; `tags` where nothing is said. */
  readonly path?: TagPath;
  /** The only values that a key may have; empty where any will do. */
  readonly valuesFor?: (key: string) => readonly string[];
}

const any = (): readonly string[] => [];

/** Rows of key and value; each message stands under its own row, those about the whole list above them. */
export function TagEditor({ form, path = 'tags', valuesFor = any }: TagEditorProps) {
  const { tags } = form.values;
  const word = WORDS[path];
  const set = (now: Tag[]) => form.set({ tags: now });
  const change = (index: number, part: Partial<Tag>) =>
    set(tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)));
  const left = TAG_LIMITS.keys - tags.length;
  // The list's own message is one for the whole list; zod gives it at the list's path.
  const listError = form.errorOf(path);
  return (
    <SpaceBetween size="s">
      {listError ? (
        <div data-list-error={path}>
          <Alert type="error">{listError}</Alert>
        </div>
      ) : null}
      <AttributeEditor
        items={tags}
        gridLayout={[{ rows: [[1, 1]], removeButton: { width: 'auto' } }]}
        addButtonText={`Add ${word}`}
        removeButtonText="Remove"
        removeButtonAriaLabel={(tag) => `Remove ${word} ${tag.key}`}
        additionalInfo={
          left > 0
            ? `You can add up to ${left} more ${left === 1 ? 'tag' : 'tags'}.`
            : left === 0
              ? `That is all: a resource may have ${TAG_LIMITS.keys} tags.`
              : `${-left} too many: a resource may have ${TAG_LIMITS.keys} tags.`
        }
        empty="No tags yet. A tag is a word of your own on a resource, such as purpose = training."
        onAddButtonClick={() => set([...tags, { key: '', value: '' }])}
        onRemoveButtonClick={({ detail }) => set(tags.filter((_, index) => index !== detail.itemIndex))}
        definition={[
          {
            label: 'Key',
            control: (tag, index) => (
              <Input
                ariaLabel={`Key of ${word} ${index + 1}`}
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
              <TagValue
                label={`Value of ${word} ${index + 1}`}
                value={tag.value}
                allowed={valuesFor(tag.key)}
                onChange={(value) => change(index, { value })}
                onLeave={() => form.touch(`${path}.${index}.value`)}
              />
            ),
            errorText: (_, index) => form.errorOf(`${path}.${index}.value`),
          },
        ]}
      />
    </SpaceBetween>
  );
}

interface TagValueProps {
  readonly label: string;
  readonly value: string;
  readonly allowed: readonly string[];
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

function TagValue({ label, value, allowed, onChange, onLeave }: TagValueProps) {
  if (allowed.length > 0) {
    return (
      <Select
        ariaLabel={label}
        selectedOption={value === '' ? null : { value, label: value }}
        options={allowed.map((one) => ({ value: one, label: one }))}
        placeholder="Choose a value"
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        onBlur={onLeave}
      />
    );
  }
  return (
    <Input
      ariaLabel={label}
      value={value}
      onChange={({ detail }) => onChange(detail.value)}
      onBlur={onLeave}
      placeholder="training"
    />
  );
}
