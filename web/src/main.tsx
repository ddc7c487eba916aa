import './app/mantine.css';
import './app/page.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { styleNonce } from './app/nonce.ts';
import { queryClient } from './app/query-client.ts';
import { createPageRouter, fetchTabs } from './app/router.tsx';
import { notifyOutdated } from './app/server-banner.tsx';
import { theme } from './app/theme.ts';
import { followBuild } from './lib/page-build.ts';
import { onReturn } from './lib/server-presence.ts';

followBuild(notifyOutdated);
// What failed meanwhile, and what may have changed.
onReturn(() => void queryClient.invalidateQueries());
// Long after the first paint.
setTimeout(fetchTabs, 4000);

const router = createPageRouter();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
