import { Button } from '@mantine/core';
import { useState } from 'react';
import { PanelPart } from '../../ui/panel.tsx';
import { codesOf } from './codes.ts';
import { elementWords } from './element-words.ts';
import classes from './fact-panel.module.css';
import type { Json } from './fhir-read.ts';
import { codesText as text } from './panel.text.ts';

const FEW = 8;

/** The codes by which computers know the entry: what the source calls each, its system and the code itself. */
export function CodesPart({ resource }: { readonly resource: Json }) {
  const [all, setAll] = useState(false);
  const codes = codesOf(resource);
  if (codes.length === 0) return null;
  return (
    <PanelPart title={text.title}>
      <ul className={classes.versions}>
        {codes.slice(0, all ? codes.length : FEW).map(({ element, system, code, display }) => (
          <li key={`${system} ${code}`} className={classes.code}>
            {display === undefined ? null : <bdi className={classes.said}>{display}</bdi>}
            <p className={classes.quiet}>
              {elementWords(element)}: <bdi>{[system ?? text.noSystem, code].join(' ')}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {!all && codes.length > FEW ? (
        <Button variant="default" size="sm" onClick={() => setAll(true)}>
          {text.more(codes.length - FEW)}
        </Button>
      ) : null}
    </PanelPart>
  );
}
