import { shell } from 'electron'
import { isSignInPage, SIGN_IN_PROVIDERS } from '../core/domain/mail-presets'
import type { WebPages } from '../core/services/ports'

/** The only pages of the web the console ever opens. */
export const webPages: WebPages = {
  async openSignIn(address) {
    if (!SIGN_IN_PROVIDERS.some((provider) => isSignInPage(provider, address))) throw new Error('not a sign-in page')
    await shell.openExternal(new URL(address).href)
  },
}
