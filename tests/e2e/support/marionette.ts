import { once } from 'node:events'
import { connect } from 'node:net'

/** Mozilla's remote control, as far as the tests need it: scripts that run with the rights of the program. */
export interface Marionette {
  /** Runs the body of a function in the program and returns what it returns. Throws what it throws. */
  run(body: string): Promise<unknown>
  /** Asks the program to end; the connection is gone then. */
  quit(): Promise<void>
}

type Answer = readonly [kind: 1, id: number, error: unknown, result: unknown]

/** Connects to a program that listens on this port of this computer. Messages are `length:JSON` both ways. */
export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>()
  let received = Buffer.alloc(0)
  let calls = 0
  socket.on('data', (data: Buffer) => {
    received = Buffer.concat([received, data])
    for (;;) {
      const colon = received.indexOf(':')
      const length = Number(received.subarray(0, colon))
      if (colon < 0 || received.length < colon + 1 + length) return
      const message: unknown = JSON.parse(received.subarray(colon + 1, colon + 1 + length).toString('utf8'))
      received = received.subarray(colon + 1 + length)
      // The greeting is an object; answers are arrays.
      if (Array.isArray(message)) waiting.get(Number(message[1]))?.resolve(message as unknown as Answer)
    }
  })
  // An error is followed by the close, which tells all who wait.
  socket.on('error', () => {})
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the connection was closed'))
  })

  async function call(name: string, parameters: object): Promise<unknown> {
    const id = (calls += 1)
    const text = JSON.stringify([0, id, name, parameters])
    const [, , error, result] = await new Promise<Answer>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      socket.write(`${Buffer.byteLength(text)}:${text}`)
    })
    waiting.delete(id)
    if (error) throw new Error(`${name}: ${JSON.stringify(error)}`)
    return result
  }

  await call('WebDriver:NewSession', {})
  await call('Marionette:SetContext', { value: 'chrome' })
  return {
    async run(body) {
      const result = await call('WebDriver:ExecuteScript', { script: body, args: [], sandbox: 'system' })
      return (result as { value: unknown }).value
    },
    async quit() {
      await call('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => null)
      socket.destroy()
    },
  }
}
