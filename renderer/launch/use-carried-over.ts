import { useState } from 'react';
import { changeImage } from '../../src/launch/change-image.ts';
import type { LaunchForm } from './launch-form.ts';

/** Fits the form to its image whenever that changes; answers what had to change, undefined while it is the first one. */
export function useCarriedOver(form: LaunchForm): readonly string[] | undefined {
  const { facts, values } = form;
  const [fitted, setFitted] = useState(facts);
  const [carried, setCarried] = useState<readonly string[]>();
  if (fitted.image.imageId !== facts.image.imageId) {
    // During rendering, so that the form is never drawn over another image's values.
    const over = changeImage(values, fitted, facts);
    setFitted(facts);
    setCarried(over.changes);
    form.set(over.values);
  }
  return carried;
}
