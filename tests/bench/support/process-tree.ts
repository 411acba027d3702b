import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** What a process and all its descendants use; Linux only. */
export interface TreeUsage {
  readonly cpuMs: number
  /** Proportional set size: memory shared by several processes counts once. */
  readonly pssMb: number
  readonly processes: number
}

interface Entry {
  readonly parent: number
  readonly ticks: number
}

const ticksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Reads a file of /proc, or null when its process has ended meanwhile. */
function proc(pid: number, file: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return null
  }
}

function entries(): Map<number, Entry> {
  const found = new Map<number, Entry>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    const stat = Number.isInteger(pid) ? proc(pid, 'stat') : null
    // The second field is the program's name in brackets and may hold spaces.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (!fields) continue
    // utime, stime, and the same of children that have ended and were waited for.
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0)
    found.set(pid, { parent: Number(fields[1]), ticks })
  }
  return found
}

/** What the process tree under `root` has used of the processor and holds of memory at this moment. */
export function usageOf(root: number): TreeUsage {
  const all = entries()
  const tree = new Set([root])
  // Parents have lower ids except after a wrap-around: go over the list until nothing is added.
  for (let before = -1; before !== tree.size;) {
    before = tree.size
    for (const [pid, { parent }] of all) if (tree.has(parent)) tree.add(pid)
  }
  let ticks = 0
  let pssKb = 0
  for (const pid of tree) {
    ticks += all.get(pid)?.ticks ?? 0
    pssKb += Number(/^Pss:\s+(\d+) kB/m.exec(proc(pid, 'smaps_rollup') ?? '')?.[1] ?? 0)
  }
  return { cpuMs: (ticks / ticksPerSecond()) * 1000, pssMb: pssKb / 1024, processes: tree.size }
}
