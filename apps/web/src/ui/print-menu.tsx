import { Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useApi } from '../api/api-context.tsx';
import { PrintIcon } from './icons.tsx';
import classes from './print-menu.module.css';
import { printMenuText as text } from './print-menu.text.ts';
import { printChoices, printOf, readsWell } from './prints.ts';
import { problemText } from './problem-text.ts';
import { saveFile } from './save-file.ts';

/** On every page of a record that somebody would read on paper: the page on paper, as a PDF from the server, or the record on one page. */
export function PrintMenu() {
  const { person } = useParams({ strict: false });
  const isForPaper = useLocation({ select: ({ pathname }) => readsWell(pathname) });
  return person === undefined || !isForPaper ? null : <OfRecord person={person} />;
}

function OfRecord({ person }: { readonly person: string }) {
  const api = useApi();
  const what = useLocation({ select: ({ pathname }) => JSON.stringify(printOf(pathname)) });
  const here = JSON.parse(what) as ReturnType<typeof printOf>;
  const save = useMutation({
    mutationFn: async ({ name, entry }: NonNullable<typeof here>) => {
      const { pdf } = await api.print(person, name, { ...printChoices(), ...(entry === undefined ? {} : { entry }) });
      saveFile(`chartwarden-${name}.pdf`, pdf, 'application/pdf');
    },
  });
  return (
    <div className={classes.print}>
      <Menu
        position="bottom-end"
        width={230}
        withinPortal={false}
        withInitialFocusPlaceholder={false}
        classNames={{ dropdown: classes.dropdown ?? '' }}
      >
        <Menu.Target>
          <button type="button" className={classes.target}>
            <PrintIcon size={18} />
            <span className={classes.words}>{save.isPending ? text.making : text.print}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => window.print()}>{text.page}</Menu.Item>
          {here === null ? null : <Menu.Item onClick={() => save.mutate(here)}>{text.pdf}</Menu.Item>}
          <Menu.Item component={Link} to="/people/$person/summary" params={{ person } as never}>
            {text.summary}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <p className={classes.failed} role="alert">
        {save.error ? problemText(save.error) : null}
      </p>
    </div>
  );
}
