/** Words that every screen shares. */
export const uiText = {
  waiting: 'One moment …',
  tryAgain: 'Try again',
  offline: 'Chartwarden does not answer. Is it running, and is this device connected to it? Nothing was changed.',
  unknownError: 'Something did not work. Nothing was changed. Try again in a moment.',
  codeLabel: (code: string) => `Code ${code}`,
  cancel: 'Cancel',
  close: 'Close',
  why: 'Why? (kept with the change)',
  whyMissing: 'Please say why in a few words.',
};
