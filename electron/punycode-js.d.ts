/** What is used of it; the package brings no types. */
declare module 'punycode.js' {
  /** Decodes a label without its `xn--`. Throws RangeError. */
  export function decode(label: string): string
}
