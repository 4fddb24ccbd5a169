import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The house colour: a deep, quiet green-blue. White letters on shades 6 and 7 pass 4.5:1. */
const pine: MantineColorsTuple = [
  '#eef7f5',
  '#dcebe8',
  '#b5d8d2',
  '#8bc3ba',
  '#68b1a6',
  '#4a9d91',
  '#2b7a6e',
  '#1f6b62',
  '#17574f',
  '#0d423c',
];

/** Greys with a little warmth, so that a page read at night does not glare. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ee',
  '#e8e5e0',
  '#dad6cf',
  '#c4bfb7',
  '#a09a91',
  '#77726a',
  '#57534d',
  '#3b3834',
  '#23211f',
];

const dark: MantineColorsTuple = [
  '#e6e9e7',
  '#b9c0bd',
  '#98a19d',
  '#6f7975',
  '#4a5451',
  '#37403e',
  '#28302e',
  '#1d2423',
  '#171d1c',
  '#101514',
];

/** Read by the app and, at build time, by build/theme-stylesheet.ts: one theme, no copy. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 6 },
  colors: { pine, gray, dark },
  black: '#1e2523',
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  fontFamily:
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Consolas, 'Liberation Mono', Menlo, monospace",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.35' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  // Radio buttons carry whole answers here: their words are as large as the text around them.
  components: { Radio: { defaultProps: { size: 'md' } } },
  respectReducedMotion: true,
  cursorType: 'pointer',
});
