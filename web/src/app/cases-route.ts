import { createLazyRoute } from '@tanstack/react-router';
import { CasesPage } from '../features/cases/cases-page.tsx';

export const casesRoute = createLazyRoute('/runs/$runId/cases')({ component: CasesPage });
