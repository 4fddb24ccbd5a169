import { i18n } from '../../../i18n/i18n.ts';
import { lookedUp } from '../../../i18n/looked-up.ts';

/** Words of the settings. */
export const settingsText = lookedUp({
  title: () => i18n.t('Settings'),
  lead: () => i18n.t('These are yours alone, on every device you log in with.'),
  saved: () => i18n.t('Saved.'),

  view: {
    title: () => i18n.t('Language and colours'),
    language: () => i18n.t('Language'),
    languageHint: () => i18n.t('What a record says stays in the language it was written in.'),
    theme: () => i18n.t('Colours'),
    themes: {
      system: () => i18n.t('Like this device'),
      light: () => i18n.t('Light'),
      dark: () => i18n.t('Dark'),
    },
  },

  units: {
    title: () => i18n.t('Units and times'),
    asReceived: () => i18n.t('As the record has them'),
    measures: () => i18n.t('Weight, height, temperature'),
    metric: () => i18n.t('Kilograms, centimetres, °C'),
    us: () => i18n.t('Pounds, feet and inches, °F'),
    amounts: () => i18n.t('Laboratory values'),
    amountsHint: () => i18n.t('Glucose, cholesterol and others come in two kinds of units.'),
    mass: () => i18n.t('By mass, such as mg/dL'),
    molar: () => i18n.t('By amount of substance, such as mmol/L'),
    note: () => i18n.t('The received value always stands beside a converted one.'),
    zone: () => i18n.t('Time zone'),
    zoneHint: () =>
      i18n.t('For the times that Chartwarden writes down. A day in a record stays the day that was written.'),
    deviceZone: (zone: string) => i18n.t('Like this device ({zone})', { zone }),
    otherZones: () => i18n.t('Others'),
  },

  keyboard: {
    title: () => i18n.t('Keyboard'),
    slash: () => i18n.t('The key / leads to the search'),
    slashHint: () => i18n.t('Turn it off if you press it without meaning to, for example while dictating.'),
    states: { on: () => i18n.t('On'), off: () => i18n.t('Off') },
  },

  password: {
    title: () => i18n.t('Password'),
    lead: () =>
      i18n.t('A change ends every other login of yours, every token for a program, and every link for a new password.'),
    firstLead: () =>
      i18n.t('You have no password: you log in with what is listed below. With one, you can also log in without it.'),
    current: () => i18n.t('Current password'),
    next: () => i18n.t('New password'),
    currentMissing: () => i18n.t('Please type your current password.'),
    wrong: () => i18n.t('That is not your current password. Nothing was changed.'),
    submit: () => i18n.t('Change the password'),
    submitFirst: () => i18n.t('Set a password'),
    done: () => i18n.t('Your password was changed. Every other login, token and link for a new password was ended.'),
  },

  tokens: {
    title: () => i18n.t('Tokens for programs'),
    lead: () =>
      i18n.t(
        'A token lets a program do what you can do here, without your password. Give each program its own, and end what you do not need.',
      ),
    none: () => i18n.t('No program has a token.'),
    label: () => i18n.t('What it is for'),
    labelMissing: () => i18n.t('Please type what the token is for.'),
    may: () => i18n.t('What it may do'),
    mayAll: () => i18n.t('All that I may do here'),
    mayLess: () => i18n.t('Only as some of my roles'),
    rolesMissing: () => i18n.t('Please choose at least one role.'),
    rolesHint: () => i18n.t('Which records it reads does not depend on this: those that you may read.'),
    as: (roles: string) => i18n.t('only as: {roles}', { roles }),
    make: () => i18n.t('Make a token'),
    token: () => i18n.t('The token'),
    tokenHint: (when: string) => i18n.t('It is shown only now. It ends by itself: {when}.', { when }),
    copy: () => i18n.t('Copy'),
    copied: () => i18n.t('Copied.'),
    close: () => i18n.t('Done'),
    made: (when: string) => i18n.t('made {when}', { when }),
    used: (when: string) => i18n.t('last used {when}', { when }),
    unused: () => i18n.t('not used yet'),
    until: (when: string) => i18n.t('ends {when}', { when }),
    end: () => i18n.t('End'),
    endThis: (label: string) => i18n.t('End the token: {label}', { label }),
  },

  sessions: {
    title: () => i18n.t('Where you are logged in'),
    lead: () => i18n.t('End what you do not know. Whoever used it has to log in again.'),
    current: () => i18n.t('this one'),
    since: (when: string) => i18n.t('Logged in {when}', { when }),
    used: (when: string) => i18n.t('last used {when}', { when }),
    from: (address: string) => i18n.t('from {address}', { address }),
    end: () => i18n.t('End'),
    endThis: (device: string) => i18n.t('End the login on {device}', { device }),
    endOthers: () => i18n.t('End all others'),
    endOthersHint: () => i18n.t('This also ends every token for a program, and every link for a new password.'),
    ended: () => i18n.t('Every other login and token was ended.'),
    browserOn: (browser: string, system: string) => i18n.t('{browser} on {system}', { browser, system }),
    commandLine: () => i18n.t('Command line'),
    unknown: () => i18n.t('A browser that does not say its name'),
  },
});
