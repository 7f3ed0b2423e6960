import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import { type ReactNode, useEffect, useRef } from 'react';

interface SidePanelProps {
  readonly title: string;
  readonly description: string;
  /** It was opened by keyboard: then that is where the person goes on. */
  readonly takeFocus: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What is known of the chosen card, beside the picture. Escape closes it and goes back to the card. */
export function SidePanel({ title, description, takeFocus, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!takeFocus) return;
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [takeFocus]);
  return (
    <aside
      ref={panel}
      className="family-panel"
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <Container
        fitHeight
        header={
          <div className="family-panel-head">
            <div>
              <Box variant="h2" fontSize="heading-m">
                {title}
              </Box>
              <Box color="text-body-secondary">{description}</Box>
            </div>
            <Button variant="icon" iconName="close" ariaLabel="Close" onClick={onClose} />
          </div>
        }
      >
        {children}
      </Container>
    </aside>
  );
}
