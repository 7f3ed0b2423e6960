import { AppError } from '../../src/core/errors.ts';

/** The longest link that is handed on; some systems cut longer ones, and a cut link is another link. */
const LONGEST = 2_000;

/**
 * The one door to the person's browser: answers the exact text that may be opened, or throws `settings.bad-link`.
 *
 * Only https, a plain host, no name or password in it, no control or direction characters; what is opened is the URL
 * as parsed, not as written, so that the browser sees what was checked.
 */
export function checkExternalLink(text: string): string {
  const refuse = (why: string): never => {
    throw new AppError('settings.bad-link', `This link was not opened: ${why}.`, { field: 'url' });
  };
  if (text.length > LONGEST) return refuse('it is too long');
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s\\]/u.test(text)) return refuse('it holds characters that do not belong in a link');
  if (!/^https:\/\/[^/]/i.test(text) || !URL.canParse(text)) return refuse('only https links are opened');
  const url = new URL(text);
  if (url.protocol !== 'https:') return refuse('only https links are opened');
  if (url.username !== '' || url.password !== '') return refuse('it holds a user name, which hides where it leads');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(url.hostname)) return refuse('it does not name a web site');
  return url.href;
}
