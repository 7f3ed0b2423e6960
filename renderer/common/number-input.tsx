import Input from '@cloudscape-design/components/input';
import { useState } from 'react';

interface Props<Empty> {
  readonly value: number | Empty;
  readonly onChange: (value: number | Empty) => void;
  /** What an empty field means: NaN where a number is needed, undefined where it may stay empty. */
  readonly empty: Empty;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly ariaLabel?: string;
}

/**
 * A field for a number that keeps what was typed, also while it is no number yet.
 *
 * It takes any text rather than a number control's: that one swallows what it does not understand, and nobody is told why.
 */
export function NumberInput<Empty extends number | undefined>({ value, onChange, empty, ...input }: Props<Empty>) {
  const [text, setText] = useState(() => toText(value));
  const parse = (typed: string) => (typed.trim() === '' ? empty : Number(typed.trim()));
  const shown = Object.is(parse(text), value) ? text : toText(value);
  return (
    <Input
      {...input}
      value={shown}
      inputMode="numeric"
      onChange={({ detail }) => {
        setText(detail.value);
        onChange(parse(detail.value));
      }}
    />
  );
}

function toText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}
