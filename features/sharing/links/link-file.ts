/** As long as anything that a link holds: 8 MiB of compact JWE. */
export const MOST_CONTENT = 8 * 1024 * 1024;

const PART = /^[A-Za-z0-9_-]+$/;
/** base64url without padding (RFC 7515, 2): 12 bytes of nonce, 16 of tag (RFC 7518, 5.3). */
const NONCE = /^[A-Za-z0-9_-]{16}$/;
const TAG = /^[A-Za-z0-9_-]{22}$/;

/**
 * True for a JWE in compact form (RFC 7516, 3.1) whose key is nowhere in it: `dir`, so its second part is empty, and
 * `A256GCM` (SMART Health Links 1.0, encrypting and decrypting files). Nothing in it can be read here, nor is tried.
 */
export function isLinkFile(content: Buffer): boolean {
  if (content.length > MOST_CONTENT) return false;
  const [header = '', key, nonce = '', ciphertext = '', tag = '', ...rest] = content.toString('latin1').split('.');
  if (rest.length > 0 || key !== '' || !NONCE.test(nonce) || !TAG.test(tag)) return false;
  if (!PART.test(header) || header.length > 1000 || !PART.test(ciphertext)) return false;
  return isHeader(Buffer.from(header, 'base64url').toString('utf8'));
}

function isHeader(text: string): boolean {
  try {
    const said = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    return said?.alg === 'dir' && said.enc === 'A256GCM' && said.cty === 'application/fhir+json';
  } catch {
    return false;
  }
}
