import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import type { Link, LinkName, LinkState } from '../../src/connect/check-contract.ts';
import { LINKS } from '../../src/connect/check-judge.ts';
import './check-chain.css';

/** The sign of a link and how it is read out. */
const STATES: Readonly<Record<LinkState, { icon?: IconProps.Name; words: string }>> = {
  ok: { icon: 'check', words: 'in order' },
  broken: { icon: 'close', words: 'broken' },
  unseen: { icon: 'ellipsis', words: 'not known' },
  waiting: { words: 'not looked at' },
};

interface CheckChainProps {
  /** Absent before the first check has ended. */
  readonly links: readonly Link[] | undefined;
  readonly chosen: LinkName | undefined;
  readonly onChoose: (name: LinkName) => void;
}

/** The chain from this computer to the shell: an ordered list whose links tell, when pressed, what was found of them. */
export function CheckChain({ links, chosen, onChoose }: CheckChainProps) {
  const names = Object.keys(LINKS) as LinkName[];
  return (
    <ol className="check-chain" aria-label="The way from this computer to the machine">
      {names.map((name) => {
        const link = links?.find((one) => one.name === name);
        const { icon, words } = STATES[link?.state ?? 'waiting'];
        return (
          <li key={name} className="check-link" data-state={link?.state ?? 'waiting'}>
            <button
              type="button"
              className="check-node"
              aria-pressed={chosen === name}
              aria-label={`${LINKS[name].title}: ${link ? words : 'being looked at'}`}
              disabled={!link}
              onClick={() => onChoose(name)}
            >
              <span className="check-sign">{icon ? <Icon name={icon} /> : null}</span>
              <span className="check-title">{LINKS[name].title}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
