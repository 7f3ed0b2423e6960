import { createPaperMachines } from '../practice/paper-machines.ts';
import { type MainSide, type MainSideOptions, openMainSide } from './main-side.ts';

/** The main process over a practice cloud whose machines nobody can log in to: quicker, for tests of everything else. */
export function openPaperSide(options: MainSideOptions = {}): Promise<MainSide> {
  return openMainSide({
    ...options,
    cloudOptions: { machines: createPaperMachines().create, ...options.cloudOptions },
  });
}
