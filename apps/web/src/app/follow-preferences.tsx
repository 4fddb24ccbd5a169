import { useMantineColorScheme } from '@mantine/core';
import { Fragment, type ReactNode, useEffect } from 'react';
import { usePreferences } from '../api/preferences.ts';
import { keepLanguage } from '../i18n/chosen-language.ts';
import { i18n } from '../i18n/i18n.ts';
import { showTimesIn } from '../ui/words.ts';

/**
 * Shows everything below as this account chose: its language, its colours, its time zone. Language and colours are also
 * kept in the browser, so that the login page of this device has them.
 */
export function FollowPreferences({ children }: { readonly children: ReactNode }) {
  const { theme, language, zone } = usePreferences();
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });

  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (language === undefined) return;
    keepLanguage(localStorage, language);
    // Without its catalogue (the server just stopped) the page stays in the language it has, whole and readable.
    if (language !== i18n.language) i18n.show(language).catch(() => undefined);
  }, [language]);

  // While drawing and not after it: the times below are written in this pass.
  showTimesIn(zone);
  return <Fragment key={zone}>{children}</Fragment>;
}
