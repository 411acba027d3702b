/** What a person reads out of an invitation: where to go and what to type. Throws where either is missing. */
export function invitationIn(text: string): { readonly link: string; readonly code: string } {
  const link = /http:\/\/\S+\/J\/[0-9A-Z]{32}/u.exec(text)?.[0]
  const code = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b/u.exec(text)?.[0]
  if (!link || !code) throw new Error(`No link or no code in: ${text}`)
  return { link, code }
}
