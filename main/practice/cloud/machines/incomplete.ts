const ENDINGS = [
  '\n:\nfi',
  '\n:\ndone',
  '\ndo :\ndone',
  '\nthen :\nfi',
  '\n:\n}',
  '\nesac',
  '"',
  "'",
  ')',
  '`',
  '\n:\n)',
];

/** Whether a command line is only the beginning of one (an open quote, loop or here-document), so that bash would ask on. */
export async function needsMore(text: string): Promise<boolean> {
  if (/(^|[^\\])(\\\\)*\\$/.test(text)) return true;
  if (/(\||&&)\s*$/.test(text)) return true;
  const { parse } = await import('just-bash');
  try {
    return JSON.stringify(parse(text)).includes('"terminated":false');
  } catch {
    return ENDINGS.some((ending) => {
      try {
        parse(text + ending);
        return true;
      } catch {
        return false;
      }
    });
  }
}
