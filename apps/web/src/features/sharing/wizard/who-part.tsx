import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { Problem } from '../../../ui/states.tsx';
import classes from '../sharing.module.css';
import { Group, type PartProps } from './parts.tsx';
import { wizardText } from './wizard.text.ts';

/** Whom: somebody with an account, whoever accepts an invitation, or an organization that wants to be found. */
export function WhoPart({ plan, change, missing }: PartProps) {
  const text = wizardText.who;
  if (plan.known !== null)
    return (
      <Group title={text.title}>
        <p className={classes.sentence}>{plan.known.name}</p>
        <div>
          <Button size="sm" variant="default" onClick={() => change({ known: null })}>
            {text.other}
          </Button>
        </div>
      </Group>
    );
  const error = missing === 'who' ? text.missing : null;
  return (
    <Group title={text.title}>
      <div className={classes.options}>
        {(['address', 'invite', 'organization'] as const).map((whom) => (
          <Radio
            key={whom}
            name="whom"
            label={text.kinds[whom]}
            checked={plan.whom === whom}
            onChange={() => change({ whom })}
          />
        ))}
      </div>
      {plan.whom === 'address' ? (
        <TextInput
          type="email"
          label={text.address}
          description={text.hint}
          value={plan.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
          error={error}
          autoComplete="off"
          size="md"
        />
      ) : null}
      {plan.whom === 'invite' ? (
        <TextInput
          type="email"
          label={text.inviteEmail}
          description={text.inviteHint}
          value={plan.inviteEmail}
          onChange={(event) => change({ inviteEmail: event.currentTarget.value })}
          error={error}
          autoComplete="off"
          size="md"
        />
      ) : null}
      {plan.whom === 'organization' ? <Organizations plan={plan} change={change} isMissing={error !== null} /> : null}
    </Group>
  );
}

function Organizations({
  plan,
  change,
  isMissing,
}: Pick<PartProps, 'plan' | 'change'> & { readonly isMissing: boolean }) {
  const api = useApi();
  const text = wizardText.who;
  const list = useQuery({ queryKey: keys.directory, queryFn: api.organizationDirectory, staleTime: 60_000 });
  if (list.error) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data?.length === 0) return <p className={classes.quiet}>{text.noOrganizations}</p>;
  const found = list.data ?? [];
  return (
    <NativeSelect
      label={text.organization}
      description={text.organizationHint}
      value={plan.organization?.id ?? ''}
      onChange={(event) => {
        const { value } = event.currentTarget;
        change({ organization: found.find(({ id }) => id === value) ?? null });
      }}
      data={[{ value: '', label: text.choose }, ...found.map(({ id, name }) => ({ value: id, label: name }))]}
      error={isMissing ? text.chooseMissing : null}
      size="md"
    />
  );
}
