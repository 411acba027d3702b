import { networkInterfaces } from 'node:os'

/** IPv4 addresses of this computer in its networks, loopback and self-assigned ones not among them. */
export function localNetworkInterfaces(): readonly { readonly name: string; readonly address: string }[] {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses]) =>
      (addresses ?? [])
        .filter((each) => each.family === 'IPv4' && !each.internal && !each.address.startsWith('169.254.'))
        .map((each) => ({ name, address: each.address })),
    )
    .sort((one, other) => one.name.localeCompare(other.name) || one.address.localeCompare(other.address))
}
