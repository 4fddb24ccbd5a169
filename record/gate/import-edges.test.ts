import { describeEngines } from '@chartwarden/db/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, type TestCore } from './testing.ts';

describeEngines('an import', (engine) => {
  let test: TestCore;
  beforeEach(async () => {
    test = await openTestCore(engine);
  });
  afterEach(() => test.remove());

  it('takes no file that arrives after it has moved on', async () => {
    const { imports, read } = test.core.vault;
    const owner = await test.account('owner');
    const record = await test.person(owner, 'Quirina');
    const create = () => test.permit(owner, record, ['create']);
    const { id } = await imports.begin(await create());
    let proceed = (): void => undefined;
    const waiting = new Promise<void>((done) => {
      proceed = done;
    });
    const bytes = (async function* () {
      yield Buffer.from('first half, ');
      await waiting;
      yield Buffer.from('second half');
    })();
    const adding = imports.addSource(await create(), id, { name: 'slow.json', mediaType: 'application/json', bytes });
    // The upload has begun by the time the import is read.
    await new Promise((later) => setTimeout(later, 50));
    await imports.setState(await create(), id, 'reading', {});
    proceed();
    await expect(adding).rejects.toMatchObject({ code: 'CW-VLT-007' });
    const sources = await read.listSources(await test.permit(owner, record, ['search']));
    expect(sources).toEqual([]);
  });
});
