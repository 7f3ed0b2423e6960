import type { PageProps } from '../common/page-props.ts';
import { paths } from '../common/paths.ts';
import { useGo } from '../common/use-go.ts';
import { ConnectionCheck } from './connection-check.tsx';

/** The connection check of one machine by itself, for whoever wants to know before connecting. */
export function CheckPage({ params }: PageProps) {
  const instanceId = params.instanceId ?? '';
  const go = useGo();
  return <ConnectionCheck level="h1" instanceId={instanceId} onConnect={() => go(paths.connect(instanceId))} />;
}
