/**
 * What went wrong where no server answered, or where the operator has to act. It stands before the words of the library
 * in an answer, in brackets, so that the window can say it in its own language.
 */
export const MAIL_TROUBLES = [
  'timeout',
  'refused',
  'name-not-found',
  'unreachable',
  'closed',
  'certificate',
  'no-encryption',
  'encryption',
  'sign-in-again',
  'sign-in-unreachable',
  'limit',
  'repeated',
  'restored',
] as const
export type MailTrouble = (typeof MAIL_TROUBLES)[number]

/** An answer that begins with its trouble. */
export function withTrouble(trouble: MailTrouble, words: string): string {
  return words === '' ? `[${trouble}]` : `[${trouble}] ${words}`
}

/** Takes an answer apart again; trouble null: these are the words of a server. */
export function readAnswer(answer: string): { readonly trouble: MailTrouble | null; readonly words: string } {
  const [, code, words = ''] = /^\[([a-z-]+)\] ?(.*)$/su.exec(answer) ?? []
  const trouble = MAIL_TROUBLES.find((each) => each === code) ?? null
  return trouble === null ? { trouble, words: answer } : { trouble, words }
}
