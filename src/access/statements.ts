import type { DecidingStatement, HeldPolicy } from './contract.ts';

/** A statement of a policy as it was written, with the policy that it stands in. */
export interface FoundStatement extends DecidingStatement {
  readonly actions: readonly string[];
  /** The actions are those that it does not speak of. */
  readonly allBut: boolean;
}

/** The statements of a policy; none where its text is not known or cannot be read. */
export function statementsOf({ name, document }: HeldPolicy): FoundStatement[] {
  return parsed(document).map((statement) => ({
    policy: name,
    ...(typeof statement.Sid === 'string' && statement.Sid !== '' ? { sid: statement.Sid } : {}),
    effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
    text: JSON.stringify(statement, null, 2),
    actions: [statement.Action ?? statement.NotAction ?? []].flat().map(String),
    allBut: statement.NotAction !== undefined,
  }));
}

/** Whether a statement speaks of an action, whatever it says of things and conditions. Capitals make no difference. */
export function speaksOf({ actions, allBut }: FoundStatement, action: string): boolean {
  return actions.some((pattern) => fits(pattern.toLowerCase(), action.toLowerCase())) !== allBut;
}

/** `*` for any letters, `?` for one; without going back over more than the last `*`, so that no pattern takes long. */
function fits(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  let from = 0;
  while (at < text.length) {
    if (pattern[from] === '*') {
      star = from++;
      mark = at;
    } else if (pattern[from] === '?' || pattern[from] === text[at]) {
      from++;
      at++;
    } else if (star >= 0) {
      from = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[from] === '*') from++;
  return from === pattern.length;
}

interface Written {
  readonly Sid?: unknown;
  readonly Effect?: unknown;
  readonly Action?: unknown;
  readonly NotAction?: unknown;
}

function parsed(document: string | undefined): Written[] {
  if (document === undefined) return [];
  try {
    const { Statement } = JSON.parse(document) as { Statement?: Written | Written[] };
    return [Statement ?? []].flat();
  } catch {
    return [];
  }
}
