import { createLazyRoute } from '@tanstack/react-router';
import { ComparePage } from '../features/compare/compare-page.tsx';

export const compareRoute = createLazyRoute('/runs/$runId/compare')({ component: ComparePage });
