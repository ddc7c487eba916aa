import { createLazyRoute } from '@tanstack/react-router';
import { DecisionPage } from '../features/decision/decision-page.tsx';

export const decisionRoute = createLazyRoute('/runs/$runId/decision')({ component: DecisionPage });
