// Shared libraries and programs of the operating system. On Debian-like systems what is missing is installed when we are
// root; everybody else gets the one command to run. What is missing is found by looking, not by asking apt at every start.
import { existsSync } from 'node:fs'
import { isRootOnLinux } from './project.mjs'
import { findProgram, lastLines, run, say, SetupError } from './run.mjs'

// One library of each package that Electron needs. Newer releases carry some under a second name.
const electronLibraries = [
  { library: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { library: 'libnss3.so', packages: ['libnss3'] },
  { library: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { library: 'libgbm.so.1', packages: ['libgbm1'] },
  { library: 'libcups.so.2', packages: ['libcups2t64', 'libcups2'] },
  { library: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { library: 'libatspi.so.0', packages: ['libatspi2.0-0t64', 'libatspi2.0-0'] },
  { library: 'libdrm.so.2', packages: ['libdrm2'] },
  { library: 'libxkbcommon.so.0', packages: ['libxkbcommon0'] },
  { library: 'libXdamage.so.1', packages: ['libxdamage1'] },
  { library: 'libXrandr.so.2', packages: ['libxrandr2'] },
  { library: 'libXcomposite.so.1', packages: ['libxcomposite1'] },
  { library: 'libexpat.so.1', packages: ['libexpat1'] },
]

const programs = {
  Xvfb: ['xvfb'],
  'xvfb-run': ['xvfb'],
  xauth: ['xauth'],
  chromium: ['chromium', 'chromium-browser'],
  pdftoppm: ['poppler-utils'],
  thunderbird: ['thunderbird'],
  python3: ['python3'],
  make: ['make'],
  'g++': ['g++'],
}

/** Names a program may also go by. */
const alternatives = { chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] }

async function missingLibraries() {
  const ldconfig = findProgram('ldconfig')
  if (!ldconfig) return []
  const { code, stdout } = await run(ldconfig, ['-p'], { output: 'capture' })
  if (code !== 0) return []
  return electronLibraries.filter(({ library }) => !stdout.includes(`${library} `))
}

/** Whether a program of the table above, under any of its names, is on this machine. */
const hasProgram = (name) => findProgram(...(alternatives[name] ?? [name])) !== null

const missingPrograms = (names) =>
  names.filter((name) => !hasProgram(name)).map((name) => ({ library: name, packages: programs[name] }))

const aptEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
const apt = (args, output = 'capture') =>
  run('apt-get', ['-y', '-q', '-o', 'DPkg::Lock::Timeout=120', ...args], { env: aptEnv, output, timeout: 20 * 60_000 })

/** The first of a package's names that this release knows. */
async function knownName(packages) {
  for (const name of packages) {
    const { stdout } = await run('apt-cache', ['policy', name], { output: 'capture' })
    if (/Candidate: (?!\(none\))/.test(stdout)) return name
  }
  return packages.at(-1)
}

async function install(missing) {
  say(`Installing system packages for ${missing.map(({ library }) => library).join(', ')} …`)
  const update = await apt(['update'])
  const names = new Set()
  for (const { packages } of missing) names.add(await knownName(packages))
  const result = await apt(['install', '--no-install-recommends', ...names])
  if (result.code === 0) return null
  return `apt-get install ${[...names].join(' ')} failed: ${lastLines(result.stderr || update.stderr)}`
}

/**
 * Sees to Electron's shared libraries (`libraries`) and the named programs. `optional` programs that cannot be had are said and
 * left out. Throws SetupError with the command to run where something needed is missing and cannot be installed here.
 */
export async function ensureSystem({ libraries = false, needed = [], optional = [] }) {
  if (process.platform !== 'linux') return
  const required = [...(libraries ? await missingLibraries() : []), ...missingPrograms(needed)]
  const wished = missingPrograms(optional)
  if (required.length === 0 && wished.length === 0) return

  const debian = existsSync('/usr/bin/apt-get')
  if (debian && isRootOnLinux()) {
    const failure = required.length > 0 ? await install(required) : null
    const still = [...(libraries ? await missingLibraries() : []), ...missingPrograms(needed)]
    if (still.length > 0) {
      throw new SetupError(
        `Still missing: ${still.map(({ library }) => library).join(', ')}. ${failure ?? ''}`,
        'see that the package sources are reachable (apt-get update) and run the command again.',
      )
    }
    for (const one of wished) {
      if (await install([one])) say(`${one.library} could not be installed; what needs it is left out.`)
    }
    return
  }
  if (wished.length > 0)
    say(`Not installed, what needs it is left out: ${wished.map(({ library }) => library).join(', ')}.`)
  if (required.length === 0) return
  const packages = debian ? await Promise.all(required.map((one) => knownName(one.packages))) : []
  throw new SetupError(
    `This system lacks ${required.map(({ library }) => library).join(', ')}.`,
    debian
      ? `run  sudo apt-get install -y ${[...new Set(packages)].join(' ')}  and then this command again.`
      : 'install the packages of your system that hold them and run this command again.',
  )
}
