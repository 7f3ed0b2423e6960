import { useEffect, useState } from 'react';
import { fillFromTemplate } from '../../src/launch/template-form.ts';
import type { ImageChange } from './image-section.tsx';
import type { LaunchForm } from './launch-form.ts';
import type { ChosenTemplate } from './template-open-dialog.tsx';

/** What the form was filled from, and what of it could not be filled in. */
export interface Filling {
  readonly template: ChosenTemplate;
  readonly notes: readonly string[];
}

interface TemplateFilling {
  readonly filled: Filling | undefined;
  /** Fills the form; with the template's own image, once that is on the page. */
  readonly fill: (template: ChosenTemplate, withItsImage: boolean) => void;
  readonly dismiss: () => void;
}

/** Fills the launch form from templates. */
export function useTemplateFilling(form: LaunchForm, change: ImageChange): TemplateFilling {
  const { facts, values, set } = form;
  const [filled, setFilled] = useState<Filling>();
  const [waiting, setWaiting] = useState<ChosenTemplate>();
  const fillNow = (template: ChosenTemplate) => {
    const { values: next, notes } = fillFromTemplate(values, template.settings, facts);
    set(next);
    setFilled({ template, notes });
  };
  // After the form was carried over to the other image, so that the template has the last word.
  useEffect(() => {
    if (!waiting) return;
    const arrived = waiting.settings.imageId === facts.image.imageId;
    if (arrived || change.trouble) setWaiting(undefined);
    if (arrived) fillNow(waiting);
  });
  return {
    filled,
    fill(template, withItsImage) {
      const { imageId } = template.settings;
      if (!withItsImage || !imageId || imageId === facts.image.imageId) return fillNow(template);
      setWaiting(template);
      change.choose(imageId);
    },
    dismiss: () => setFilled(undefined),
  };
}
