import { type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { keys } from '../api/keys.ts';
import { useSession } from '../api/session-context.tsx';
import { forgetEverything } from '../app/session-end.ts';
import { CheckIcon, PersonIcon } from '../ui/icons.tsx';
import classes from './account-menu.module.css';
import { shellText as text } from './shell.text.ts';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Who is logged in, the colours, and the way out. */
export function AccountMenu() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { account } = useSession();
  // Without keepTransitions Mantine writes a <style> element for a moment, which the content security policy stops.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const logOut = useMutation({
    mutationFn: api.logOut,
    onSuccess: async () => {
      await navigate({ to: '/' });
      queries.setQueryData(keys.session, null);
      forgetEverything(queries);
    },
  });

  return (
    <Menu position="bottom-end" width={230} withInitialFocusPlaceholder={false} closeOnItemClick={false}>
      <Menu.Target>
        <button type="button" className={classes.target} aria-label={text.account(account.name)}>
          <PersonIcon />
          <span className={classes.name}>{account.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.theme}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            rightSection={colorScheme === scheme ? <CheckIcon size={16} /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {text.themes[scheme]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => logOut.mutate()}>{text.logOut}</Menu.Item>
        {/* The session may still be open at the server: better said than hidden behind a login page. */}
        {logOut.error ? <p className={classes.failed}>{text.logOutFailed}</p> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
