/** What is kept of a terminal while no page shows it; the class is loaded with the first one. */
interface Disposable {
  dispose(): void;
}

const terminals = new Map<string, Disposable>();

/** The session's terminal: the one that is there, which went on while other pages were shown, or a new one. */
export function terminalOf<T extends Disposable>(sessionId: string, create: () => T): T {
  // Every caller makes the same kind; the type is only unknown here to leave xterm out of the first page.
  const there = terminals.get(sessionId) as T | undefined;
  if (there) return there;
  const made = create();
  terminals.set(sessionId, made);
  return made;
}

/** Takes the terminals of all other sessions away. */
export function keepTerminals(sessionIds: readonly string[]): void {
  for (const [sessionId, terminal] of terminals) {
    if (sessionIds.includes(sessionId)) continue;
    terminals.delete(sessionId);
    terminal.dispose();
  }
}
