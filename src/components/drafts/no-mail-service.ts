import type { RefusalData } from '../../../electron/contract/base'

/** What the core says where the portal cannot send mail by itself: the operator's own mail app can (M1). */
const NO_MAIL_SERVICE: readonly RefusalData['code'][] = [
  'MAIL_ACCOUNT_MISSING',
  'MAIL_PASSWORD_MISSING',
  'MAIL_SIGN_IN_MISSING',
]

export function needsMailApp(refusal: RefusalData): boolean {
  return NO_MAIL_SERVICE.includes(refusal.code)
}
