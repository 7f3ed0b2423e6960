import Flashbar from '@cloudscape-design/components/flashbar';
import type { CurrentAccount } from '../../src/accounts/contract.ts';
import { useToasts } from '../common/toasts.tsx';
import { useJobToasts } from '../jobs/use-job-toasts.tsx';
import { useHeightVariable } from './use-height-variable.ts';
import { useNoticeToast } from './use-notice-toast.ts';
import { useRecoveryToasts } from './use-recovery-toasts.ts';

/** The messages above every page: long work and what just happened, the newest first: a stack shows that one alone. */
export default function Messages({ account, path }: { account: CurrentAccount | undefined; path: string }) {
  useRecoveryToasts();
  useNoticeToast(account);
  const { items } = useToasts();
  const notifications = [...useJobToasts(account, path), ...items].sort((a, b) => b.at - a.at);
  const height = useHeightVariable('--messages-height');
  return (
    <div ref={height}>
      <Flashbar items={notifications} stackItems={notifications.length > 2} />
    </div>
  );
}
