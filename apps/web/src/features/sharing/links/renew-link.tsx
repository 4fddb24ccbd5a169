import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import { keys } from '../../../api/keys.ts';
import { isLinkOf } from '../../../api/link-calls.ts';
import type { LinkLine } from '../../../api/link-types.ts';
import { readShlink } from '../../../api/shlink.ts';
import { Dialog, DialogButtons } from '../../../ui/dialog.tsx';
import { Problem, Remark } from '../../../ui/states.tsx';
import { linksText } from './links.text.ts';

const text = linksText.renew;

interface RenewLinkProps {
  readonly person: string;
  readonly link: LinkLine;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks for the link, whose key is kept nowhere, and makes what it holds anew under that key. */
export function RenewLink({ person, link, open, onClose }: RenewLinkProps) {
  const api = useApi();
  const queries = useQueryClient();
  const [pasted, setPasted] = useState('');
  const [wrong, setWrong] = useState(false);
  const renew = useMutation({
    mutationFn: (key: string) => api.renewLink(link.id, key),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.links(person) }),
  });
  const go = async () => {
    const read = readShlink(pasted);
    const isIt = read !== null && (await isLinkOf(read, link.door));
    setWrong(!isIt);
    if (isIt) renew.mutate(read.key);
  };
  const close = () => {
    // The key does not stay in the page.
    setPasted('');
    setWrong(false);
    renew.reset();
    onClose();
  };
  return (
    <Dialog title={text.title} open={open} onClose={close}>
      {renew.isSuccess ? (
        <Remark tone="good">{text.done}</Remark>
      ) : (
        <>
          <p>{text.words}</p>
          <Textarea
            label={text.field}
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
            error={wrong ? text.wrong : null}
            rows={4}
            spellCheck={false}
            autoComplete="off"
          />
          {renew.error ? <Problem error={renew.error} /> : null}
        </>
      )}
      <DialogButtons>
        <Button variant="default" onClick={close}>
          {renew.isSuccess ? linksText.toLinks : text.cancel}
        </Button>
        {renew.isSuccess ? null : (
          <Button onClick={() => void go()} loading={renew.isPending}>
            {text.go}
          </Button>
        )}
      </DialogButtons>
    </Dialog>
  );
}
