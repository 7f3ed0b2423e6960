import AppLayout from '@cloudscape-design/components/app-layout';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import i18nMessages from '@cloudscape-design/components/i18n/messages/all.en';
import SideNavigation from '@cloudscape-design/components/side-navigation';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import logo from '../../assets/logo.svg';
import { WhoStrip } from '../accounts/who-strip.tsx';
import { windowTitle } from '../accounts/words.ts';
import { useBridge } from '../bridge/bridge-provider.tsx';
import { useCall, useEvent } from '../bridge/hooks.ts';
import { afterFirstPaint } from '../common/after-first-paint.ts';
import { DetailsContext, type DetailsHost } from '../common/details-panel.tsx';
import { href } from '../common/paths.ts';
import { RoomContext } from '../common/room.ts';

import { useGo } from '../common/use-go.ts';
import { breadcrumbs, pageAt, sideItems } from './navigation.ts';
import { FIRST_PAGE } from './pages.ts';
import { useTheme } from './theme.ts';

// What the first page can be used without comes after it.
const Top = lazy(() => afterFirstPaint(() => import('./top.tsx')));
const Messages = lazy(() => afterFirstPaint(() => import('./messages.tsx')));
const Help = lazy(() => afterFirstPaint(() => import('./help.tsx')));
const SplitPanel = lazy(() => import('@cloudscape-design/components/split-panel'));

/** The frame around every page: who and where at the top, navigation at the left, help at the right, messages above. */
export function Shell() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const account = useCall('accounts', 'current', {}, { freshFor: Number.POSITIVE_INFINITY });
  const settings = useCall('settings', 'get', {}, { freshFor: Number.POSITIVE_INFINITY });
  useEvent('settings.changed', settings.refresh);
  useTheme(settings.data?.preferences.theme);
  const { scope } = useBridge();
  const go = useGo();
  useBackToStart(scope, go);
  useEffect(() => {
    document.title = windowTitle(account.data);
  }, [account.data]);

  const page = pageAt(path);
  const [toolsOpen, setToolsOpen] = useState(false);
  const [roomy, setRoomy] = useState(false);
  const [navigation, setNavigation] = useState({ usual: true, roomy: false });
  const mode = roomy ? 'roomy' : 'usual';
  const details = useDetails();
  const practice = account.data?.source.kind !== 'profile';

  return (
    <I18nProvider locale="en" messages={[i18nMessages]}>
      <div id="who-and-where">
        <WhoStrip account={account.data} />
        <Suspense fallback={<TopComing />}>
          <Top account={account.data} />
        </Suspense>
      </div>
      <DetailsContext.Provider value={details.host}>
        <AppLayout
          headerSelector="#who-and-where"
          navigationWidth={210}
          navigationOpen={navigation[mode]}
          disableContentPaddings={roomy}
          {...(roomy ? { maxContentWidth: Number.MAX_VALUE } : {})}
          onNavigationChange={({ detail }) => setNavigation((before) => ({ ...before, [mode]: detail.open }))}
          navigation={
            <SideNavigation
              header={{ text: 'EC2', href: href(FIRST_PAGE) }}
              activeHref={href(page?.nav === undefined ? (page?.parent ?? path) : page.path)}
              items={sideItems(practice)}
            />
          }
          breadcrumbs={page ? <BreadcrumbGroup items={breadcrumbs(page)} /> : undefined}
          notifications={
            <Suspense>
              <Messages account={account.data} path={path} />
            </Suspense>
          }
          stickyNotifications
          toolsOpen={toolsOpen}
          onToolsChange={({ detail }) => setToolsOpen(detail.open)}
          tools={
            <Suspense>
              <Help page={page} />
            </Suspense>
          }
          splitPanelOpen={details.open}
          onSplitPanelToggle={({ detail }) => details.setOpen(detail.open)}
          splitPanelPreferences={{ position: 'bottom' }}
          splitPanelSize={details.size}
          onSplitPanelResize={({ detail }) => details.setSize(detail.size)}
          splitPanel={
            details.header === undefined ? undefined : (
              <Suspense>
                <SplitPanel header={details.header} hidePreferencesButton closeBehavior="collapse">
                  <div ref={details.setElement} />
                </SplitPanel>
              </Suspense>
            )
          }
          content={
            <RoomContext.Provider value={setRoomy}>
              <Outlet key={scope} />
            </RoomContext.Provider>
          }
        />
      </DetailsContext.Provider>
    </I18nProvider>
  );
}

// The bar's room and name, until the account that fills it can be known.
function TopComing() {
  return (
    <div className="top-coming">
      <img src={logo} alt="" />
      Amiable
    </div>
  );
}

// What was opened under one account means nothing under another: a change of account goes back to the first page.
function useBackToStart(scope: number, go: (path: string) => void) {
  const [first] = useState(scope);
  useEffect(() => {
    if (scope !== first) go(FIRST_PAGE);
  }, [scope, first, go]);
}

function useDetails() {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [header, setHeader] = useState<string>();
  const [open, setOpen] = useState(true);
  const [size, setSize] = useState(340);
  const host = useMemo<DetailsHost>(() => ({ element, show: setHeader }), [element]);
  return { element, setElement, header, open, setOpen, size, setSize, host };
}
