/** How long what comes back is gathered while there is more to send, in milliseconds: each writing down waits for the disk. */
export const WRITE_EVERY = 250

/** Most messages that may be taken beyond those being sent: in a power cut they are in doubt. */
const MOST_AHEAD = 300

/** One writing down, seen from how well the connections were kept busy. */
export interface Stretch {
  /** Messages sent in it. */
  readonly sent: number
  /** Messages taken that nobody had come to yet. */
  readonly left: number
  /** Since the writing before, in milliseconds. */
  readonly took: number
}

/** How many messages to take ahead, so that no connection of a fast server waits for the disk. */
export interface Pace {
  note(stretch: Stretch): void
  /** Their number grows only while connections run out of work between two writes: at a server of the world it is none. */
  ahead(): number
}

export function createPace(): Pace {
  let wanted = 0
  return {
    note({ left, sent, took }) {
      const ranDry = left === 0 && sent > 0 && took < WRITE_EVERY
      if (ranDry) wanted = Math.min(MOST_AHEAD, wanted * 2 + 1)
      else if (left > wanted / 2) wanted = Math.floor(wanted * 0.8)
    },
    ahead: () => wanted,
  }
}
