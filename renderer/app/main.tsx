import './no-eval.ts';
import '@fontsource/open-sans/latin-400.css';
import '@fontsource/open-sans/latin-600.css';
import '@fontsource/open-sans/latin-700.css';
import './shell.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BridgeProvider } from '../bridge/bridge-provider.tsx';
import { ToastsProvider } from '../common/toasts.tsx';
import { createAppRouter } from './router.tsx';
import { applyTheme, lastTheme } from './theme.ts';

applyTheme(lastTheme());
const router = createAppRouter();
const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
createRoot(root).render(
  <StrictMode>
    <BridgeProvider bridge={window.amiable}>
      <ToastsProvider>
        <RouterProvider router={router} />
      </ToastsProvider>
    </BridgeProvider>
  </StrictMode>,
);
