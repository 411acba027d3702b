import type { Page } from '@playwright/test'

/** Asks for a procedure by its path, such as `people/confirm`; resolves with the answer as it came over the port. */
export type Ask = (procedure: string, input: unknown) => Promise<string>

/**
 * Takes the place of hostile code in the page: loads the page anew, keeps hold of the port that it is handed, and asks
 * over it past everything that the window itself would refuse.
 */
export async function askAsThePage(page: Page): Promise<Ask> {
  await page.addInitScript(() => {
    window.addEventListener('message', (event) => {
      const [port] = event.ports
      if (port) Object.assign(globalThis, { takenPort: port })
    })
  })
  await page.reload()
  await page.getByRole('navigation', { name: 'Navigation' }).waitFor()
  let number = 0
  return (procedure, input) =>
    page.evaluate(
      async ({ id, url, body }) => {
        const { takenPort } = globalThis as unknown as { takenPort: MessagePort }
        return new Promise<string>((resolve) => {
          const receive = ({ data }: MessageEvent) => {
            const text = typeof data === 'string' ? data : JSON.stringify(data)
            if (!text.includes(`"${id}"`)) return
            takenPort.removeEventListener('message', receive)
            resolve(text)
          }
          takenPort.addEventListener('message', receive)
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Ports, unlike windows, have no origin.
          takenPort.postMessage(JSON.stringify({ i: id, p: { u: url, b: { json: body } } }))
        })
      },
      { id: `taken-${++number}`, url: `/${procedure}`, body: input },
    )
}
