import { Plain } from '../shell/plain.tsx';
import { ButtonLink } from '../ui/button-link.tsx';
import { Empty } from '../ui/states.tsx';
import { appText } from './app.text.ts';

export function NotFound() {
  return (
    <Plain>
      <Empty title={appText.notFoundTitle} whole>
        <p>{appText.notFoundWords}</p>
        <ButtonLink to="/" variant="default">
          {appText.notFoundAction}
        </ButtonLink>
      </Empty>
    </Plain>
  );
}
