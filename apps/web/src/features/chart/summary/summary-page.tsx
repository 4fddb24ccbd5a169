import { Button, NativeSelect, Radio, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/api-context.tsx';
import type { PrintChoices, Printed } from '../../../api/print.ts';
import { languages } from '../../../i18n/languages.ts';
import { lazyPart } from '../../../ui/lazy-part.tsx';
import { Page } from '../../../ui/page.tsx';
import { printChoices } from '../../../ui/prints.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { InPlaceOf } from '../../../ui/section-page.tsx';
import { OnIt } from './on-it.tsx';
import classes from './summary.module.css';
import { summaryText as text } from './summary.text.ts';

const Preview = lazyPart(() => import('./preview.tsx').then((module) => module.Preview));

/** `/people/$person/summary`: what a doctor needs on one page, with what is on it and what did not fit. */
export function SummaryPage() {
  const api = useApi();
  const { person } = useParams({ from: '/session/people/$person' });
  const [choices, setChoices] = useState<PrintChoices>(printChoices);
  const make = useMutation({ mutationFn: (chosen: PrintChoices) => api.print(person, 'summary', chosen) });
  // What is shown is what was chosen: another choice asks for another page.
  const choose = (more: Partial<PrintChoices>) => {
    setChoices({ ...choices, ...more });
    make.reset();
  };
  return (
    <Page title={text.title} lead={text.lead}>
      <form
        className={classes.choices}
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(choices);
        }}
      >
        <Radio.Group
          label={text.paper}
          value={choices.paper}
          onChange={(paper) => choose({ paper: paper as PrintChoices['paper'] })}
        >
          <div className={classes.papers}>
            <Radio value="a4" label={text.a4} />
            <Radio value="letter" label={text.letter} />
          </div>
        </Radio.Group>
        <NativeSelect
          label={text.language}
          description={text.languageHint}
          data={Object.entries(languages).map(([value, { name }]) => ({ value, label: name }))}
          value={choices.language}
          onChange={(event) => choose({ language: event.currentTarget.value })}
        />
        <Switch
          label={text.withoutSensitive}
          description={text.withoutSensitiveHint}
          checked={choices.withoutSensitive ?? false}
          onChange={(event) => choose({ withoutSensitive: event.currentTarget.checked })}
        />
        {make.data ? null : (
          <Button type="submit" loading={make.isPending}>
            {text.make}
          </Button>
        )}
      </form>
      {make.isIdle || make.isPending ? null : make.data ? (
        <Made printed={make.data} />
      ) : (
        <InPlaceOf error={make.error} onRetry={() => make.mutate(choices)} />
      )}
    </Page>
  );
}

function Made({ printed }: { readonly printed: Printed }) {
  const { outline, pdf } = printed;
  return (
    <section className={classes.made} aria-label={text.preview}>
      <OnIt outline={outline} />
      <Button onClick={() => saveFile('chartwarden-summary.pdf', pdf, 'application/pdf')}>{text.save}</Button>
      <Preview bytes={pdf} />
    </section>
  );
}
