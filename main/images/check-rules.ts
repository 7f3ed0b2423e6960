import { AppError } from '../../src/core/errors.ts';
import type { CreateImageRequest } from '../../src/images/contract.ts';
import { copyNameError, type NamingRules, ruleErrors } from '../../src/images/naming-rules.ts';

/** Throws `images.against-rules`, with the field it belongs to, when the team's rules are enforced and not kept. */
export function checkRules(request: CreateImageRequest, rules: NamingRules): void {
  const [first] = Object.entries(ruleErrors(request, rules));
  if (!first) return;
  throw againstRules(...first);
}

/** Throws the same when an image made of another is to bear a name that the team's rules do not allow. */
export function checkCopyName(name: string, sourceName: string, rules: NamingRules): void {
  const message = copyNameError(name, sourceName, rules);
  if (message) throw againstRules('name', message);
}

function againstRules(field: string, message: string): AppError {
  return new AppError('images.against-rules', message, { field, fix: 'The rules are set in Settings, and enforced.' });
}
