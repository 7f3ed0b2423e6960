/** What the page may ask of its terminal. */
export interface TerminalHandle {
  focus(): void;
  /** Types a text that was cleaned and, where it has several lines, agreed to. */
  paste(text: string): void;
  /** Selects the next or the previous place; answers whether there is one. */
  find(text: string, back: boolean): boolean;
  /** Copies the selection; false when there is none. */
  copy(): boolean;
}
