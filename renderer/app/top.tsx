import TopNavigation from '@cloudscape-design/components/top-navigation';
import { lazy, Suspense, useState } from 'react';
import logo from '../../assets/logo.svg';
import type { CurrentAccount } from '../../src/accounts/contract.ts';
import { useSwitch } from '../accounts/use-switch.ts';
import { shownAccountId } from '../accounts/words.ts';
import { useCall } from '../bridge/hooks.ts';
import { href, paths } from '../common/paths.ts';
import { useToasts } from '../common/toasts.tsx';
import { useGo } from '../common/use-go.ts';
import { FIRST_PAGE } from './pages.ts';

const SwitchAccountDialog = lazy(() => import('../accounts/switch-account-dialog.tsx'));

/** The bar with the name, the Region and the account. */
export default function Top({ account }: { account: CurrentAccount | undefined }) {
  const go = useGo();
  const { push } = useToasts();
  const [choosing, setChoosing] = useState(false);
  const regions = useCall('accounts', 'listRegions', {}, { enabled: account !== undefined, freshFor: 3_600_000 });
  const change = useSwitch();
  const practice = account?.source.kind === 'practice';

  const switchRegion = async (region: string) => {
    if (!account || region === account.region) return;
    const error = await change({ source: account.source, region });
    if (error)
      push({ type: 'error', header: `Still in ${account.region}`, content: `${error.message} ${error.fix ?? ''}` });
  };

  return (
    <>
      <TopNavigation
        identity={{ href: href(FIRST_PAGE), title: 'Amiable', logo: { src: logo, alt: 'Logo' } }}
        utilities={[
          {
            type: 'menu-dropdown',
            text: account?.region ?? 'Region',
            ariaLabel: `Region: ${account?.region ?? 'not known yet'}`,
            iconName: 'globe',
            disableUtilityCollapse: true,
            items: (regions.data?.regions ?? []).map((region) => ({
              id: region.code,
              text: region.name,
              secondaryText: region.code,
              ...(region.code === account?.region ? { iconName: 'check' as const } : {}),
            })),
            onItemClick: ({ detail }) => void switchRegion(detail.id),
          },
          {
            type: 'menu-dropdown',
            text: account ? `${account.userName} @ ${shownAccountId(account.accountId)}` : 'Account',
            description: account ? `${practice ? 'Practice' : 'Account'} ${shownAccountId(account.accountId)}` : '',
            ariaLabel: `Account: ${account ? `${account.userName}, ${shownAccountId(account.accountId)}` : 'not known yet'}`,
            iconName: 'user-profile',
            disableUtilityCollapse: true,
            items: [
              { id: 'switch', text: 'Switch account' },
              { id: 'settings', text: 'Settings' },
            ],
            onItemClick: ({ detail }) => (detail.id === 'switch' ? setChoosing(true) : go(paths.settings())),
          },
        ]}
      />
      {choosing ? (
        <Suspense fallback={null}>
          <SwitchAccountDialog account={account} onClose={() => setChoosing(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
