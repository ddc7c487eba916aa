import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e8f4f6',
  '#d0e6ea',
  '#a3ced6',
  '#72b5c1',
  '#4b9fae',
  '#2f8797',
  '#1b7182',
  '#0f5c6c',
  '#0f4c5c',
  '#0a3541',
];

/** Mantine's own dark greys are neutral; these are the page's. */
const dark: MantineColorsTuple = [
  '#e6eaf0',
  '#c3cad4',
  '#98a3b3',
  '#76818f',
  '#3a444f',
  '#2a323c',
  '#1c2229',
  '#171c22',
  '#12161b',
  '#0f1317',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 5 },
  colors: { petrol, dark },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '11px', sm: '12.5px', md: '13.5px', lg: '15px', xl: '18px' },
});
