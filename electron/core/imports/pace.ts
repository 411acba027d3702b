/**
 * To be awaited between small pieces of reading. Whoever has a file read decides with it when other work gets through:
 * undefined goes on at once.
 */
export type Pace = () => Promise<void> | undefined
