import { ApiError } from '../api/http.ts';
import { uiText } from './ui.text.ts';

/** The sentence to show for anything that went wrong: the server's own when it gave one. */
export function problemText(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.status === 0) return uiText.offline;
    if (error.message) return error.message;
  }
  return uiText.unknownError;
}
