import { Button, Radio } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { EmergencyPolicy, PolicyWish } from '../../../api/emergency-calls.ts';
import { keys } from '../../../api/keys.ts';
import type { OrganizationAnswer } from '../../../api/organization-types.ts';
import { offeredToText } from '../../../ui/offered-to.text.ts';
import { OfferedToChoice } from '../../../ui/offered-to.tsx';
import { PolicyShown } from '../../../ui/policy-shown.tsx';
import { Problem } from '../../../ui/states.tsx';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import classes from '../instance/instance.module.css';
import { emergencyPolicyText as text } from './emergency-policy.text.ts';

/** What the organization offers for an emergency: for everybody who works there to read, for its managers to set. */
export function EmergencyPolicyPart({ organization: { id, role } }: { readonly organization: OrganizationAnswer }) {
  const api = useApi();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'set' | 'end' | null>(null);
  const found = useQuery({ queryKey: keys.emergencyPolicy(id), queryFn: () => api.emergencyPolicy(id), staleTime: 0 });
  const policy = found.data;
  const done = (next: EmergencyPolicy | null) => {
    queries.setQueryData(keys.emergencyPolicy(id), next);
    setAsking(null);
  };
  return (
    <section className={classes.part} aria-labelledby="emergency-policy" data-policy={policy ? 'set' : 'none'}>
      <h2 className={classes.partTitle} id="emergency-policy">
        {text.title}
      </h2>
      {found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {policy === undefined ? null : (
        <div className={classes.card}>
          {policy === null ? <p className={classes.words}>{text.none}</p> : <PolicyShown policy={policy} />}
          <p className={classes.quiet}>{offeredToText.policyWords}</p>
          {role === 'manager' ? (
            <div className={classes.buttons}>
              <Button variant="default" size="xs" onClick={() => setAsking('set')}>
                {policy === null ? text.set : text.change}
              </Button>
              {policy === null ? null : (
                <Button variant="default" size="xs" onClick={() => setAsking('end')}>
                  {text.end}
                </Button>
              )}
            </div>
          ) : null}
        </div>
      )}
      {asking === 'set' ? (
        <SetDialog id={id} policy={policy ?? null} onClose={() => setAsking(null)} onDone={done} />
      ) : null}
      {asking === 'end' ? <EndDialog id={id} onClose={() => setAsking(null)} onDone={done} /> : null}
    </section>
  );
}

interface DialogProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDone: (policy: EmergencyPolicy | null) => void;
}

function SetDialog({ id, policy, onClose, onDone }: DialogProps & { readonly policy: EmergencyPolicy | null }) {
  const api = useApi();
  const [wish, setWish] = useState<PolicyWish>({
    what: policy?.what ?? 'essential',
    to: policy?.to ? { organization: policy.to.id } : 'practitioners',
  });
  const save = useMutation({ mutationFn: () => api.setEmergencyPolicy(id, wish), onSuccess: onDone });
  return (
    <ConfirmDialog
      title={text.title}
      confirm={text.save}
      busy={save.isPending}
      error={save.error}
      onClose={onClose}
      onConfirm={() => save.mutate()}
    >
      <div className={classes.link}>
        <p className={classes.words}>{text.words}</p>
        <fieldset className={classes.choices} aria-label={text.what}>
          {(['essential', 'everything'] as const).map((what) => (
            <Radio
              key={what}
              name="what"
              label={offeredToText[what]}
              checked={wish.what === what}
              onChange={() => setWish({ ...wish, what })}
            />
          ))}
        </fieldset>
        <OfferedToChoice value={wish.to} but={id} onChange={(to) => setWish({ ...wish, to })} />
        <p className={classes.quiet}>
          {offeredToText.hours} {offeredToText.told}
        </p>
        {policy === null ? null : <p className={classes.quiet}>{text.replaces}</p>}
      </div>
    </ConfirmDialog>
  );
}

function EndDialog({ id, onClose, onDone }: DialogProps) {
  const api = useApi();
  const end = useMutation({ mutationFn: () => api.setEmergencyPolicy(id, null), onSuccess: onDone });
  return (
    <ConfirmDialog
      title={text.endTitle}
      confirm={text.end}
      busy={end.isPending}
      error={end.error}
      onClose={onClose}
      onConfirm={() => end.mutate()}
    >
      <p>{text.endWords}</p>
    </ConfirmDialog>
  );
}
