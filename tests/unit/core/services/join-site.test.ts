import { createServer } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { startReception } from '../../../../electron/core/reception/server'
import { createJoinSiteService, type JoinSiteInput } from '../../../../electron/core/services/join-site'
import { openTestPortal } from '../../../support/core-context'
import { auditActions, receptionParts } from '../reception/reception-kit'

/** Passwords are hashed for real, which takes long where many tests share a machine. */
vi.setConfig({ testTimeout: 60_000 })

const THIS_COMPUTER: JoinSiteInput = { mode: 'this-computer', port: 0, interfaceAddress: null, publicAddress: null }

async function joinSite() {
  const portal = await openTestPortal()
  const networks = [{ name: 'wlan0', address: '127.0.0.2' }]
  const service = createJoinSiteService(portal, {
    startReception: (place) => startReception(receptionParts(portal), place),
    networkInterfaces: () => networks,
  })
  onTestFinished(() => service.stop())
  return { portal, service, networks }
}

async function takenPort(host = '127.0.0.1'): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const statusOf = async (address: string | null) => (await fetch(`${address}/`)).status

it('J1: is off until switched on, and answers on this computer only when it is', async () => {
  const { portal, service } = await joinSite()
  await service.start()
  expect(await service.get(portal.administrator)).toMatchObject({ mode: 'off', running: false, address: null })
  expect(await service.address.current()).toBeNull()
  const state = await service.configure(portal.administrator, THIS_COMPUTER)
  expect(state).toMatchObject({ mode: 'this-computer', running: true, problem: null })
  expect(state.address).toBe(`http://127.0.0.1:${state.port}`)
  expect(await statusOf(state.address)).toBe(200)
  await service.configure(portal.administrator, { ...THIS_COMPUTER, mode: 'off' })
  await expect(fetch(`${state.address}/`)).rejects.toThrow()
  expect(await auditActions(portal)).toEqual(['join-site.configured', 'join-site.configured'])
})

it('J1: any free port is picked once and then kept, over a restart too', async () => {
  const { portal, service } = await joinSite()
  const { port } = await service.configure(portal.administrator, THIS_COMPUTER)
  expect(port).toBeGreaterThan(0)
  await service.stop()
  await service.start()
  expect(await service.get(portal.administrator)).toMatchObject({ port, running: true })
  expect((await service.configure(portal.administrator, { ...THIS_COMPUTER, port })).port).toBe(port)
  expect(await statusOf(`http://127.0.0.1:${port}`)).toBe(200)
})

it('J1: on the local network it answers under the chosen address, and says when that is gone', async () => {
  const { portal, service, networks } = await joinSite()
  const input: JoinSiteInput = { ...THIS_COMPUTER, mode: 'local-network', interfaceAddress: '127.0.0.2' }
  const state = await service.configure(portal.administrator, input)
  expect(state.address).toBe(`http://127.0.0.2:${state.port}`)
  expect(await statusOf(state.address)).toBe(200)
  await expect(fetch(`http://127.0.0.1:${state.port}/`)).rejects.toThrow()
  networks.length = 0
  expect(await service.get(portal.administrator)).toMatchObject({
    address: null,
    problem: { code: 'JOIN_INTERFACE_GONE', params: { address: '127.0.0.2' } },
  })
  expect(await service.address.current()).toBeNull()
  await expect(service.configure(portal.administrator, input)).rejects.toMatchObject({ code: 'JOIN_INTERFACE_GONE' })
})

it('J1: behind the company’s web server links start with its address, and it listens on this computer', async () => {
  const { portal, service } = await joinSite()
  const state = await service.configure(portal.administrator, {
    ...THIS_COMPUTER,
    mode: 'proxy',
    publicAddress: 'https://Join.Example.com/',
  })
  expect(state).toMatchObject({ publicAddress: 'https://join.example.com', address: 'https://join.example.com' })
  expect(await statusOf(`http://127.0.0.1:${state.port}`)).toBe(200)
})

it('J1: a taken port is refused in plain words, and what ran before runs on', async () => {
  const { portal, service } = await joinSite()
  const before = await service.configure(portal.administrator, THIS_COMPUTER)
  const port = await takenPort()
  await expect(service.configure(portal.administrator, { ...THIS_COMPUTER, port })).rejects.toMatchObject({
    code: 'JOIN_PORT_IN_USE',
    params: { port },
  })
  expect(await service.get(portal.administrator)).toMatchObject({ port: before.port, running: true, problem: null })
  expect(await statusOf(before.address)).toBe(200)
})

it('J1: a port that is taken at the start is no reason not to open the portal', async () => {
  const { portal, service } = await joinSite()
  const port = await takenPort()
  await portal.store.write((writer) => writer.updateTable('join_site').set({ mode: 'this-computer', port }).execute())
  await service.start()
  expect(await service.get(portal.administrator)).toMatchObject({
    running: false,
    address: null,
    problem: { code: 'JOIN_PORT_IN_USE', params: { port } },
  })
})

it.each([
  [{ mode: 'local-network' as const }, 'interfaceAddress', 'REQUIRED'],
  [{ mode: 'proxy' as const }, 'publicAddress', 'REQUIRED'],
  [{ mode: 'proxy' as const, publicAddress: 'https://example.com/join' }, 'publicAddress', 'URL_INVALID'],
])('J1: refuses %j beside its field', async (change, field, code) => {
  const { portal, service } = await joinSite()
  await expect(service.configure(portal.administrator, { ...THIS_COMPUTER, ...change })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    fields: [{ field, code }],
  })
})

it('A2: employees neither see nor change it', async () => {
  const { portal, service } = await joinSite()
  const employee = await portal.addPerson()
  await expect(service.get(employee)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  await expect(service.configure(employee, THIS_COMPUTER)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
})

it('J1: changes asked for together are made one after another', async () => {
  const { portal, service } = await joinSite()
  await Promise.all([
    service.configure(portal.administrator, THIS_COMPUTER),
    service.configure(portal.administrator, { ...THIS_COMPUTER, mode: 'off' }),
    service.configure(portal.administrator, THIS_COMPUTER),
  ])
  const state = await service.get(portal.administrator)
  expect(await statusOf(state.address)).toBe(200)
})
