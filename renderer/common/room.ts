import { createContext, useContext, useEffect } from 'react';

/** Provided by the page shell: how a page asks for all the room there is. */
export const RoomContext = createContext<(roomy: boolean) => void>(() => {});

/** Folds the side navigation away and takes the page's margins for as long as the caller is shown. */
export function useRoom(): void {
  const want = useContext(RoomContext);
  useEffect(() => {
    want(true);
    return () => want(false);
  }, [want]);
}
