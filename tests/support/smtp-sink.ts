import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** A mail server on loopback that takes everything and keeps nothing of it but the ids. */
export interface SmtpSink {
  readonly port: number
  close(): Promise<void>
}

/** Calls back with the Message-ID of each mail when its last byte has arrived, before it is answered. */
export async function startSmtpSink(arrived: (messageId: string) => void): Promise<SmtpSink> {
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, _session, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => void parts.push(part))
      stream.on('end', () => {
        arrived(/^message-id:\s*(\S+)/imu.exec(Buffer.concat(parts).toString('latin1'))?.[1] ?? '')
        callback(null, '2.0.0 Ok')
      })
    },
  })
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  // Clients that are killed in the middle are what it is for.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
