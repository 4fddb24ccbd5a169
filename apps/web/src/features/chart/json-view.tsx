import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { DownloadIcon } from '../../ui/icons.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { factText as text } from './chart.text.ts';
import { type JsonToken, jsonLines } from './json-tokens.ts';
import classes from './json-view.module.css';

/** Drawn at once; a person who wants a thousand lines asks for them. */
const FIRST_LINES = 400;
/** Longer strings (an attached file in base64) are cut on screen; the download has all of them. */
const LONGEST = 600;

/** JSON as served: indented and coloured, always as text, never as HTML. */
export function JsonView({ raw, name }: { readonly raw: string; readonly name: string }) {
  const lines = useMemo(() => jsonLines(raw), [raw]);
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FIRST_LINES);
  return (
    <div className={classes.view}>
      <p className={classes.words}>{text.dataWords}</p>
      <Button
        variant="default"
        size="sm"
        leftSection={<DownloadIcon size={18} />}
        onClick={() => saveFile(name, raw, 'application/fhir+json')}
      >
        {text.saveData}
      </Button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls sideways must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        {shown.map((line, index) => (
          <div key={index} className={classes.line} style={{ paddingLeft: `${line.depth * 1.25}rem` }}>
            {line.tokens.map((token, at) => (
              <Token key={at} token={token} />
            ))}
          </div>
        ))}
      </pre>
      {shown.length < lines.length ? (
        <Button variant="default" onClick={() => setAll(true)}>
          {text.showAll(lines.length)}
        </Button>
      ) : null}
    </div>
  );
}

function Token({ token }: { readonly token: JsonToken }) {
  if (token.text.length <= LONGEST) return <span data-kind={token.kind}>{token.text}</span>;
  return (
    <span data-kind={token.kind}>
      {token.text.slice(0, LONGEST)}
      <span className={classes.cut}> … {text.longText(token.text.length)}</span>
    </span>
  );
}
