const LINE_FEED = 0x0a;

/** Entries as they were received (numbers keep their digits), put around with what makes a Bundle (FHIR R4, 2.36.4). */
export async function* bundleOf(
  profile: { readonly name: string; readonly birthDate?: string } | null,
  files: readonly AsyncIterable<Uint8Array>[],
): AsyncGenerator<Uint8Array> {
  const person = profile && {
    resourceType: 'Patient',
    name: [{ text: profile.name }],
    ...(profile.birthDate === undefined ? {} : { birthDate: profile.birthDate }),
  };
  yield Buffer.from('{"resourceType":"Bundle","type":"collection","entry":[\n');
  let isFirst = true;
  const entry = (line: Uint8Array): Uint8Array => {
    const before = Buffer.from(isFirst ? '{"resource":' : ',\n{"resource":');
    isFirst = false;
    return Buffer.concat([before, line, Buffer.from('}')]);
  };
  if (person) yield entry(Buffer.from(JSON.stringify(person)));
  for (const file of files) {
    // A piece ends with a line: this is how the vault exports facts.
    for await (const piece of file) {
      const lines = Buffer.from(piece);
      for (let at = 0; at < lines.length; ) {
        const end = lines.indexOf(LINE_FEED, at);
        yield entry(lines.subarray(at, end < 0 ? lines.length : end));
        at = end < 0 ? lines.length : end + 1;
      }
    }
  }
  yield Buffer.from('\n]}\n');
}
