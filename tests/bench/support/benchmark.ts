/** One measured value beside its baseline, both medians of the same run on the same machine. */
export interface Comparison {
  /** What was measured, with its unit: `wall, ms`. */
  readonly measure: string
  readonly ours: number
  readonly baseline: number
  /** Highest ratio ours : baseline that is good enough, or null where the ratio is only shown. */
  readonly bar: number | null
  /** Every single value, in the order of the runs. */
  readonly samples: { readonly ours: readonly number[]; readonly baseline: readonly number[] }
}

/** What a benchmark gets to know about the machine. */
export interface BenchContext {
  /** Arguments after which Electron takes an app folder: the executable first. */
  readonly electron: { readonly executable: string; readonly flags: readonly string[] }
  readonly projectFolder: string
  /** Of this run alone, gone afterwards: what several benchmarks can share is made in it once. */
  readonly folder: string
  /** The environment an app needs in this runtime. */
  readonly env: Readonly<Record<string, string>>
  /** How often each side runs. */
  readonly rounds: number
  readonly say: (line: string) => void
}

/** A file NAME.bench.ts exports one of these as `benchmark`. */
export interface Benchmark {
  /** Its id in the list of benchmarks, such as P6. */
  readonly id: string
  readonly work: string
  readonly run: (context: BenchContext) => Promise<readonly Comparison[]>
}

/** The middle value; of an even number the mean of the two in the middle. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN
  return (lower + upper) / 2
}

/** Compares two series of samples by their medians. */
export function compare(
  measure: string,
  bar: number | null,
  ours: readonly number[],
  baseline: readonly number[],
): Comparison {
  return { measure, bar, ours: median(ours), baseline: median(baseline), samples: { ours, baseline } }
}
