import { AppError } from '../../src/core/errors.ts';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import { type NamingRules, ruleErrors } from '../../src/images/naming-rules.ts';

/** Throws `images.against-rules`, with the field it belongs to, when the team's rules are enforced and not kept. */
export function checkRules(request: CreateImageRequest, rules: NamingRules): void {
  const [first] = Object.entries(ruleErrors(request, rules));
  if (!first) return;
  const [field, message] = first;
  throw new AppError('images.against-rules', message, {
    field,
    fix: 'The rules are set in Settings, and enforced.',
  });
}
