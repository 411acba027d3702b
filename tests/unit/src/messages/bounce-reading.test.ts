import { beforeEach, expect, it, vi } from 'vitest'
import { BOUNCE_MAXIMUM } from '../../../../electron/contract/vocabulary'

const read = vi.hoisted(() => vi.fn<(input: { data: string }) => Promise<unknown>>())
vi.mock('../../../../src/portal', () => ({
  portal: { bounces: { read } },
  refusalOf: (error: unknown) => ({ code: error instanceof Error ? error.message : '', params: {}, fields: [] }),
}))
const { base64Of, useBounceReading } = await import('../../../../src/screens/messages/bounce-reading')

beforeEach(() => void read.mockReset())

it('M9: every byte of a file goes over as it is, however large', () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) % 256)
  expect(Buffer.from(base64Of(bytes), 'base64').equals(Buffer.from(bytes))).toBe(true)
})

it('M9: files are read one after the other; one that is no bounce or too large does not stop the rest', async () => {
  read.mockRejectedValueOnce(new Error('BOUNCE_UNREADABLE')).mockResolvedValueOnce({ recipients: [] })
  const { files, read: take, reading } = useBounceReading()
  const large = new File([], 'large.eml')
  Object.defineProperty(large, 'size', { value: BOUNCE_MAXIMUM + 1 })
  await take([new File(['reply'], 'reply.eml'), large, new File(['bounce'], 'bounce.eml')])
  expect(files.value.map(({ name, refusal, tooLarge }) => [name, refusal?.code ?? null, tooLarge])).toEqual([
    ['bounce.eml', null, false],
    ['large.eml', null, true],
    ['reply.eml', 'BOUNCE_UNREADABLE', false],
  ])
  expect(read).toHaveBeenCalledTimes(2)
  expect(reading.value).toBeNull()
})

it('M9: once an address is corrected, no line offers to correct it again', async () => {
  const match = { personId: 'p', name: 'Ann', sentTo: 'a@x', address: 'a@x', marked: 'now', mayCorrect: true }
  read.mockResolvedValue({ recipients: [{ address: 'a@x', fate: 'failed', status: null, reason: '', match }] })
  const { corrected, files, read: take } = useBounceReading()
  await take([new File(['1'], '1.eml'), new File(['2'], '2.eml')])
  corrected('p', 'b@x')
  expect(files.value.flatMap((file) => file.recipients).map((each) => each.match)).toEqual([
    { ...match, address: 'b@x', mayCorrect: false },
    { ...match, address: 'b@x', mayCorrect: false },
  ])
})
