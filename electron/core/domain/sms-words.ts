/** How a generic gateway is asked. */
export const HTTP_METHODS = ['POST', 'PUT', 'GET'] as const
export type HttpMethod = (typeof HTTP_METHODS)[number]

/** What its body is: placeholders are escaped by it. */
export const HTTP_BODY_TYPES = ['form', 'json', 'plain'] as const
export type HttpBodyType = (typeof HTTP_BODY_TYPES)[number]

/** How the letters of an SMS travel: 160 of one alphabet, or 70 of any. */
export const SMS_ENCODINGS = ['GSM-7', 'UCS-2'] as const
export type SmsEncoding = (typeof SMS_ENCODINGS)[number]

/** What a text or address for a generic gateway may name. */
export const SMS_PLACEHOLDERS = ['to', 'toDigits', 'text', 'sender', 'secret', 'basic', 'id'] as const
export type SmsPlaceholder = (typeof SMS_PLACEHOLDERS)[number]

/** Largest address book that is read, in bytes. */
export const SMS_CONTACTS_MAXIMUM = 10 * 1024 * 1024
