import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef, useState } from 'react';

interface SearchBarProps {
  readonly find: (text: string, back: boolean) => boolean;
  readonly onClose: () => void;
}

/** Searches what the terminal has shown: Enter goes back in time, Shift and Enter forward, Escape ends it. */
export function SearchBar({ find, onClose }: SearchBarProps) {
  const [text, setText] = useState('');
  const [found, setFound] = useState(true);
  const input = useRef<InputProps.Ref>(null);
  useEffect(() => input.current?.focus(), []);
  const look = (wanted: string, back: boolean) => setFound(wanted === '' || find(wanted, back));
  return (
    <search aria-label="Search in the terminal" className="terminal-search">
      <Container>
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <Input
            ref={input}
            type="search"
            value={text}
            placeholder="Search in the terminal"
            ariaLabel="Search in the terminal"
            clearAriaLabel="Clear the search"
            invalid={!found}
            onChange={({ detail }) => {
              setText(detail.value);
              look(detail.value, true);
            }}
            onKeyDown={({ detail }) => {
              if (detail.key === 'Enter') look(text, !detail.shiftKey);
              if (detail.key === 'Escape') onClose();
            }}
          />
          <Button iconName="angle-up" ariaLabel="Previous place" onClick={() => look(text, true)} />
          <Button iconName="angle-down" ariaLabel="Next place" onClick={() => look(text, false)} />
          <Button iconName="close" ariaLabel="End the search" onClick={onClose} />
          <span role="status">{found ? '' : 'Not found.'}</span>
        </SpaceBetween>
      </Container>
    </search>
  );
}
