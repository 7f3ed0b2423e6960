import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
  useParams,
  useRouterState,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { toRemoteError } from '../bridge/remote-error.ts';
import { afterFirstPaint } from '../common/after-first-paint.ts';
import { pageAt } from './navigation.ts';
import { FIRST_PAGE, PAGES } from './pages.ts';
import { Shell } from './shell.tsx';

/** Makes the router from the list of pages. Addresses live after the `#`, for there is no server to ask. */
export function createAppRouter() {
  const root = createRootRoute({ component: Shell });
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: FIRST_PAGE });
    },
  });
  const pages = PAGES.map((page) => createRoute({ getParentRoute: () => root, path: page.path, component: PageRoute }));
  return createRouter({
    routeTree: root.addChildren([home, ...pages]),
    history: createHashHistory(),
    defaultErrorComponent: ({ error, reset }) => (
      <Suspense>
        <ErrorAlert error={toRemoteError(error).shape} onRetry={reset} />
      </Suspense>
    ),
    defaultNotFoundComponent: () => <Box padding="xl">There is no page at this address. Choose one at the left.</Box>,
  });
}

const CONTENTS = new Map(
  PAGES.map((page) => [page.path, lazy(async () => ({ default: await afterFirstPaint(page.load) }))]),
);
const ErrorAlert = lazy(async () => ({ default: (await import('../common/error-alert.tsx')).ErrorAlert }));

function PageRoute() {
  const params = useParams({ strict: false });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const page = pageAt(path);
  const Content = page && CONTENTS.get(page.path);
  return Content ? (
    <Suspense fallback={<Loading title={page.title} />}>
      <Content params={params} />
    </Suspense>
  ) : null;
}

function Loading({ title }: { title: string }) {
  return (
    <>
      <Box variant="h1">{title}</Box>
      <Box padding="xxl" textAlign="center" color="text-body-secondary">
        <Spinner /> Opening {title}
      </Box>
    </>
  );
}
