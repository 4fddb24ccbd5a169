import { ApiError } from '../api/http.ts';
import { i18n } from '../i18n/i18n.ts';
import { uiText } from './ui.text.ts';

/** The sentence to show for anything that went wrong: the server's own when it gave one, in the language that is shown. */
export function problemText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return uiText.offline;
    if (error.message) return i18n.sent(error.message);
  }
  return uiText.unknownError;
}
