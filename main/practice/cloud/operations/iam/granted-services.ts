import type { PolicyDocument } from '../../access/policy-document.ts';
import { serviceNames } from '../../data/service-names.ts';

/**
 * Whether a policy allows anything of a service.
 *
 * As with AWS's access advisor, what denies or bounds is not looked at: the question is which policies give access.
 */
export function grantsService({ statements }: PolicyDocument, namespace: string): boolean {
  return statements.some(({ effect, action: { not, texts } }) => {
    if (effect !== 'Allow') return false;
    if (!not) return texts.some((text) => text === '*' || fits(vendorOf(text), namespace));
    return !texts.some((text) => text === '*' || (fits(vendorOf(text), namespace) && /^[^:]*:\*+$/.test(text)));
  });
}

/** The services that policies give access to, by name, and those that they name though nobody here knows them. */
export function grantedServices(documents: readonly PolicyDocument[]): string[] {
  const named = documents.flatMap(({ statements }) =>
    statements.flatMap(({ action: { not, texts } }) => (not ? [] : texts.map(vendorOf))),
  );
  const all = new Set([...serviceNames.keys(), ...named.filter((vendor) => /^[a-z0-9-]+$/.test(vendor))]);
  return [...all].filter((namespace) => documents.some((one) => grantsService(one, namespace))).sort();
}

/** A service as people call it. */
export function serviceName(namespace: string): string {
  return serviceNames.get(namespace) ?? namespace;
}

function vendorOf(action: string): string {
  return (action.split(':')[0] ?? '').toLowerCase();
}

/** A service is named in full, or all are meant. */
function fits(vendor: string, namespace: string): boolean {
  return vendor === '*' || vendor === namespace;
}
