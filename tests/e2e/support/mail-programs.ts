import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'

/**
 * The environment of one start of the app in which `desktopFile` is the system's mail program, or nothing is where it
 * is null. Only this start sees it: the entries are in `folder`, nothing of the machine is changed.
 */
export async function mailEnvironment(
  folder: string,
  desktopFile: { readonly name: string; readonly text?: string } | null,
): Promise<Record<string, string>> {
  const config = join(folder, 'config')
  const applications = join(folder, 'data', 'applications')
  const nothing = join(folder, 'nothing')
  for (const each of [config, applications, nothing]) await mkdir(each, { recursive: true })
  if (desktopFile) {
    const { name, text } = desktopFile
    const kinds = ['x-scheme-handler/mailto', 'message/rfc822']
    const lines = kinds.map((kind) => `${kind}=${name}\n`)
    await writeFile(join(config, 'mimeapps.list'), `[Default Applications]\n${lines.join('')}`)
    if (text) await writeFile(join(applications, name), text)
  }
  return {
    XDG_CONFIG_HOME: config,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_DIRS: nothing,
    // Programs of the machine may register for mailto by themselves.
    ...(desktopFile && !desktopFile.text ? {} : { XDG_DATA_DIRS: nothing }),
    // The tools of the desktops ask their own settings; the plain one reads the files above.
    XDG_CURRENT_DESKTOP: 'X-Generic',
    MAILER: '',
    BROWSER: '',
  }
}

/** A mail program that only notes how it was called. */
export interface StandInMailProgram {
  readonly env: Readonly<Record<string, string>>
  /** Resolves with the arguments of every call, oldest first, as soon as there were exactly so many. */
  called(times: number): Promise<readonly (readonly string[])[]>
}

/** Registers a program for mailto that writes each call into a file of `folder`. */
export async function standInMailProgram(folder: string): Promise<StandInMailProgram> {
  const calls = join(folder, 'calls')
  await mkdir(calls, { recursive: true })
  const program = join(folder, 'note-call')
  const script = [
    '#!/bin/sh',
    `file="${calls}/$(date +%s%N)"`,
    // Renamed when complete, so that a call is never read half.
    `printf '%s\\0' "$@" > "$file.part" && mv "$file.part" "$file"`,
  ]
  await writeFile(program, `${script.join('\n')}\n`)
  await chmod(program, 0o755)
  const entry = ['[Desktop Entry]', 'Type=Application', 'Name=Stand-in', `Exec=${program} %u`]
  const text = `${[...entry, 'MimeType=x-scheme-handler/mailto;'].join('\n')}\n`
  const whole = async () => (await readdir(calls)).filter((name) => !name.endsWith('.part')).sort()
  return {
    env: await mailEnvironment(folder, { name: 'stand-in.desktop', text }),
    async called(times) {
      await expect.poll(async () => (await whole()).length, { message: 'calls of the mail program' }).toBe(times)
      const texts = (await whole()).map((name) => readFile(join(calls, name), 'utf8'))
      return (await Promise.all(texts)).map((text) => text.split('\0').slice(0, -1))
    },
  }
}

export interface Mailto {
  readonly to: readonly string[]
  readonly bcc: readonly string[]
  readonly subject: string
  readonly body: string
}

/** An address as RFC 6068 writes it: what is not plain is percent-encoded. */
const ADDRESS = /^(?:[\w.~!$'*-]|%[0-9A-F]{2})+@(?:[\w.~-]|%[0-9A-F]{2})+$/u
/** The text of a header or the body: `qchar` of RFC 6068. */
const TEXT = /^(?:[\w.~!$'()*,;:@-]|%[0-9A-F]{2})*$/u

/**
 * Reads a mailto URL by RFC 6068, knowing nothing of how the product writes one. Throws for everything the RFC does
 * not allow, for what mail programs read differently (a bare `+`, line ends other than CRLF, unknown fields) and for
 * URLs longer than every system takes.
 */
export function readMailto(url: string): Mailto {
  const [, path, query = ''] = /^mailto:([^?#]*)(?:\?([^?#]*))?$/u.exec(url) ?? refuse('not a mailto URL', url)
  if (url.length > 1_900) refuse(`${url.length} characters`, url)
  const fields = new Map<string, string>()
  for (const field of query === '' ? [] : query.split('&')) {
    const [name, value, ...rest] = field.split('=')
    if (!name || value === undefined || rest.length > 0) refuse(`field ${field}`, url)
    if (fields.has(name)) refuse(`${name} twice`, url)
    if (!['bcc', 'subject', 'body'].includes(name)) refuse(`unknown field ${name}`, url)
    fields.set(name, value)
  }
  const text = (name: string): string => {
    const value = fields.get(name) ?? ''
    if (!TEXT.test(value)) refuse(`${name} is not encoded`, url)
    const decoded = decodeURIComponent(value)
    if (/[\r\n]/u.test(decoded.replaceAll('\r\n', ''))) refuse(`line ends of ${name}`, url)
    return decoded
  }
  const addresses = (list: string): readonly string[] =>
    list === ''
      ? []
      : list.split(',').map((each) => (ADDRESS.test(each) ? decodeURIComponent(each) : refuse(`address ${each}`, url)))
  const subject = text('subject')
  if (subject.includes('\n')) refuse('subject of several lines', url)
  return { to: addresses(path ?? ''), bcc: addresses(fields.get('bcc') ?? ''), subject, body: text('body') }
}

function refuse(what: string, url: string): never {
  throw new Error(`${what}: ${url}`)
}
