import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLog, logFile } from '../../../electron/shell/log'
import { redact, redactText } from '../../../electron/shell/redact'

describe('what may stand in the log', () => {
  it('hides values by their names, however deep', () => {
    const details = { account: { host: 'mail.example.com', password: 'hunter2', nested: [{ authToken: 'abc' }] } }
    expect(redact(details)).toEqual({
      account: { host: 'mail.example.com', password: '[hidden]', nested: [{ authToken: '[hidden]' }] },
    })
  })

  it('hides join links, short codes and mailto links inside texts (J4)', () => {
    expect(redactText('open http://10.0.0.5:8080/J/ABCDEF0123456789ABCDEF failed')).toBe(
      'open http://10.0.0.5:8080/J/[hidden] failed',
    )
    expect(redactText('code abcd-ef01-2345-6789 typed')).toBe('code [hidden] typed')
    expect(redactText('mailto:ann@example.com?body=x')).toBe('mailto:[hidden]')
  })

  it('lets no line forge another entry', () => {
    expect(redactText('name\r\n\u2028 2026 error')).toBe('name    2026 error')
  })

  it('writes errors with their causes and survives circles', () => {
    const error = new Error('outer', { cause: new Error('at /J/ABCDEF0123456789ABCDEF') })
    expect(JSON.stringify(redact(error))).toContain('outer')
    expect(JSON.stringify(redact(error))).toContain('/J/[hidden]')
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    expect(JSON.stringify(redact(circle))).toContain('…')
  })
})

describe('the log file', () => {
  it('gets messages and redacted details', () => {
    const folder = mkdtempSync(join(tmpdir(), 'usher-log-'))
    try {
      const log = createLog(folder)
      log.info('portal opened', { people: 3, password: 'hunter2' })
      const text = readFileSync(logFile(folder), 'utf8')
      expect(text).toMatch(/info portal opened \{"people":3,"password":"\[hidden\]"\}/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
