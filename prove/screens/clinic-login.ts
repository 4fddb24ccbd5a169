import type { ProductSettings } from '../../tests/e2e/support/product.ts';
import { CLIENT, type OpenIdProvider, openProvider } from '../../tests/support/openid-provider.ts';

/** A login elsewhere that the product offers, and registration for everybody. */
export function openClinicLogin() {
  let provider: OpenIdProvider | null = null;
  return {
    async settings(url: string): Promise<ProductSettings> {
      provider = await openProvider([`${url}/sign-on/clinic`]);
      const { issuer } = provider;
      const one = { id: 'clinic', name: 'Clinic login', issuer, clientId: CLIENT.id, scopes: ['email'] };
      return {
        file: { signOn: { providers: [one] }, accounts: { registration: 'open' } },
        env: { CHARTWARDEN_SIGN_ON_SECRETS: `clinic=${CLIENT.secret}` },
      };
    },
    close: async (): Promise<void> => provider?.close(),
  };
}
