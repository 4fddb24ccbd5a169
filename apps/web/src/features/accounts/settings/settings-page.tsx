import { InstanceFrame } from '../../../shell/instance-frame.tsx';
import { Page } from '../../../ui/page.tsx';
import { AlertsForm } from './alerts-form.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { Choices } from './choices.tsx';
import { IdentitiesList } from './identities-list.tsx';
import { PasskeysList } from './passkeys-list.tsx';
import { PasswordForm } from './password-form.tsx';
import { ScreenLock } from './screen-lock.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SessionsList } from './sessions-list.tsx';
import classes from './settings.module.css';
import { settingsText as text } from './settings.text.ts';
import { UnprovenAddress } from './unproven-address.tsx';

/** `/people/$person/settings`: what belongs to the account at the screen, whoever's record is open. */
export function SettingsPage() {
  return (
    <Page title={text.title} lead={text.lead}>
      <div className={classes.groups}>
        <Choices />
        <UnprovenAddress />
        <PasswordForm />
        <SecondFactor />
        <PasskeysList />
        <IdentitiesList />
        <ScreenLock />
        <AlertsForm />
        <SessionsList />
        <ApiTokens />
      </div>
    </Page>
  );
}

/** `/settings`: the same where no record is open. */
export function OwnSettingsPage() {
  return (
    <InstanceFrame>
      <SettingsPage />
    </InstanceFrame>
  );
}
