import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { Factors } from '../../../api/factor-types.ts';
import { keys } from '../../../api/keys.ts';
import { Problem, Remark, Waiting } from '../../../ui/states.tsx';
import { formatWhen } from '../../../ui/words.ts';
import { ConfirmDialog } from '../instance/confirm-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { securityText } from './security.text.ts';
import classes from './settings.module.css';
import { TotpOffered } from './totp-offered.tsx';

/** The code of an app as the second step of the login: off, being turned on, or on, with its recovery codes. */
export function SecondFactor() {
  const text = securityText.second;
  const api = useApi();
  const queries = useQueryClient();
  const factors = useQuery({ queryKey: keys.factors, queryFn: api.factors, staleTime: 0 });
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState<'isOn' | 'isOff' | null>(null);
  const again = () =>
    Promise.all([keys.factors, keys.sessions].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const offer = useMutation({ mutationFn: api.offerTotp, onSuccess: () => setSaid(null) });
  const shown = (made: readonly string[]) => {
    setCodes(made);
    offer.reset();
    return again();
  };

  return (
    <section className={classes.group} aria-labelledby="settings-second">
      <h2 className={classes.title} id="settings-second">
        {text.title}
      </h2>
      {codes !== null ? (
        <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />
      ) : offer.data ? (
        <TotpOffered
          offer={offer.data}
          onCancel={offer.reset}
          onDone={(made) => {
            setSaid('isOn');
            return shown(made);
          }}
        />
      ) : factors.error ? (
        <Problem error={factors.error} onRetry={() => void factors.refetch()} />
      ) : factors.data === undefined ? (
        <Waiting />
      ) : factors.data.totpSince === null ? (
        <>
          <p className={classes.quiet}>{text.off}</p>
          <div>
            <Button variant="default" loading={offer.isPending} onClick={() => offer.mutate()}>
              {text.turnOn}
            </Button>
          </div>
          {offer.error ? <Problem error={offer.error} /> : null}
        </>
      ) : (
        <On
          factors={factors.data}
          onCodes={shown}
          onOff={() => {
            setSaid('isOff');
            return again();
          }}
        />
      )}
      <div role="status">{said !== null && codes === null ? <Remark tone="good">{text[said]}</Remark> : null}</div>
    </section>
  );
}

interface OnProps {
  readonly factors: Factors;
  readonly onCodes: (codes: readonly string[]) => Promise<unknown>;
  readonly onOff: () => Promise<unknown>;
}

function On({ factors, onCodes, onOff }: OnProps) {
  const text = securityText.second;
  const api = useApi();
  const [asking, setAsking] = useState<'codes' | 'off' | null>(null);
  const close = () => setAsking(null);
  const renew = useMutation({
    mutationFn: api.renewRecoveryCodes,
    onSuccess: (codes) => {
      close();
      return onCodes(codes);
    },
  });
  const remove = useMutation({
    mutationFn: api.removeTotp,
    onSuccess: () => {
      close();
      return onOff();
    },
  });
  return (
    <>
      <p className={classes.quiet}>{text.on(formatWhen(factors.totpSince ?? 0, Date.now()))}</p>
      {factors.recoveryLeft < 3 ? (
        <Remark tone="care">{text.left(factors.recoveryLeft)}</Remark>
      ) : (
        <p className={classes.quiet}>{text.left(factors.recoveryLeft)}</p>
      )}
      {factors.shortPassword ? <p className={classes.quiet}>{text.short}</p> : null}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => setAsking('codes')}>
          {text.newCodes}
        </Button>
        <Button variant="default" disabled={factors.shortPassword} onClick={() => setAsking('off')}>
          {text.turnOff}
        </Button>
      </div>
      {asking === 'codes' ? (
        <ConfirmDialog
          title={text.codesTitle}
          confirm={text.newCodes}
          busy={renew.isPending}
          error={renew.error}
          onClose={close}
          onConfirm={() => renew.mutate()}
        >
          <p>{text.codesWords}</p>
        </ConfirmDialog>
      ) : asking === 'off' ? (
        <ConfirmDialog
          title={text.offTitle}
          confirm={text.turnOff}
          keep={text.keep}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onConfirm={() => remove.mutate()}
        >
          <p>{text.offWords}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
