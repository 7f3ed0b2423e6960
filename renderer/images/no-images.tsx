import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { PUBLIC_SEARCH_MIN } from '../../src/images/inventory.ts';
import { VIEW_WORDS } from '../../src/images/view-words.ts';
import { paths } from '../common/paths.ts';
import { Nothing } from '../common/table-frame.tsx';
import { useGo } from '../common/use-go.ts';
import { useList } from './image-list-context.ts';

/** What the images page says instead of rows: still looking, nothing fits, or nothing is there, and what to do then. */
export function NoImages() {
  const { choice, answer, change } = useList();
  const go = useGo();
  if (answer && !answer.complete) return <Nothing title="Looking" text="Nothing was found so far." />;
  if (answer && answer.total > 0) {
    return (
      <Nothing
        title="Nothing matches"
        text="No image of this list holds these words and fits what is chosen above."
        action={
          <SpaceBetween size="xs" direction="horizontal">
            <Button onClick={() => change({ filter: { text: '' } })}>Clear the filter</Button>
            <Button onClick={() => go(paths.whereIsImage())}>Where is my image?</Button>
          </SpaceBetween>
        }
      />
    );
  }
  if (choice.view === 'public' && choice.filter.text.trim().length >= PUBLIC_SEARCH_MIN) {
    return <Nothing title="No public image has this in its name" text="Try fewer letters, or another Region." />;
  }
  const { title, text } = VIEW_WORDS[choice.view].empty;
  return (
    <Nothing
      title={title}
      text={text}
      action={
        choice.view === 'own' ? <Button onClick={() => go(paths.instances())}>Choose an instance</Button> : undefined
      }
    />
  );
}
