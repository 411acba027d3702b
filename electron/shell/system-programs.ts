import { execFile } from 'node:child_process'

/** How long a program of the system may take, in milliseconds. */
const PATIENCE = 5_000

export interface ProgramAnswer {
  readonly done: boolean
  readonly output: string
  readonly errors: string
}

/** Runs a program of the system with these arguments, each as it is; never rejects. */
export function runProgram(program: string, args: readonly string[], patience = PATIENCE): Promise<ProgramAnswer> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: patience }, (error, output, errors) =>
      resolve({ done: !error, output: output.trim(), errors: errors.trim() }),
    )
  })
}

/** Whether a program is registered on Linux for a kind of file or link. */
export async function linuxHasProgramFor(kind: string): Promise<boolean> {
  const handler = await runProgram('xdg-mime', ['query', 'default', kind])
  return handler.done && handler.output !== ''
}
