import { createLazyRoute } from '@tanstack/react-router';
import { HistoryPage } from '../features/history/history-page.tsx';

export const historyRoute = createLazyRoute('/history')({ component: HistoryPage });
