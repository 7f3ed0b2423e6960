import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { createPortal } from 'react-dom';

/** Where the page shell keeps room for the details of what is selected. */
export interface DetailsHost {
  /** The element that the details are drawn into; absent while the panel is folded. */
  readonly element: HTMLElement | null;
  /** Opens the panel under this header; undefined closes it. */
  readonly show: (header: string | undefined) => void;
}

/** Provided by the page shell. */
export const DetailsContext = createContext<DetailsHost>({ element: null, show: () => {} });

/** Shows its children in the panel below the page, as long as it is drawn. */
export function DetailsPanel({ header, children }: { header: string; children: ReactNode }) {
  const { element, show } = useContext(DetailsContext);
  useEffect(() => {
    show(header);
  }, [header, show]);
  useEffect(() => () => show(undefined), [show]);
  return element ? createPortal(children, element) : null;
}
