import nodemailer from 'nodemailer'
import QRCode from 'qrcode'
import { oneLine } from '../../domain/mail-templates'
import type { Locale } from '../../domain/vocabulary'
import { capitals } from '../../sheets/qr-code'

export interface DraftAddress {
  /** Empty: the address alone. */
  readonly name: string
  /** Comparable form (domain/addresses.ts). */
  readonly address: string
}

/** What a draft file says (M3). */
export interface DraftMail {
  readonly to: readonly DraftAddress[]
  readonly bcc: readonly DraftAddress[]
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Shown as a QR picture below itself. */
  readonly link: string
  readonly locale: Locale
}

const PICTURE = 'qr@usher'
const PICTURE_NAMES: Readonly<Record<Locale, string>> = { en: 'QR code with the link', ru: 'QR-код со ссылкой' }
/** The mail app puts in who sends it, and when; a draft that says so already would be sent as it is. */
const LEFT_TO_THE_MAIL_APP = /^(?:From|Date|Message-ID):[^\n]*\n(?:[ \t][^\n]*\n)*/gimu

/**
 * An unsent message as a file (M3): plain and formatted text with the QR code of the link as an inline picture.
 * `X-Unsent` has the mail app open it for editing. Bcc is kept: the mail app takes it over and does not send it.
 */
export async function draftMessage(mail: DraftMail): Promise<Uint8Array> {
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const { message } = await transport.sendMail({
    // As objects only: a string would be parsed, and could name another recipient.
    to: mail.to.map(addressOf),
    bcc: mail.bcc.map(addressOf),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: withPicture(mail.html, PICTURE_NAMES[mail.locale]),
    headers: { 'X-Unsent': '1' },
    attachments: [
      {
        filename: 'qr.png',
        content: await QRCode.toBuffer(capitals(mail.link), { errorCorrectionLevel: 'M', margin: 4, scale: 6 }),
        contentType: 'image/png',
        contentDisposition: 'inline',
        cid: PICTURE,
      },
    ],
  })
  if (!Buffer.isBuffer(message)) throw new Error('the message was not put together in memory')
  const text = message.toString('latin1')
  const end = text.indexOf('\r\n\r\n') + 2
  return Buffer.from(text.slice(0, end).replace(LEFT_TO_THE_MAIL_APP, '') + text.slice(end), 'latin1')
}

function addressOf({ address, name }: DraftAddress): { name: string; address: string } {
  return { name: oneLine(name), address }
}

/** The first link of a message is the one it is about; every text in it is escaped, so that nothing else ends one. */
function withPicture(html: string, name: string): string {
  const picture = `<br>\n<img src="cid:${PICTURE}" alt="${name}" width="180" height="180">`
  return html.includes('</a>') ? html.replace('</a>', `</a>${picture}`) : html.replace('</body>', `${picture}</body>`)
}
