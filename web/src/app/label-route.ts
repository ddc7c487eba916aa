import { createLazyRoute } from '@tanstack/react-router';
import { LabelPage } from '../features/label/label-page.tsx';

export const labelRoute = createLazyRoute('/runs/$runId/label')({ component: LabelPage });
