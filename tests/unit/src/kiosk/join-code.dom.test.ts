import { describe, expect, it } from 'vitest'
import { asPrinted } from '../../../../src/screens/kiosk/join-code'

describe('a code while it is typed', () => {
  it.each([
    ['', ''],
    ['7k3m', '7K3M'],
    ['7k3mq', '7K3M-Q'],
    ['7K3M-Q2XA-9wpt4hbc', '7K3M-Q2XA-9WPT-4HBC'],
    [' 7k3m q2xa ', '7K3M-Q2XA'],
    ['o0 il', 'O0IL'],
  ])('J3, M8: %j looks as it is printed', (typed, shown) => {
    expect(asPrinted(typed)).toBe(shown)
  })

  it('J3: what is longer than a code is left as it is, to be read by the core', () => {
    const link = '7K3MQ2XA9WPT4HBC7K3MQ2XA9WPT4HBC'
    expect(asPrinted(link)).toBe(link)
  })
})
