import { createLazyRoute } from '@tanstack/react-router';
import { LoadPage } from '../features/load/load-page.tsx';

export const loadRoute = createLazyRoute('/runs/$runId/load')({ component: LoadPage });
