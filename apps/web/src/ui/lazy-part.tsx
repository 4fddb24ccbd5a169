import { type ComponentType, useEffect, useState } from 'react';
import { ApiError, serverAnswers } from '../api/http.ts';
import { Problem, Waiting } from './states.tsx';

interface Fetched<Props> {
  readonly Part?: ComponentType<Props>;
  readonly error?: unknown;
}

/**
 * A heavy part of a page, whose script is fetched when it is first drawn. Where there is no server, that is said in its
 * place, and it can be tried again; the page around it stays. (React's own `lazy` keeps a failure for good.)
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function LazyPart(props: Props) {
    const [{ Part, error }, set] = useState<Fetched<Props>>(known ? { Part: known } : {});
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      let isGone = false;
      const fetched = load().then(
        (part): Fetched<Props> => {
          known = part;
          return { Part: part };
        },
        async (failure: unknown): Promise<Fetched<Props>> => ({
          error: (await serverAnswers()) ? failure : new ApiError(0, {}),
        }),
      );
      void fetched.then((state) => {
        if (!isGone) set(state);
      });
      return () => {
        isGone = true;
      };
    }, [attempt]);
    const again = () => {
      set({});
      setAttempt(attempt + 1);
    };
    if (Part) return <Part {...props} />;
    return error === undefined ? <Waiting /> : <Problem error={error} onRetry={again} />;
  };
}
