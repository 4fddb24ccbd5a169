import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useApi } from '../../api/api-context.tsx';
import type { ArchiveDraft } from '../../api/rights-calls.ts';
import { fetchFile } from '../../ui/save-file.ts';
import { Problem, Remark } from '../../ui/states.tsx';
import { formatBytes } from '../../ui/words.ts';
import classes from './rights.module.css';
import { rightsText as text } from './rights.text.ts';

/** A draft that says what would go out, and the download of exactly that. */
export function TakeAlong({ person, reach }: { readonly person: string; readonly reach: 'whole' | 'part' }) {
  const api = useApi();
  const draft = useMutation({ mutationFn: () => api.draftArchive(person) });
  const take = useMutation({
    mutationFn: (shown: ArchiveDraft) => api.approveArchive(shown),
    onSuccess: (address) => fetchFile(address),
  });
  const again = () => {
    take.reset();
    draft.mutate();
  };
  const shown = draft.data;
  return (
    <section className={classes.part} aria-labelledby="rights-copy">
      <h2 className={classes.title} id="rights-copy">
        {reach === 'whole' ? text.copyTitle : text.copyTitlePart}
      </h2>
      <p>{reach === 'whole' ? text.copyWords : text.copyPart}</p>
      {draft.error ? <Problem error={draft.error} /> : null}
      {shown === undefined ? (
        <div className={classes.buttons} data-print="no">
          <Button variant="default" loading={draft.isPending} onClick={() => draft.mutate()}>
            {text.copyStart}
          </Button>
        </div>
      ) : (
        <>
          <ul className={classes.list}>
            {contentsOf(shown).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{text.notEncrypted}</p>
          {take.error ? <Problem error={take.error} /> : null}
          <div role="status">{take.isSuccess ? <Remark tone="good">{text.copyGone}</Remark> : null}</div>
          <div className={classes.buttons} data-print="no">
            {take.isSuccess || take.error ? (
              <Button variant="default" loading={draft.isPending} onClick={again}>
                {text.another}
              </Button>
            ) : (
              <>
                <Button loading={take.isPending} onClick={() => take.mutate(shown)}>
                  {text.copyGive}
                </Button>
                <Button variant="default" onClick={() => draft.reset()}>
                  {text.cancel}
                </Button>
              </>
            )}
          </div>
        </>
      )}
    </section>
  );
}

function contentsOf({ whole, facts, versions, sources, bytes, corrections }: ArchiveDraft): readonly string[] {
  if (!whole) return [text.facts(facts), text.pages];
  return [
    text.facts(facts),
    text.versions(versions),
    text.files(sources, formatBytes(bytes)),
    ...(corrections > 0 ? [text.corrections(corrections)] : []),
    text.log,
    text.pages,
  ];
}
