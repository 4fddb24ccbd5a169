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

/** An invitation to somebody's record, in the language of whoever invites. Whose record it is stands behind the link. */
export function recordInvitationMail(language: MailLanguage, issuer: string, url: string, until: number): MailText {
  const when = moment(language, until);
  switch (language) {
    case 'de':
      return {
        subject: 'Eine Einladung zu einer Gesundheitsakte',
        text: `${issuer} lädt Sie ein, in Chartwarden eine Gesundheitsakte zu sehen oder sich um sie zu kümmern. Um welche es geht, steht hinter dem Link:\n\n${url}\n\nHaben Sie hier schon ein Konto, melden Sie sich an; sonst machen Sie eines. Der Link gilt einmal, bis ${when}, und nur für diese Adresse. Nichts gilt, bevor Sie zustimmen. Wenn Sie ${issuer} nicht kennen, löschen Sie diese Nachricht.\n`,
      };
    case 'es':
      return {
        subject: 'Una invitación a un historial de salud',
        text: `${issuer} le invita a ver un historial de salud en Chartwarden o a cuidar de él. De quién es se lo dice el enlace:\n\n${url}\n\nSi ya tiene una cuenta, inicie sesión; si no, haga una. El enlace sirve una vez, hasta el ${when}, y solo para esta dirección. Nada vale antes de que usted acepte. Si no conoce a ${issuer}, borre este mensaje.\n`,
      };
    default:
      return {
        subject: 'An invitation to a health record',
        text: `${issuer} invites you to see a health record in Chartwarden, or to look after it. Whose it is stands behind the link:\n\n${url}\n\nIf you have an account there, log in; otherwise make one. The link works once, until ${when}, and for this address only. Nothing holds before you agree. If you do not know ${issuer}, delete this message.\n`,
      };
  }
}

/** An invitation to work for an organization; which one stands behind the link. */
export function workInvitationMail(language: MailLanguage, issuer: string, url: string, until: number): MailText {
  const when = moment(language, until);
  switch (language) {
    case 'de':
      return {
        subject: 'Eine Einladung zur Mitarbeit',
        text: `${issuer} lädt Sie ein, in Chartwarden für eine Organisation zu arbeiten. Für welche, steht hinter dem Link:\n\n${url}\n\nHaben Sie hier schon ein Konto, melden Sie sich an; sonst machen Sie eines. Der Link gilt einmal, bis ${when}, und nur für diese Adresse. Wenn Sie ${issuer} nicht kennen, löschen Sie diese Nachricht.\n`,
      };
    case 'es':
      return {
        subject: 'Una invitación a colaborar',
        text: `${issuer} le invita a trabajar para una organización en Chartwarden. Para cuál, se lo dice el enlace:\n\n${url}\n\nSi ya tiene una cuenta, inicie sesión; si no, haga una. El enlace sirve una vez, hasta el ${when}, y solo para esta dirección. Si no conoce a ${issuer}, borre este mensaje.\n`,
      };
    default:
      return {
        subject: 'An invitation to work together',
        text: `${issuer} invites you to work for an organization in Chartwarden. Which one stands behind the link:\n\n${url}\n\nIf you have an account there, log in; otherwise make one. The link works once, until ${when}, and for this address only. If you do not know ${issuer}, delete this message.\n`,
      };
  }
}

/** For whoever registered with this address, and for nobody else's eyes. */
export function proveAddressMail(language: MailLanguage, url: string, until: number): MailText {
  const when = moment(language, until);
  switch (language) {
    case 'de':
      return {
        subject: 'Ist das Ihre Adresse?',
        text: `Jemand hat mit dieser Adresse ein Konto auf einem Chartwarden gemacht. Waren Sie das, bestätigen Sie es hier:\n\n${url}\n\nDanach finden andere Ihr Konto unter dieser Adresse. Der Link gilt einmal, bis ${when}. Waren Sie das nicht, tun Sie nichts: mit diesem Konto wird dann nichts geteilt, was für Ihre Adresse gedacht ist.\n`,
      };
    case 'es':
      return {
        subject: '¿Es esta su dirección?',
        text: `Alguien ha hecho una cuenta en un Chartwarden con esta dirección. Si fue usted, confírmelo aquí:\n\n${url}\n\nDespués otros encontrarán su cuenta por esta dirección. El enlace sirve una vez, hasta el ${when}. Si no fue usted, no haga nada: con esa cuenta no se compartirá nada que sea para su dirección.\n`,
      };
    default:
      return {
        subject: 'Is this your address?',
        text: `Somebody made an account at a Chartwarden with this address. If that was you, confirm it here:\n\n${url}\n\nThen others find your account by this address. The link works once, until ${when}. If it was not you, do nothing: nothing that is meant for your address is shared with that account.\n`,
      };
  }
}

/** For an address that was invited to take a record over, which is erased at a moment (null: it is kept after all). */
export function leavingMail(language: MailLanguage, due: number | null): MailText {
  const when = due === null ? '' : moment(language, due);
  switch (language) {
    case 'de':
      return {
        subject: 'Zu Ihrer Einladung zu einer Gesundheitsakte',
        text:
          due === null
            ? 'Die Gesundheitsakte, die Sie in Chartwarden übernehmen können, bleibt nun doch erhalten. Ihre Einladung gilt weiter.\n'
            : `Die Gesundheitsakte, die Sie in Chartwarden übernehmen können, wird am ${when} gelöscht, wenn sie bis dahin niemand übernimmt. Nutzen Sie dazu den Link aus der Einladung, die Sie bekommen haben, oder bitten Sie um eine neue.\n`,
      };
    case 'es':
      return {
        subject: 'Sobre su invitación a un historial de salud',
        text:
          due === null
            ? 'El historial de salud del que usted puede hacerse cargo en Chartwarden al final se conserva. Su invitación sigue valiendo.\n'
            : `El historial de salud del que usted puede hacerse cargo en Chartwarden se borrará el ${when} si nadie se hace cargo antes. Use para ello el enlace de la invitación que recibió, o pida una nueva.\n`,
      };
    default:
      return {
        subject: 'About your invitation to a health record',
        text:
          due === null
            ? 'The health record that you can take over in Chartwarden is kept after all. Your invitation holds.\n'
            : `The health record that you can take over in Chartwarden will be erased on ${when} unless somebody takes it over before. Use the link of the invitation that you got, or ask for a new one.\n`,
      };
  }
}
