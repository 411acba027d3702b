import { describe, expect, it } from 'vitest'
import { appleMailArguments } from '../../../electron/shell/apple-mail'

describe('asking Apple Mail', () => {
  it('M3: texts are arguments and never part of the script, whatever is in them', () => {
    const draft = {
      to: ['ann@x.com'],
      bcc: ['bob@x.com', 'cid@x.com'],
      subject: '-e "beep"',
      text: '" & (do shell script "x") & "',
    }
    const [option, script, ...rest] = appleMailArguments(draft)
    expect(option).toBe('-e')
    expect(script).toBe(appleMailArguments({ to: [], bcc: [], subject: '', text: '' })[1])
    expect(rest).toEqual(['draft', draft.subject, draft.text, '1', 'ann@x.com', 'bob@x.com', 'cid@x.com'])
  })
})
