import { ipcRenderer } from 'electron'
import { CONNECT, PORT } from './contract/bridge'

// Runs sandboxed before each page. The page gets a message port and nothing else: no object of this world is exposed.
// By DOMContentLoaded the page's own modules have run, so somebody listens.
window.addEventListener(
  'DOMContentLoaded',
  () => {
    const { port1, port2 } = new MessageChannel()
    ipcRenderer.postMessage(CONNECT, null, [port1])
    window.postMessage(PORT, window.location.origin, [port2])
  },
  { once: true },
)
