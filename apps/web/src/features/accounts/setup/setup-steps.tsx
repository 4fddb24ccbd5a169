import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { RecoveryKit, SetupState } from '../../../api/account-types.ts';
import { useApi } from '../../../api/api-context.tsx';
import { ApiError } from '../../../api/http.ts';
import { sessionQuery } from '../../../api/queries.ts';
import type { Session } from '../../../api/types.ts';
import { forgetFragment, fragmentValue } from '../fragment.ts';
import { ConfirmStep } from './confirm-step.tsx';
import { KitStep } from './kit-step.tsx';
import { OwnerStep } from './owner-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { PersonStep } from './person-step.tsx';
import { emptyDraft, questionOf, type SetupDraft } from './setup-draft.ts';
import { WitnessStep } from './witness-step.tsx';

/** The questions in their order. The server hears of them after `witness`; from then on there is no way back. */
const STEPS = ['owner', 'password', 'witness', 'kit', 'confirm', 'person'] as const;
type Step = (typeof STEPS)[number];
/** For an owner who is there already: the first run stopped before the kit was confirmed, or the kit is a new one. */
const KIT_STEPS: readonly Step[] = ['kit', 'confirm'];

interface SetupStepsProps {
  readonly setup: SetupState;
  readonly session: Session | null;
  /** The kit asked for once more after a reload, when the server still gives it. */
  readonly kitAgain: RecoveryKit | null;
}

export function SetupSteps({ setup, session, kitAgain }: SetupStepsProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [step, setStep] = useState<Step>(session ? 'kit' : 'owner');
  const [draft, setDraft] = useState<SetupDraft>(() => ({ ...emptyDraft, code: fragmentValue('code') }));
  const [kit, setKit] = useState<RecoveryKit | null>(kitAgain);
  useEffect(forgetFragment, []);
  const [steps] = useState<readonly Step[]>(session ? KIT_STEPS : STEPS);
  const place = { step: steps.indexOf(step) + 1, steps: steps.length };
  const account = { name: session?.account.name ?? draft.name, email: session?.account.email ?? draft.email };

  const setUp = useMutation({
    mutationFn: (witness: string | null) =>
      api.setUp({
        email: draft.email,
        name: draft.name,
        password: draft.password,
        witness,
        ...(draft.code ? { code: draft.code } : {}),
      }),
    onSuccess: (answer) => {
      setKit(answer.kit);
      setDraft((before) => ({ ...before, password: '', code: '' }));
      setStep('kit');
    },
    onError: (error) => {
      const about = error instanceof ApiError ? questionOf(error.code) : null;
      if (about) setStep(about);
    },
  });
  const refused = setUp.error instanceof ApiError ? questionOf(setUp.error.code) : null;

  /** The kit is confirmed: forget it, and learn the session as it is now. */
  const confirmed = async () => {
    if (steps.includes('person')) setStep('person');
    setKit(null);
    await queries.fetchQuery({ ...sessionQuery(api), staleTime: 0 });
  };

  switch (step) {
    case 'owner':
      return (
        <OwnerStep
          place={place}
          draft={draft}
          codeNeeded={setup.codeNeeded}
          error={refused === 'owner' ? setUp.error : null}
          onDone={(part) => {
            setUp.reset();
            setDraft({ ...draft, ...part });
            setStep('password');
          }}
        />
      );
    case 'password':
      return (
        <PasswordStep
          place={place}
          email={draft.email}
          password={draft.password}
          error={refused === 'password' ? setUp.error : null}
          onDone={(password) => {
            setUp.reset();
            setDraft({ ...draft, password });
            setStep('witness');
          }}
          onBack={() => setStep('owner')}
        />
      );
    case 'witness':
      return (
        <WitnessStep
          place={place}
          suggested={setup.suggestedWitness}
          busy={setUp.isPending}
          error={setUp.error}
          onDone={(witness) => setUp.mutate(witness)}
          onBack={() => {
            setUp.reset();
            setStep('password');
          }}
        />
      );
    case 'kit':
      return <KitStep place={place} kit={kit} email={account.email} onDone={() => setStep('confirm')} />;
    case 'confirm':
      return <ConfirmStep place={place} onDone={() => void confirmed()} onBack={() => setStep('kit')} />;
    case 'person':
      return <PersonStep place={place} ownName={account.name} />;
  }
}
