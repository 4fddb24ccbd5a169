import { useSession } from '../api/session-context.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';

/** Most pages have nothing to tell, and do not fetch its words. */
const NoticeList = lazyPart(() => import('./notice-list.tsx').then((module) => module.NoticeList));

/** What the account's owner should know, such as a one-time link made at the server, until they say that they do. */
export function Notices() {
  const { notices = [] } = useSession();
  return notices.length === 0 ? null : <NoticeList />;
}
