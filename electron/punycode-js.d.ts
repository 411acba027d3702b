/** What is used of it; the package brings no types. */
declare module 'punycode.js' {
  /** `decode` reads a label without its `xn--`; throws RangeError. */
  const punycode: { decode(label: string): string }
  export default punycode
}
