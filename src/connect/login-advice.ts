import { loginUser } from './rules.ts';

/** What cloud-init's line says. */
export interface LoginAdvice {
  /** The user to log in as instead. */
  readonly user: string;
  /** The user who was refused. */
  readonly ratherThan: string;
}

const LINE = /Please login as the user "([^"]+)" rather than the user "([^"]+)"/;

/** The line comes first of all; what a shell prints later is not the machine's advice. */
const FIRST_CHARACTERS = 4_096;

/**
 * Watches a session's first output for cloud-init's line, also where it is cut into pieces.
 *
 * Images of most systems let root log in with the key, and answer with this line, ten seconds of waiting and exit
 * status 142: nothing in the SSH protocol says that it failed. Source: cloud-init's `disable_root_opts`.
 */
export class LoginAdviceWatch {
  #seen = '';
  #over = false;
  readonly #user: string;

  /** `user` is who is logged in: advice about somebody else is just text on the screen. */
  constructor(user: string) {
    this.#user = user;
  }

  /** Takes the next piece of output; answers the advice once, when it is complete and names a possible user. */
  next(text: string): LoginAdvice | null {
    if (this.#over) return null;
    this.#seen += text.slice(0, FIRST_CHARACTERS - this.#seen.length);
    const match = LINE.exec(this.#seen);
    if (!match) {
      if (this.#seen.length >= FIRST_CHARACTERS) this.#stop();
      return null;
    }
    this.#stop();
    const [, user = '', ratherThan = ''] = match;
    const usable = ratherThan === this.#user && user !== this.#user && loginUser.safeParse(user).success;
    return usable ? { user, ratherThan } : null;
  }

  #stop(): void {
    this.#over = true;
    this.#seen = '';
  }
}
