import type { Member, Shape } from './shape.ts';
import { writeTime } from './times.ts';

/** One element with its content, which is XML already. */
export function element(name: string, content: string, namespace?: string): string {
  const open = namespace ? `${name} xmlns="${escapeXml(namespace)}"` : name;
  return content === '' ? `<${open}/>` : `<${open}>${content}</${name}>`;
}

/** One element that holds text. */
export function textElement(name: string, text: string): string {
  return element(name, escapeXml(text));
}

/** Encodes the members of a structure; absent ones are left out, as AWS does. */
export function encodeMembers(shape: Shape, value: unknown): string {
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return '';
  const fields = value as Readonly<Record<string, unknown>>;
  return shape.members
    .map((member) => {
      const held = fields[member.name];
      return held === undefined || held === null ? '' : encode(member, member.traits.xmlName ?? member.name, held);
    })
    .join('');
}

function encode(member: Member, name: string, value: unknown): string {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return element(name, encodeMembers(shape, value));
    case 'list': {
      const flat = Boolean(member.merged.xmlFlattened);
      const itemName = flat ? name : (shape.member.merged.xmlName ?? 'member');
      const items = (value as readonly unknown[]).map((item) => encode(shape.member, itemName, item)).join('');
      return flat ? items : element(name, items);
    }
    case 'map': {
      const flat = Boolean(member.merged.xmlFlattened);
      const entries = Object.entries(value as object).map(([key, held]) =>
        element(
          flat ? name : 'entry',
          textElement(shape.key.merged.xmlName ?? 'key', key) +
            encode(shape.value, shape.value.merged.xmlName ?? 'value', held),
        ),
      );
      return flat ? entries.join('') : element(name, entries.join(''));
    }
    case 'unit':
      return element(name, '');
    default:
      return textElement(name, plain(shape, value));
  }
}

function plain(shape: Shape, value: unknown): string {
  if (shape.kind === 'blob') return Buffer.from(value as Uint8Array).toString('base64');
  if (shape.kind === 'timestamp') return writeTime(value as Date, shape.format);
  return String(value);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser would take these for its own line ends and blanks.
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};

/** Escapes text for XML 1.0; what XML cannot hold at all (control characters, lone surrogates) becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replace(/[&<>"'\r\n\t]/g, (character) => entities[character] ?? character);
}
