import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { theme } from '../src/app/theme.ts';

const ID = 'virtual:theme.css';

/**
 * Writes the theme's CSS variables into the bundled stylesheet. Mantine would otherwise put them in a <style> element
 * at run time, which needs 'unsafe-inline' in the content security policy; like this `style-src 'self'` is enough.
 */
export function themeStylesheet(): Plugin {
  return {
    name: 'chartwarden-theme-stylesheet',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: (id) => {
      if (id !== `\0${ID}`) return null;
      return convertCssVariables(defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)), ':root');
    },
  };
}
