import type { Preferences } from './preferences.ts';

export type MailLanguage = NonNullable<Preferences['language']>;

/** What a message says beside its link. Nothing of a record is ever in one. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** `until`: milliseconds; said in UTC, because whose clock will read it is not known. */
const moment = (language: MailLanguage, until: number): string =>
  `${new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(until)} UTC`;

/** A link for a lost password, for whoever asked for it. */
export function lostPasswordMail(language: MailLanguage, url: string, until: number): MailText {
  const when = moment(language, until);
  switch (language) {
    case 'de':
      return {
        subject: 'Ein neues Passwort für Chartwarden',
        text: `Jemand hat um ein neues Passwort für Ihr Konto gebeten. Waren Sie das, wählen Sie es hier:\n\n${url}\n\nDer Link gilt einmal, bis ${when}. Wenn Sie nicht darum gebeten haben, tun Sie nichts: Ihr Passwort bleibt, wie es ist.\n`,
      };
    case 'es':
      return {
        subject: 'Una contraseña nueva para Chartwarden',
        text: `Alguien ha pedido una contraseña nueva para su cuenta. Si fue usted, elíjala aquí:\n\n${url}\n\nEl enlace sirve una vez, hasta el ${when}. Si no la pidió, no haga nada: su contraseña sigue como está.\n`,
      };
    default:
      return {
        subject: 'A new password for Chartwarden',
        text: `Somebody asked for a new password for your account. If that was you, choose it here:\n\n${url}\n\nThe link works once, until ${when}. If you did not ask for it, do nothing: your password stays as it is.\n`,
      };
  }
}

/** An invitation, in the language of whoever invites. */
export function invitationMail(language: MailLanguage, issuer: string, url: string, until: number): MailText {
  const when = moment(language, until);
  switch (language) {
    case 'de':
      return {
        subject: 'Eine Einladung zu Chartwarden',
        text: `${issuer} lädt Sie zu Chartwarden ein, einem Ort für Gesundheitsakten auf einem eigenen Server. Machen Sie hier Ihr Konto:\n\n${url}\n\nDer Link gilt einmal, bis ${when}, und nur für diese Adresse. Wenn Sie ${issuer} nicht kennen, löschen Sie diese Nachricht.\n`,
      };
    case 'es':
      return {
        subject: 'Una invitación a Chartwarden',
        text: `${issuer} le invita a Chartwarden, un lugar para historiales de salud en un servidor propio. Haga aquí su cuenta:\n\n${url}\n\nEl enlace sirve una vez, hasta el ${when}, y solo para esta dirección. Si no conoce a ${issuer}, borre este mensaje.\n`,
      };
    default:
      return {
        subject: 'An invitation to Chartwarden',
        text: `${issuer} invites you to Chartwarden, a place for health records on a server of their own. Make your account here:\n\n${url}\n\nThe link works once, until ${when}, and for this address only. If you do not know ${issuer}, delete this message.\n`,
      };
  }
}
