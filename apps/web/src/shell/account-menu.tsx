import { type MantineColorScheme, Menu, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { useSavePreferences } from '../api/preferences.ts';
import { checksLog, isAdministrator, isPractitioner, worksAnywhere } from '../api/roles.ts';
import { useSession } from '../api/session-context.tsx';
import { endSession } from '../app/session-end.ts';
import { PersonIcon } from '../ui/icons.tsx';
import classes from './account-menu.module.css';
import menu from './menu.module.css';
import { shellText as text } from './shell.text.ts';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

/** Who is logged in, the colours, and the way out. */
export function AccountMenu({ onLeave }: { readonly onLeave: () => Promise<void> }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { account } = useSession();
  const { person } = useParams({ strict: false });
  const administers = isAdministrator(account.roles);
  // Without keepTransitions Mantine writes a <style> element for a moment, which the content security policy stops.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const save = useSavePreferences();
  const choose = (scheme: MantineColorScheme) => {
    setColorScheme(scheme);
    save.mutate({ theme: scheme === 'auto' ? 'system' : scheme });
  };
  const logOut = useMutation({
    mutationFn: () => onLeave().then(api.logOut),
    onSuccess: () => {
      endSession(queries, 'left');
      // Whose record was open is nobody's business on a shared computer.
      return navigate({ to: '/', replace: true });
    },
  });

  return (
    <Menu
      position="bottom-end"
      width={230}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      closeOnItemClick={false}
      classNames={{ dropdown: menu.dropdown ?? '', item: menu.item ?? '', itemLabel: menu.label ?? '' }}
    >
      <Menu.Target>
        <button type="button" className={classes.target}>
          <PersonIcon />
          <span className={classes.name}>{account.name}</span>
          <VisuallyHidden>{text.account}</VisuallyHidden>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{text.theme}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => choose(scheme as MantineColorScheme)}>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {text.themes[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        {/* Beside a record it stands in the navigation. */}
        {person === undefined ? (
          <Menu.Item onClick={() => void navigate({ to: '/settings' })}>{text.settings}</Menu.Item>
        ) : null}
        {isPractitioner(account.roles) ? (
          <Menu.Item onClick={() => void navigate({ to: '/emergency' })}>{text.takeEmergency}</Menu.Item>
        ) : null}
        {worksAnywhere(account.roles) ? (
          <Menu.Item onClick={() => void navigate({ to: '/organizations' })}>{text.organizations}</Menu.Item>
        ) : null}
        {administers ? (
          <Menu.Item onClick={() => void navigate({ to: '/instance/accounts' })}>{text.accounts}</Menu.Item>
        ) : null}
        {administers ? (
          <Menu.Item onClick={() => void navigate({ to: '/instance/retention' })}>{text.retention}</Menu.Item>
        ) : null}
        {checksLog(account.roles) ? (
          <Menu.Item onClick={() => void navigate({ to: '/instance/log' })}>{text.log}</Menu.Item>
        ) : null}
        <Menu.Item onClick={() => logOut.mutate()}>{text.logOut}</Menu.Item>
        {/* The session may still be open at the server: better said than hidden behind a login page. */}
        {logOut.error ? <p className={classes.failed}>{text.logOutFailed}</p> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
