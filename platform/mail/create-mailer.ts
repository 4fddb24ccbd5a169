import { openConnection } from '@chartwarden/egress';
import { CodedError, isCoded } from '@chartwarden/errors';
import type { Mailer, MailSettings } from './types.ts';

/** Milliseconds to connect, and of silence on a connection. */
const CONNECT = 20_000;
const SILENCE = 60_000;
const PLAIN_ADDRESS = /^[^\s,;:<>"()[\]\\]+@[^\s,;:<>"()[\]\\]+$/;

/**
 * Sends through one configured SMTP server. Each message has a connection of its own, opened by `platform/egress`: behind
 * the guard, to the configured host and port and to nothing else.
 */
export function createMailer(settings: MailSettings): Mailer {
  const { host, port, security, user, password, from, ca, name } = settings;
  const open = async () => {
    // Most instances send no mail, or seldom.
    const { createTransport } = await import('nodemailer');
    return createTransport({
      host,
      port,
      name,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === undefined ? {} : { auth: { user, pass: password ?? '' } }),
      tls: { minVersion: 'TLSv1.2', servername: host, ...(ca === undefined ? {} : { ca }) },
      greetingTimeout: SILENCE,
      socketTimeout: SILENCE,
      // What a message names is never fetched or read.
      disableFileAccess: true,
      disableUrlAccess: true,
      getSocket: (_options, callback) => {
        openConnection({ host, port, timeout: CONNECT }).then(
          (connection) => callback(null, { connection }),
          (error: Error) => callback(error, false),
        );
      },
    });
  };
  return {
    async send({ to, subject, text }) {
      // One plain address: what looks like a list, a name or a header is none of ours.
      if (!PLAIN_ADDRESS.test(to)) throw new CodedError('CW-MAIL-002');
      const transport = await open();
      try {
        await transport.sendMail({
          from: { name: 'Chartwarden', address: from },
          to: { name: '', address: to },
          subject,
          text,
          textEncoding: 'quoted-printable',
          xMailer: false,
          // Nobody's vacation message answers (RFC 3834, 5).
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw asCoded(error);
      } finally {
        transport.close();
      }
    },
  };
}

interface SmtpError {
  readonly code?: string;
  /** Of the system or of TLS, where `code` is nodemailer's. */
  readonly originalCode?: string;
  /** RFC 5321, 4.2.1: 5yz is for good, 4yz for now. */
  readonly responseCode?: number;
}

/** What TLS calls a certificate that it does not take, and a handshake that fails. */
const UNSAFE = /CERT|SIGNED|ISSUER|^ERR_(?:TLS|SSL)/;

/** The registry's word for it. What the other server answered can quote the address: it goes nowhere. */
function asCoded(error: unknown): CodedError {
  if (isCoded(error)) return error;
  const { code = '', originalCode = code, responseCode } = error as SmtpError;
  if (['EAUTH', 'ETLS', 'ENOAUTH'].includes(code) || UNSAFE.test(originalCode)) return new CodedError('CW-MAIL-003');
  const isFinal = responseCode === undefined ? code === 'EENVELOPE' : responseCode >= 500;
  return new CodedError(isFinal ? 'CW-MAIL-002' : 'CW-MAIL-001');
}
