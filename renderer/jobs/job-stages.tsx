import Icon, { type IconProps } from '@cloudscape-design/components/icon';
import Spinner from '@cloudscape-design/components/spinner';
import type { JobStage } from '../../src/jobs/contract.ts';
import './job-stages.css';

const SIGNS: Readonly<Record<Exclude<JobStage['state'], 'doing'>, IconProps.Name>> = {
  waiting: 'status-pending',
  done: 'status-positive',
  trouble: 'status-warning',
};

/** Where a piece of work stands: each thing that it comes to, with its sign. */
export function JobStages({ stages }: { stages: readonly JobStage[] }) {
  return (
    <ul className="job-stages">
      {stages.map(({ what, state, sentence }) => (
        <li key={what}>
          {state === 'doing' ? <Spinner /> : <Icon name={SIGNS[state]} />}
          <span>
            <strong>{what}</strong>: {sentence}
          </span>
        </li>
      ))}
    </ul>
  );
}
