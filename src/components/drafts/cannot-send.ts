import type { BatchResult, RefusalData } from '../../../electron/contract/base'

/** What the core says where the portal cannot send mail by itself: the operator's own mail app can (M1). */
const NO_MAIL_SERVICE: readonly RefusalData['code'][] = [
  'MAIL_ACCOUNT_MISSING',
  'MAIL_PASSWORD_MISSING',
  'MAIL_SIGN_IN_MISSING',
]

export function needsMailApp(refusal: RefusalData): boolean {
  return NO_MAIL_SERVICE.includes(refusal.code)
}

/** The same of SMS: the system's messaging can (SM6). */
const NO_SMS_SERVICE: readonly RefusalData['code'][] = ['SMS_ACCOUNT_MISSING', 'SMS_SECRET_MISSING']

export function needsSmsAccount(refusal: RefusalData): boolean {
  return NO_SMS_SERVICE.includes(refusal.code)
}

/** Whether nothing was sent, and only because each of these people can be reached by SMS alone. */
export function needsMessaging({ done, refused }: BatchResult): boolean {
  const bySms = refused.every(({ refusal }) => needsSmsAccount(refusal))
  return done.length === 0 && refused.length > 0 && bySms
}
