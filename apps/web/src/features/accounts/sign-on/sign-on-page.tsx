import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { SecondStepWanted } from '../../../api/factor-types.ts';
import { ApiError } from '../../../api/http.ts';
import { keys } from '../../../api/keys.ts';
import { sessionQuery } from '../../../api/queries.ts';
import type { SignOnDone } from '../../../api/sign-on-types.ts';
import { Plain } from '../../../shell/plain.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { usePageTitle } from '../../../ui/page.tsx';
import { Problem, Waiting } from '../../../ui/states.tsx';
import classes from '../setup/setup.module.css';
import { tellProved } from './proof-channel.ts';
import { signOnText } from './sign-on.text.ts';

const SecondStep = lazyPart(() => import('../confirm/second-step.tsx').then((module) => module.SecondStep));

const text = signOnText.page;
const UNKNOWN = 'CW-ACC-074';

/** `/sign-on/PROVIDER?code=...`: somebody comes back from where they signed in. What stands in the address is used once. */
export function SignOnPage() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { provider } = useParams({ from: '/sign-on/$provider' });
  const [query] = useState(() => location.search);
  const [wanted, setWanted] = useState<SecondStepWanted | null>(null);
  const [done, setDone] = useState<'confirm' | 'registration' | 'link' | null>(null);

  const enter = async (back: string) => {
    // Whatever another account saw here before is not for this one.
    queries.clear();
    await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
    await navigate({ href: back, replace: true });
  };
  const came = (answer: SignOnDone) => {
    if ('second' in answer) return setWanted(answer.second);
    if ('back' in answer) return enter(answer.back);
    if (answer.for === 'confirm') {
      tellProved();
      // A window that was opened for this goes by itself, where the browser lets it.
      window.close();
    }
    return setDone(answer.for);
  };
  const finish = useMutation({ mutationFn: () => api.signOnFinish(provider, query), onSuccess: came });
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    history.replaceState(history.state, '', location.pathname);
    finish.mutate();
  }, [finish]);

  if (wanted !== null) {
    return (
      <Plain>
        <SecondStep
          wanted={wanted}
          isElsewhere
          onDone={() => void enter(wanted.back ?? '/')}
          onStartOver={() => void navigate({ to: '/', replace: true })}
        />
      </Plain>
    );
  }
  if (finish.error) return <Failed error={finish.error} />;
  if (done === 'confirm')
    return (
      <Step title={text.confirmedTitle} lead={text.confirmed}>
        <ButtonLink to="/" replace variant="default">
          {text.goOn}
        </ButtonLink>
      </Step>
    );
  if (done === 'link')
    return (
      <Step title={text.linkedTitle} lead={text.linked}>
        <ButtonLink to="/settings" replace>
          {text.toSettings}
        </ButtonLink>
      </Step>
    );
  if (done === 'registration')
    return (
      <Step title={text.registeredTitle} lead={text.registered}>
        <ButtonLink to="/" replace>
          {text.toLogin}
        </ButtonLink>
      </Step>
    );
  return (
    <Step title={text.title}>
      <Waiting label={text.working} />
    </Step>
  );
}

function Step(props: { readonly title: string; readonly lead?: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(props.title);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Plain>
      <section className={classes.step}>
        <h1 ref={heading} className={classes.title} tabIndex={-1} data-focus-here="">
          {props.title}
        </h1>
        <div role="status">{props.lead === undefined ? null : <p className={classes.lead}>{props.lead}</p>}</div>
        <div className={classes.other}>{props.children}</div>
      </section>
    </Plain>
  );
}

/** What went wrong, and what can be done about it: by whoever is logged in, and by whoever is not. */
function Failed({ error }: { readonly error: Error }) {
  const api = useApi();
  const setup = useQuery({ queryKey: keys.setup, queryFn: api.setupState });
  const session = useQuery(sessionQuery(api));
  const isUnknown = error instanceof ApiError && error.code === UNKNOWN;
  return (
    <Step title={isUnknown ? text.unknownTitle : text.failed}>
      <Problem error={error} />
      {session.data ? (
        <ButtonLink to="/settings" replace>
          {text.toSettings}
        </ButtonLink>
      ) : (
        <ButtonLink to="/" replace>
          {text.toLogin}
        </ButtonLink>
      )}
      {isUnknown && setup.data?.registration ? (
        <ButtonLink to="/register" variant="default">
          {text.register}
        </ButtonLink>
      ) : null}
    </Step>
  );
}
