/**
 * The canvas of the console's pages: what a window shows before the first paint, so that nothing flashes. The shell may
 * not import src/theme.ts, so it is told again here; a test holds the two together.
 */
export const CANVAS = { light: '#f5f5f7', dark: '#15161a' } as const
