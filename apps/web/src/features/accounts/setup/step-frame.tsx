import { Button, Progress } from '@mantine/core';
import { type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react';
import { usePageTitle } from '../../../ui/page.tsx';
import classes from './setup.module.css';
import { setupText } from './setup.text.ts';

interface StepFrameProps {
  readonly step: number;
  readonly steps: number;
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
  readonly submit: string;
  readonly busy?: boolean;
  readonly onSubmit: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly backLabel?: string;
}

/** One question: where we are, the question, the answer, and the way on. The heading takes the focus. */
export function StepFrame(props: StepFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(props.title);
  useEffect(() => {
    // The first question of all keeps the browser's own focus, so that the skip link comes first.
    if (props.step > 1) heading.current?.focus();
  }, [props.step]);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!props.busy) props.onSubmit();
  };

  return (
    <section className={classes.step}>
      <div className={classes.progress}>
        <span id="setup-progress">{setupText.progress(props.step, props.steps)}</span>
        <Progress.Root size={6} aria-hidden="true">
          <Progress.Section value={(props.step / props.steps) * 100} withAria={false} />
        </Progress.Root>
      </div>
      <h1 className={classes.title} ref={heading} tabIndex={-1} aria-describedby="setup-progress">
        {props.title}
      </h1>
      <p className={classes.lead}>{props.lead}</p>
      <form className={classes.form} onSubmit={submit} noValidate>
        {props.children}
        <div className={classes.buttons}>
          {props.onBack ? (
            <Button variant="subtle" color="gray" onClick={props.onBack} disabled={props.busy ?? false}>
              {props.backLabel ?? setupText.back}
            </Button>
          ) : null}
          <Button type="submit" size="md" loading={props.busy ?? false} className={classes.next ?? ''}>
            {props.submit}
          </Button>
        </div>
      </form>
    </section>
  );
}
