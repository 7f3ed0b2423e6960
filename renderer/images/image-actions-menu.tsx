import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { type ActionImage, IMAGE_ACTIONS, whyNotNow } from './image-actions.ts';

/** The Actions button of the images page: what can be done with what is selected, and why the rest cannot. */
export function ImageActionsMenu({ selected, go }: { selected: readonly ActionImage[]; go: (path: string) => void }) {
  const groups = IMAGE_ACTIONS.filter(({ actions }) => actions.length > 0);
  if (groups.length === 0) return null;
  return (
    // Above the details panel, which would cover the lower half of so long a menu.
    <ButtonDropdown
      expandToViewport
      items={groups.map(({ id, text, actions }) => ({
        id,
        text,
        items: actions.map((action) => {
          const reason = whyNotNow(action, selected);
          return {
            id: action.id,
            text: action.text,
            disabled: reason !== undefined,
            ...(reason ? { disabledReason: reason } : {}),
          };
        }),
      }))}
      onItemClick={({ detail }) => {
        const action = groups.flatMap(({ actions }) => actions).find(({ id }) => id === detail.id);
        const [first, second = first] = selected;
        if (action && first && second) go(action.path(first, second));
      }}
    >
      Actions
    </ButtonDropdown>
  );
}
