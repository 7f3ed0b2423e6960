import { type Action, useAction, useInvalidate } from '../bridge/hooks.ts';
import { paths } from '../common/paths.ts';
import { type Toast, useToasts } from '../common/toasts.tsx';
import { useGo } from '../common/use-go.ts';

/** Something done to an image from this page: afterwards lists are asked again, and it goes back to the AMIs page. */
export function useRetire(perform: () => Promise<unknown>, said?: () => Toast): Action<undefined, true> {
  const invalidate = useInvalidate();
  const go = useGo();
  const { push } = useToasts();
  return useAction(async (): Promise<true> => {
    await perform();
    invalidate('images');
    invalidate('jobs');
    if (said) push(said());
    go(paths.images());
    return true;
  });
}
