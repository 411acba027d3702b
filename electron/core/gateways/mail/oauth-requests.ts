import { z } from 'zod'
import { type MailTokens, OAuthFailure } from './oauth-gateway'

/** How long a provider may take to answer, in milliseconds. */
const PATIENCE = 20_000
/** Characters of an answer; no lawful one comes near. */
const LONGEST = 100_000

/** What a token endpoint answers, whichever way it was asked (RFC 6749 §5). */
export const tokenAnswer = z.union([
  z.object({
    access_token: z.string().min(1),
    refresh_token: z.string().min(1).optional(),
    expires_in: z.coerce.number().positive().default(3_600),
  }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
])
export type TokenAnswer = z.infer<typeof tokenAnswer>

/** Posts a form and reads the JSON that comes back, whatever the status. Throws OAuthFailure `unreachable`. */
export async function postForm<Answer>(
  address: string,
  fields: Readonly<Record<string, string>>,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''))
  let text: string
  let status: number
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    })
    status = response.status
    text = (await response.text()).slice(0, LONGEST)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    throw new OAuthFailure('unreachable', `${new URL(address).host}: ${cause}`)
  }
  const parsed = schema.safeParse(jsonOf(text))
  if (!parsed.success) throw new OAuthFailure('unreachable', `${new URL(address).host}: HTTP ${status}`)
  return parsed.data
}

/** Tokens as they are kept; `kept` is the refresh token where no new one came. Null: there is none at all. */
export function tokensOf(
  answer: Extract<TokenAnswer, { access_token: string }>,
  at: number,
  kept: string | null,
): MailTokens | null {
  const refreshToken = answer.refresh_token ?? kept
  if (refreshToken === null) return null
  return { accessToken: answer.access_token, accessUntil: at + answer.expires_in * 1_000, refreshToken }
}

/** What a provider gives as its reason, in one line. */
export function reasonOf(answer: { readonly error: string; readonly error_description?: string | undefined }): string {
  const words = answer.error_description === undefined ? answer.error : `${answer.error}: ${answer.error_description}`
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 500)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
