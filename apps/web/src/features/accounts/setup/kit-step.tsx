import { Button } from '@mantine/core';
import type { RecoveryKit } from '../../../api/account-types.ts';
import { DownloadIcon, PrintIcon } from '../../../ui/icons.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import classes from './setup.module.css';
import { setupText } from './setup.text.ts';
import { groupsOf } from './setup-draft.ts';
import { StepFrame } from './step-frame.tsx';

const text = setupText.kit;

interface KitStepProps {
  readonly place: { readonly step: number; readonly steps: number };
  readonly kit: RecoveryKit | null;
  readonly email: string;
  readonly onDone: () => void;
}

/** The recovery kit on screen, on paper (print style) and as a file. After a reload only the way to get it again. */
export function KitStep({ place, kit, email, onDone }: KitStepProps) {
  if (!kit) {
    return (
      <StepFrame {...place} title={text.lostTitle} lead={text.lostWords} submit={text.lostNext} onSubmit={onDone}>
        <code className={classes.command}>{text.lostCommand(email)}</code>
      </StepFrame>
    );
  }
  return (
    <>
      <pre className={classes.paper}>{kit.text}</pre>
      <StepFrame {...place} title={text.title} lead={text.lead} submit={text.saved} onSubmit={onDone}>
        <ul className={classes.points}>
          {text.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <div className={classes.kit}>
          <p className={classes.kitLabel}>{text.groups}</p>
          <ol className={classes.groups}>
            {groupsOf(kit.words).map((group, index) => (
              <li key={index} className={classes.group}>
                {group}
              </li>
            ))}
          </ol>
        </div>
        <div className={classes.kitButtons}>
          <Button variant="default" leftSection={<PrintIcon />} onClick={() => window.print()}>
            {text.print}
          </Button>
          <Button
            variant="default"
            leftSection={<DownloadIcon />}
            onClick={() => saveFile(text.fileName, kit.text, 'text/plain')}
          >
            {text.download}
          </Button>
        </div>
      </StepFrame>
    </>
  );
}
