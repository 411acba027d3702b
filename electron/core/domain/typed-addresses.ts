/** Whether what was typed into a field for either is meant as a telephone number rather than an e-mail address. */
export function looksLikePhone(text: string): boolean {
  return !text.includes('@') && /^[+\d(]/u.test(text.trim())
}
