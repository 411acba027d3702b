import type { JoinSiteState } from '../../contract/settings'
import { demand } from '../domain/access'
import { readPublicAddress } from '../domain/join-address'
import { fieldRefusal, Refusal } from '../domain/refusal'
import type { JoinSiteMode } from '../domain/vocabulary'
import { recordAudit } from '../store/audit'
import { type JoinSiteRow, readJoinSite, saveJoinSite } from '../store/join-site'
import type { Actor } from './ports'
import type { JoinAddress, ServiceContext } from './service-context'

/** Where the pages are served. Port 0: any free one. */
export interface ReceptionPlace {
  readonly host: string
  readonly port: number
  /** The address people reach it by when it stands behind the company's web server, else null. */
  readonly publicAddress: string | null
}
/** The pages being served. */
export interface RunningReception {
  readonly port: number
  stop(): Promise<void>
}

export interface JoinSiteParts {
  /** Throws JOIN_PORT_IN_USE {port} or JOIN_INTERFACE_GONE {address}. */
  startReception(place: ReceptionPlace): Promise<RunningReception>
  /** IPv4 addresses of this computer in its networks, loopback not among them. */
  networkInterfaces(): readonly { readonly name: string; readonly address: string }[]
}

export interface JoinSiteInput {
  readonly mode: JoinSiteMode
  readonly port: number
  readonly interfaceAddress: string | null
  readonly publicAddress: string | null
}

/** J1: the join site that the console runs itself. */
export interface JoinSiteService {
  get(actor: Actor): Promise<JoinSiteState>
  /**
   * Changes where it listens; the setting is kept only when it works. Throws NOT_ALLOWED, INVALID_INPUT,
   * JOIN_PORT_IN_USE {port}, JOIN_INTERFACE_GONE {address}.
   */
  configure(actor: Actor, input: JoinSiteInput): Promise<JoinSiteState>
  readonly address: JoinAddress
  /** Starts it as it is set. Never throws for a place that is taken or gone: `get` says so. */
  start(): Promise<void>
  stop(): Promise<void>
}

const THIS_COMPUTER = '127.0.0.1'

export function createJoinSiteService(context: ServiceContext, parts: JoinSiteParts): JoinSiteService {
  let running: (RunningReception & { readonly place: ReceptionPlace }) | null = null
  let problem: Refusal | null = null
  let turn: Promise<unknown> = Promise.resolve()

  /** Starting and stopping take their time; one after another, or two would fight for the port. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  async function begin(place: ReceptionPlace): Promise<number> {
    const reception = await parts.startReception(place)
    running = { port: reception.port, stop: () => reception.stop(), place: { ...place, port: reception.port } }
    problem = null
    return reception.port
  }
  async function end(): Promise<void> {
    const before = running
    running = null
    await before?.stop()
  }

  /** The network of the computer may change while the site runs. */
  function isGone(): boolean {
    const host = running?.place.host
    return (
      host !== undefined && host !== THIS_COMPUTER && !parts.networkInterfaces().some((each) => each.address === host)
    )
  }
  function currentAddress(): string | null {
    if (!running || isGone()) return null
    return running.place.publicAddress ?? `http://${running.place.host}:${running.port}`
  }
  function currentProblem(): Refusal | null {
    return running && isGone() ? new Refusal('JOIN_INTERFACE_GONE', { address: running.place.host }) : problem
  }

  async function state(): Promise<JoinSiteState> {
    const row = await readJoinSite(context.store.reader)
    const refusal = currentProblem()
    return {
      mode: row.mode,
      port: row.port,
      interfaceAddress: row.interface_address,
      publicAddress: row.public_address,
      running: running !== null,
      address: currentAddress(),
      interfaces: parts.networkInterfaces(),
      problem: refusal && { code: refusal.code, params: refusal.params, fields: [] },
    }
  }

  /** Moves to the new place; when that fails, the old one is served again before the refusal goes on. */
  async function move(place: ReceptionPlace | null, keep: (port: number | null) => Promise<void>): Promise<void> {
    const before = running?.place ?? null
    await end()
    try {
      await keep(place ? await begin(place) : null)
      problem = null
    } catch (error) {
      await end()
      if (before) await begin(before).catch((failure: unknown) => context.log.error('join site not restarted', failure))
      throw error
    }
  }

  return {
    async get(actor) {
      demand(actor, 'settings.see')
      return state()
    },

    async configure(actor, input) {
      demand(actor, 'join-site.edit')
      const row = readInput(input)
      const place = placeOf(row)
      if (input.mode === 'local-network' && !parts.networkInterfaces().some((each) => each.address === place?.host)) {
        throw new Refusal('JOIN_INTERFACE_GONE', { address: row.interface_address ?? '' })
      }
      return inTurn(async () => {
        await move(place, (port) =>
          context.store.write(async (writer) => {
            const kept = { ...row, port: port ?? row.port }
            await saveJoinSite(writer, kept)
            await recordAudit(writer, context.clock.now(), {
              actor,
              origin: 'console',
              action: 'join-site.configured',
              subject: null,
              details: { mode: kept.mode, port: kept.port, address: currentAddress() ?? '' },
            })
          }),
        )
        context.changes.announce('join-site', 'activity')
        return state()
      })
    },

    address: { current: async () => currentAddress() },

    start: () =>
      inTurn(async () => {
        const row = await readJoinSite(context.store.reader)
        const place = placeOf(row)
        if (!place || running) return
        try {
          const port = await begin(place)
          if (port !== row.port) await context.store.write((writer) => saveJoinSite(writer, { ...row, port }))
        } catch (error) {
          problem = error instanceof Refusal ? error : new Refusal('INTERNAL')
          context.log.error('the join site does not start', error)
        }
        context.changes.announce('join-site')
      }),

    stop: () => inTurn(end),
  }
}

/** Checks what belongs to the mode and forgets nothing that belongs to another one. Throws INVALID_INPUT. */
function readInput(input: JoinSiteInput): JoinSiteRow {
  const interfaceAddress = input.interfaceAddress === '' ? null : input.interfaceAddress
  const publicAddress = input.publicAddress === null ? null : readPublicAddress(input.publicAddress)
  if (input.mode === 'local-network' && interfaceAddress === null) throw fieldRefusal('interfaceAddress', 'REQUIRED')
  if (input.mode === 'proxy' && publicAddress === null) {
    throw fieldRefusal('publicAddress', input.publicAddress ? 'URL_INVALID' : 'REQUIRED')
  }
  return { mode: input.mode, port: input.port, interface_address: interfaceAddress, public_address: publicAddress }
}

/** Where to listen; null when switched off. Behind a web server: on this computer only. */
function placeOf(row: JoinSiteRow): ReceptionPlace | null {
  if (row.mode === 'off') return null
  const host = row.mode === 'local-network' ? (row.interface_address ?? '') : THIS_COMPUTER
  return { host, port: row.port, publicAddress: row.mode === 'proxy' ? row.public_address : null }
}
