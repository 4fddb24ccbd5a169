import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import { keys } from '../../api/keys.ts';
import { Problem } from '../../ui/states.tsx';
import { intakeText } from './intake.text.ts';
import { useUploads } from './uploads-context.tsx';

/** Cancels an import that has not been added. Nothing is lost but the wait, so no second question. */
export function CancelImport({ id, disabled = false }: { readonly id: string; readonly disabled?: boolean }) {
  const api = useApi();
  const uploads = useUploads();
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => {
      uploads.stop(id);
      return api.cancelImport(id);
    },
    onSuccess: (state) => queries.setQueryData(keys.import(id), state),
  });
  return (
    <>
      <Button
        size="md"
        variant="default"
        onClick={() => cancel.mutate()}
        loading={cancel.isPending}
        disabled={disabled}
      >
        {intakeText.decide.cancel}
      </Button>
      {cancel.error ? <Problem error={cancel.error} /> : null}
    </>
  );
}
