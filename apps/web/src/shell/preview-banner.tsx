import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { usePreview } from '../api/preview-context.tsx';
import { ActivityIcon } from '../ui/icons.tsx';
import classes from './preview-banner.module.css';
import { shellText } from './shell.text.ts';

const text = shellText.preview;

/** Over everything while the record is shown as somebody else sees it: says so, and leads back. */
export function PreviewBanner({ person }: { readonly person: string }) {
  const { preview, leave } = usePreview();
  const navigate = useNavigate();
  if (preview?.person !== person) return null;
  const back = () => {
    leave();
    const to = preview.back === 'wizard' ? '/people/$person/sharing/new' : '/people/$person/sharing';
    void navigate({ to, params: { person } });
  };
  return (
    <aside className={classes.banner} aria-label={text.label} data-print="no">
      <ActivityIcon size={18} />
      <p className={classes.words}>
        <strong>{text.as(preview.who)}</strong> <span>{text.only}</span>
      </p>
      <Button size="xs" variant="default" onClick={back}>
        {text.leave}
      </Button>
    </aside>
  );
}

/** A look through other eyes ends with the record it is about: at another record, and when the session ends. */
export function useEndPreview(person: string): void {
  const { preview, leave } = usePreview();
  const end = useRef<() => void>(() => undefined);
  useEffect(() => {
    end.current = () => {
      if (preview?.person === person) leave();
    };
  }, [preview, person, leave]);
  useEffect(() => () => end.current(), [person]);
}
