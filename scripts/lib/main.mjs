// What every command of this folder does around its own work.
import { SetupError } from './run.mjs'

/** Runs a command; a set-up step that failed is told without a stack, and the exit code says how it went. */
export async function main(command) {
  try {
    process.exitCode = (await command()) ?? 0
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
