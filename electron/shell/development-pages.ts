import { isConsoleUrl } from './console-origin'
import type { PageSource } from './app-protocol'

/**
 * The pages as Vite serves them while somebody works on them (`npm run dev`), under the console's own origin and rules.
 * Only development builds know this file.
 */
export function developmentPages(server: string): PageSource {
  const base = new URL(server)
  return {
    connect: `ws://${base.host}`,
    async read(url) {
      if (!isConsoleUrl(url)) return null
      const { pathname, search } = new URL(url)
      const answer = await fetch(new URL(pathname + search, base))
      if (!answer.ok) return null
      const type = answer.headers.get('content-type') ?? 'application/octet-stream'
      return { content: Buffer.from(await answer.arrayBuffer()), type }
    },
  }
}
