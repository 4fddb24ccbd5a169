export { createMailer } from './create-mailer.ts';
export type { Mail, Mailer, MailSettings } from './types.ts';
